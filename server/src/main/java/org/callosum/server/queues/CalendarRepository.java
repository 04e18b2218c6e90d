package org.callosum.server.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CalendarRepository {
    private static final TypeReference<List<Calendar.Window>> WINDOWS = new TypeReference<>() {};
    private static final TypeReference<List<Calendar.SpecialDay>> DAYS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    CalendarRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Calendar> all() {
        return database.sql("select * from calendar order by code")
                .query(this::calendar)
                .list();
    }

    Optional<Calendar> find(long id) {
        return database.sql("select * from calendar where id = :id")
                .param("id", id)
                .query(this::calendar)
                .optional();
    }

    /// The queues, sites and numbers that follow this calendar.
    int users(long id) {
        return database.sql("""
                        select (select count(*) from queue where calendar_id = :id)
                             + (select count(*) from site where calendar_id = :id)
                             + (select count(*) from entry_point where calendar_id = :id)""").param("id", id).query(Integer.class).single();
    }

    void insert(long id, Calendar calendar) {
        database.sql("""
                        insert into calendar (id, tenant_id, code, name, time_zone, weekly, exceptions)
                        values (:id, :tenant, :code, cast(:name as jsonb), :zone, cast(:weekly as jsonb),
                                cast(:exceptions as jsonb))""")
                .params(values(calendar))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .update();
    }

    boolean update(long id, int version, Calendar calendar) {
        return database.sql("""
                        update calendar set code = :code, name = cast(:name as jsonb), time_zone = :zone,
                               weekly = cast(:weekly as jsonb), exceptions = cast(:exceptions as jsonb),
                               version = version + 1
                         where id = :id and version = :version""")
                        .params(values(calendar))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void delete(long id) {
        database.sql("delete from calendar where id = :id").param("id", id).update();
    }

    private Map<String, @Nullable Object> values(Calendar calendar) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", calendar.code());
        values.put("name", Objects.requireNonNull(calendar.name()).json());
        values.put("zone", calendar.timeZone());
        values.put("weekly", json.writeValueAsString(Objects.requireNonNullElse(calendar.weekly(), List.of())));
        values.put("exceptions", json.writeValueAsString(Objects.requireNonNullElse(calendar.exceptions(), List.of())));
        return values;
    }

    private Calendar calendar(ResultSet row, int number) throws SQLException {
        return new Calendar(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getString("time_zone"),
                json.readValue(row.getString("weekly"), WINDOWS),
                json.readValue(row.getString("exceptions"), DAYS));
    }
}
