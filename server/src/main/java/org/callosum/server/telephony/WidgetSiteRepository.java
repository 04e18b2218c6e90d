package org.callosum.server.telephony;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class WidgetSiteRepository {
    private final JdbcClient database;

    WidgetSiteRepository(JdbcClient database) {
        this.database = database;
    }

    List<WidgetSite> all() {
        return database.sql("select * from widget_site order by id")
                .query(WidgetSiteRepository::site)
                .list();
    }

    Optional<WidgetSite> find(long id) {
        return database.sql("select * from widget_site where id = :id")
                .param("id", id)
                .query(WidgetSiteRepository::site)
                .optional();
    }

    void insert(long id, WidgetSite site) {
        database.sql("""
                        insert into widget_site (id, tenant_id, client_id, key, entry_point_id, origins, per_address_hour, concurrent, active)
                        values (:id, :tenant, :client, :key, :entry, :origins, :hour, :concurrent, :active)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(site.clientId())))
                .param("key", site.key())
                .param("entry", Long.valueOf(Objects.requireNonNull(site.entryPointId())))
                .param("origins", Objects.requireNonNull(site.origins()).toArray(String[]::new))
                .param("hour", site.perAddressPerHour())
                .param("concurrent", site.concurrent())
                .param("active", site.active())
                .update();
    }

    boolean update(long id, int version, WidgetSite site) {
        return database.sql("""
                        update widget_site set entry_point_id = :entry, origins = :origins, per_address_hour = :hour,
                               concurrent = :concurrent, active = :active, version = version + 1
                         where id = :id and version = :version""")
                        .param("id", id)
                        .param("version", version)
                        .param("entry", Long.valueOf(Objects.requireNonNull(site.entryPointId())))
                        .param("origins", Objects.requireNonNull(site.origins()).toArray(String[]::new))
                        .param("hour", site.perAddressPerHour())
                        .param("concurrent", site.concurrent())
                        .param("active", site.active())
                        .update()
                == 1;
    }

    void delete(long id) {
        database.sql("delete from widget_site where id = :id").param("id", id).update();
    }

    private static WidgetSite site(ResultSet row, int number) throws SQLException {
        return new WidgetSite(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("key"),
                Rows.id(row, "client_id"),
                Rows.id(row, "entry_point_id"),
                Rows.strings(row, "origins"),
                row.getInt("per_address_hour"),
                row.getInt("concurrent"),
                row.getBoolean("active"));
    }
}
