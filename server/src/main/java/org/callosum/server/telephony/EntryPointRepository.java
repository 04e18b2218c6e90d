package org.callosum.server.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
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
class EntryPointRepository {
    private final JdbcClient database;

    EntryPointRepository(JdbcClient database) {
        this.database = database;
    }

    List<EntryPoint> all() {
        return database.sql("select * from entry_point order by number")
                .query(EntryPointRepository::entryPoint)
                .list();
    }

    Optional<EntryPoint> find(long id) {
        return database.sql("select * from entry_point where id = :id")
                .param("id", id)
                .query(EntryPointRepository::entryPoint)
                .optional();
    }

    /// The active ones, as calls need them.
    List<Dialled> dialled() {
        return database.sql("""
                        select e.*, c.time_zone from entry_point e join client c on c.id = e.client_id
                         where e.active and c.active order by e.id""")
                .query((row, _) -> new Dialled(
                        Tenancy.current().tenantId(),
                        row.getLong("id"),
                        row.getLong("client_id"),
                        row.getString("number"),
                        row.getString("flow_code"),
                        row.getString("language"),
                        Rows.longOrNull(row, "calendar_id"),
                        ZoneId.of(row.getString("time_zone")),
                        row.getString("ring_back")))
                .list();
    }

    boolean clientExists(long client) {
        return exists("select exists (select from client where id = :id)", client);
    }

    boolean calendarExists(long calendar) {
        return exists("select exists (select from calendar where id = :id)", calendar);
    }

    boolean onWidgetSite(long id) {
        return exists("select exists (select from widget_site where entry_point_id = :id)", id);
    }

    private boolean exists(String sql, long id) {
        return database.sql(sql).param("id", id).query(Boolean.class).single();
    }

    boolean numberTaken(String number, long exceptId) {
        return database.sql("select exists (select from entry_point where number = :number and id <> :id)")
                .param("number", number)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, EntryPoint entry) {
        database.sql("""
                        insert into entry_point (id, tenant_id, client_id, number, name, flow_code, language, calendar_id, widget, active,
                            ring_back)
                        values (:id, :tenant, :client, :number, cast(:name as jsonb), :flow, :language, :calendar, :widget, :active,
                            :ringBack)""")
                .params(values(entry))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(entry.clientId())))
                .update();
    }

    boolean update(long id, int version, EntryPoint entry) {
        return database.sql("""
                        update entry_point set number = :number, name = cast(:name as jsonb), flow_code = :flow,
                               language = :language, calendar_id = :calendar, widget = :widget, active = :active, ring_back = :ringBack,
                               version = version + 1
                         where id = :id and version = :version""")
                        .params(values(entry))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void delete(long id) {
        database.sql("delete from entry_point where id = :id").param("id", id).update();
    }

    private static Map<String, @Nullable Object> values(EntryPoint entry) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("number", entry.number());
        values.put("name", Objects.requireNonNull(entry.name()).json());
        values.put("flow", entry.flowCode());
        values.put("language", entry.language());
        values.put("calendar", entry.calendarId() == null ? null : Long.valueOf(entry.calendarId()));
        values.put("widget", Boolean.TRUE.equals(entry.widget()));
        values.put("ringBack", entry.ringBack());
        values.put("active", !Boolean.FALSE.equals(entry.active()));
        return values;
    }

    private static EntryPoint entryPoint(ResultSet row, int number) throws SQLException {
        return new EntryPoint(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("number"),
                Rows.text(row, "name"),
                Rows.id(row, "client_id"),
                row.getString("flow_code"),
                row.getString("language"),
                Rows.idOrNull(row, "calendar_id"),
                row.getBoolean("widget"),
                row.getBoolean("active"),
                row.getString("ring_back"));
    }
}
