package org.callosum.server.calls;

import java.util.List;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.telephony.EntryPoints;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sites as they stand in the room of telephony.
final class TableWidgetSites implements WidgetSites {
    private static final int USUAL_PER_HOUR = 10;
    private static final int USUAL_CONCURRENT = 20;

    private final org.callosum.server.telephony.WidgetSites sites;
    private final EntryPoints entryPoints;
    private final Tenancy tenancy;
    private final JdbcClient database;

    TableWidgetSites(
            org.callosum.server.telephony.WidgetSites sites,
            EntryPoints entryPoints,
            Tenancy tenancy,
            JdbcClient database) {
        this.sites = sites;
        this.entryPoints = entryPoints;
        this.tenancy = tenancy;
        this.database = database;
    }

    @Override
    public @Nullable Site byKey(String key) {
        var site = sites.byKey(key);
        var dialled = site == null || site.entryPointId() == null
                ? null
                : entryPoints.byId(Long.parseLong(site.entryPointId()));
        if (site == null || dialled == null || !Boolean.TRUE.equals(site.active())) {
            return null;
        }
        var name = tenancy.asSystem(
                dialled.tenantId(),
                () -> Text.fromJson(database.sql("select name::text from client where id = :id")
                        .param("id", dialled.clientId())
                        .query(String.class)
                        .single()));
        return new Site(
                key,
                new EntryPoint(
                        dialled.tenantId(),
                        dialled.entryPointId(),
                        new ClientId(dialled.clientId()),
                        dialled.number(),
                        dialled.flowCode(),
                        dialled.language(),
                        dialled.zone(),
                        null), // a browser hears from the first moment
                name,
                Objects.requireNonNullElse(site.origins(), List.of()),
                Objects.requireNonNullElse(site.perAddressPerHour(), USUAL_PER_HOUR),
                Objects.requireNonNullElse(site.concurrent(), USUAL_CONCURRENT));
    }
}
