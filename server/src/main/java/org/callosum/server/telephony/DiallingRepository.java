package org.callosum.server.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DiallingRepository {
    /// What a client without limits of its own has: enough for a small team, little for a thief.
    static final int USUAL_CONCURRENT = 10;

    static final int USUAL_PER_DAY = 500;

    private final JdbcClient database;

    DiallingRepository(JdbcClient database) {
        this.database = database;
    }

    /// What holds for one client, with its place and time.
    record Limits(long client, ZoneId zone, @Nullable String country, int concurrent, int perDay) {}

    List<DiallingRule> all() {
        return database.sql("select * from dialling_rule order by client_id, sort_order, prefix")
                .query(DiallingRepository::rule)
                .list();
    }

    Optional<DiallingRule> find(long id) {
        return database.sql("select * from dialling_rule where id = :id")
                .param("id", id)
                .query(DiallingRepository::rule)
                .optional();
    }

    List<DiallingPlan.Rule> plan(long client) {
        return database.sql("select * from dialling_rule where client_id = :client order by prefix")
                .param("client", client)
                .query((row, _) -> new DiallingPlan.Rule(
                        row.getLong("id"),
                        row.getString("prefix"),
                        row.getInt("min_digits"),
                        row.getInt("max_digits"),
                        row.getBoolean("allowed"),
                        Rows.longOrNull(row, "trunk_id")))
                .list();
    }

    boolean prefixTaken(long client, String prefix, long exceptId) {
        return database.sql("""
                        select exists (select from dialling_rule where client_id = :client and prefix = :prefix and id <> :id)""")
                .param("client", client)
                .param("prefix", prefix)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    boolean trunkExists(long trunk) {
        return database.sql("select exists (select from trunk where id = :id)")
                .param("id", trunk)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, DiallingRule rule) {
        database.sql("""
                        insert into dialling_rule (id, tenant_id, client_id, prefix, name, min_digits, max_digits, allowed,
                                                   trunk_id, sort_order)
                        values (:id, :tenant, :client, :prefix, cast(:name as jsonb), :min, :max, :allowed, :trunk, :order)""")
                .params(values(rule))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(rule.clientId())))
                .update();
    }

    boolean update(long id, int version, DiallingRule rule) {
        return database.sql("""
                        update dialling_rule set prefix = :prefix, name = cast(:name as jsonb), min_digits = :min,
                               max_digits = :max, allowed = :allowed, trunk_id = :trunk, sort_order = :order,
                               version = version + 1
                         where id = :id and version = :version""")
                        .params(values(rule))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void delete(long id) {
        database.sql("delete from dialling_rule where id = :id").param("id", id).update();
    }

    List<Limits> limits() {
        return database.sql("""
                        select c.id, c.time_zone, l.country, l.concurrent, l.per_day
                          from client c left join dialling_limit l on l.client_id = c.id order by c.code""").query(DiallingRepository::limitRow).list();
    }

    Optional<Limits> limits(long client) {
        return database.sql("""
                        select c.id, c.time_zone, l.country, l.concurrent, l.per_day
                          from client c left join dialling_limit l on l.client_id = c.id where c.id = :client""")
                .param("client", client)
                .query(DiallingRepository::limitRow)
                .optional();
    }

    void put(long client, String country, int concurrent, int perDay) {
        database.sql("""
                        insert into dialling_limit (client_id, tenant_id, country, concurrent, per_day)
                        values (:client, :tenant, :country, :concurrent, :perDay)
                        on conflict (client_id) do update set country = :country, concurrent = :concurrent,
                               per_day = :perDay, version = dialling_limit.version + 1""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("country", country)
                .param("concurrent", concurrent)
                .param("perDay", perDay)
                .update();
    }

    int today(long client, LocalDate day) {
        return database.sql("select calls from dialling_day where client_id = :client and day = :day")
                .param("client", client)
                .param("day", day)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /// Takes one of the day's calls, in one statement: two nodes cannot both take the last one.
    boolean take(long client, LocalDate day, int perDay) {
        database.sql("""
                        insert into dialling_day (client_id, tenant_id, day) values (:client, :tenant, :day)
                        on conflict do nothing""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("day", day)
                .update();
        return database.sql("""
                        update dialling_day set calls = calls + 1
                         where client_id = :client and day = :day and calls < :most""")
                        .param("client", client)
                        .param("day", day)
                        .param("most", perDay)
                        .update()
                == 1;
    }

    /// @return how many have been refused on this day, this one included
    int refused(long client, LocalDate day) {
        return database.sql("""
                        insert into dialling_day (client_id, tenant_id, day, refused) values (:client, :tenant, :day, 1)
                        on conflict (client_id, day) do update set refused = dialling_day.refused + 1 returning refused""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("day", day)
                .query(Integer.class)
                .single();
    }

    private static Map<String, @Nullable Object> values(DiallingRule rule) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("prefix", rule.prefix());
        values.put("name", Objects.requireNonNull(rule.name()).json());
        values.put("min", rule.minDigits());
        values.put("max", rule.maxDigits());
        values.put("allowed", Boolean.TRUE.equals(rule.allowed()));
        values.put("trunk", rule.trunkId() == null ? null : Long.valueOf(rule.trunkId()));
        values.put("order", Objects.requireNonNullElse(rule.order(), 0));
        return values;
    }

    private static Limits limitRow(ResultSet row, int number) throws SQLException {
        return new Limits(
                row.getLong("id"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("country"),
                Objects.requireNonNullElse(Rows.intOrNull(row, "concurrent"), USUAL_CONCURRENT),
                Objects.requireNonNullElse(Rows.intOrNull(row, "per_day"), USUAL_PER_DAY));
    }

    private static DiallingRule rule(ResultSet row, int number) throws SQLException {
        return new DiallingRule(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "client_id"),
                row.getString("prefix"),
                Rows.text(row, "name"),
                row.getInt("min_digits"),
                row.getInt("max_digits"),
                row.getBoolean("allowed"),
                Rows.idOrNull(row, "trunk_id"),
                row.getInt("sort_order"));
    }
}
