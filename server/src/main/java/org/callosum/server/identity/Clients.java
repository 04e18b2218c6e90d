package org.callosum.server.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps the clients. Only an account that sees every client can add one; a client is never deleted, only set to
/// rest.
@Service
class Clients {
    private static final int LONGEST_DAYS = 36_500;

    private final JdbcClient database;
    private final Ids ids;
    private final Audit audit;

    Clients(JdbcClient database, Ids ids, Audit audit) {
        this.database = database;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Page<Client> page(PageQuery query) {
        return Listing.of(
                query,
                all("select * from client order by code", Map.of()),
                client -> client.code() + " " + client.name().json(),
                Map.of("code", Comparator.comparing(Client::code)));
    }

    @Transactional(readOnly = true)
    public Client one(long id) {
        return all("select * from client where id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> Problems.notFound("client", id));
    }

    private List<Client> all(String query, Map<String, ?> parameters) {
        return database.sql(query)
                .params(parameters)
                .query((row, _) -> new Client(
                        Rows.id(row, "id"),
                        row.getInt("version"),
                        row.getString("code"),
                        Rows.text(row, "name"),
                        row.getString("time_zone"),
                        new Client.RetentionDays(
                                row.getInt("keep_recordings"),
                                row.getInt("keep_interactions"),
                                row.getInt("keep_customers")),
                        row.getInt("repeat_hours"),
                        row.getInt("follow_up_minutes"),
                        row.getBoolean("active")))
                .list();
    }

    @Transactional
    public Client create(Client wanted) {
        check(wanted);
        if (!(Tenancy.current().clients() instanceof ClientScope.All)) {
            throw Problems.forbidden("all-clients-needed", Map.of());
        }
        long id = ids.next();
        int added = database.sql("""
                        insert into client (id, tenant_id, code, name, time_zone, keep_recordings, keep_interactions, keep_customers,
                            repeat_hours, follow_up_minutes, active)
                        values (:id, :tenant, :code, cast(:name as jsonb), :zone, :recordings, :interactions, :customers,
                            :repeats, :followUp, :active)
                        on conflict (tenant_id, code) do nothing""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", wanted.code())
                .params(values(wanted))
                .update();
        if (added == 0) {
            throw Problems.field("code", "taken");
        }
        Client created = one(id);
        audit.record("client-created", "client", id, Changes.of(created));
        return created;
    }

    @Transactional
    public Client change(long id, Client wanted) {
        Client before = one(id);
        if (before.version() != wanted.version()) {
            throw Problems.editConflict(before);
        }
        check(wanted);
        if (!before.code().equals(wanted.code())) {
            throw Problems.field("code", "stays");
        }
        int changed = database.sql("""
                        update client set name = cast(:name as jsonb), time_zone = :zone, keep_recordings = :recordings,
                               keep_interactions = :interactions, keep_customers = :customers,
                               repeat_hours = :repeats, follow_up_minutes = :followUp, active = :active, version = version + 1
                        where id = :id and version = :version""")
                .params(values(wanted))
                .param("id", id)
                .param("version", wanted.version())
                .update();
        if (changed == 0) {
            throw Problems.editConflict(one(id));
        }
        Client after = one(id);
        audit.record("client-changed", "client", id, Changes.between(before, after));
        return after;
    }

    private static Map<String, Object> values(Client client) {
        return Map.of(
                "name", client.name().json(),
                "zone", client.timeZone(),
                "recordings", client.retention().recordings(),
                "interactions", client.retention().interactions(),
                "customers", client.retention().customers(),
                "repeats", client.repeats(),
                "followUp", client.followUp(),
                "active", client.active());
    }

    private static void check(Client wanted) {
        Fields fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.zone("timeZone", wanted.timeZone());
        fields.range("retentionDays.recordings", wanted.retention().recordings(), 1, LONGEST_DAYS);
        fields.range("retentionDays.interactions", wanted.retention().interactions(), 1, LONGEST_DAYS);
        fields.range("retentionDays.customers", wanted.retention().customers(), 1, LONGEST_DAYS);
        fields.range("repeatHours", wanted.repeats(), 1, 720);
        fields.range("followUpMinutes", wanted.followUp(), 0, 10_080);
        fields.check();
    }
}
