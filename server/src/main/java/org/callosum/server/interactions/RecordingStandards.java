package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Keeps the clients' standards for recordings, and judges by them (CON-15).
@Service
@Transactional(readOnly = true)
class RecordingStandards {
    private static final int MOST_ROLES = 100;

    private final JdbcClient database;
    private final Audit audit;

    RecordingStandards(JdbcClient database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /// What whoever asks may do with the recordings of one client.
    ///
    /// @param note what they are told
    @Schema(name = "RecordingRules")
    record Permission(
            boolean listen, boolean download, @Nullable Text note) {}

    RecordingStandard of(long client) {
        if (database.sql("select from client where id = :id")
                .param("id", client)
                .query()
                .listOfRows()
                .isEmpty()) {
            throw Problems.notFound("client", client);
        }
        return stored(client);
    }

    private RecordingStandard stored(long client) {
        return database.sql("select * from recording_standard where client_id = :client")
                .param("client", client)
                .query((row, _) -> new RecordingStandard(
                        Rows.id(row, "client_id"),
                        row.getInt("version"),
                        Rows.ids(row, "listen_roles"),
                        row.getBoolean("downloads"),
                        "{}".equals(row.getString("note")) ? null : Rows.text(row, "note")))
                .optional()
                .orElseGet(() -> RecordingStandard.usual(client));
    }

    @Transactional
    RecordingStandard put(RecordingStandard wanted) {
        var fields = new Fields();
        long client = fields.id("clientId", wanted.clientId());
        if (wanted.listenRoles().size() > MOST_ROLES) {
            fields.add("listenRoles", "too-many");
        }
        fields.check();
        var before = of(client);
        var roles = wanted.listenRoles().stream().map(Ids::parse).toList();
        long known = database.sql("select count(*) from role where id = any (cast(:roles as bigint[]))")
                .param("roles", Rows.array(roles))
                .query(Long.class)
                .single();
        if (known != roles.stream().distinct().count()) {
            throw Problems.field("listenRoles", "unknown");
        }
        int written = database.sql("""
                        insert into recording_standard as s
                            (client_id, tenant_id, listen_roles, downloads, note, version)
                        values (:client, :tenant, cast(:roles as bigint[]), :downloads, cast(:note as jsonb), 1)
                        on conflict (client_id) do update set listen_roles = excluded.listen_roles,
                            downloads = excluded.downloads, note = excluded.note, version = s.version + 1
                        where s.version = :version
                        """)
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("roles", Rows.array(roles))
                .param("downloads", wanted.downloads())
                .param("note", wanted.note() == null ? "{}" : wanted.note().json())
                .param("version", wanted.version())
                .update();
        if (written == 0) {
            throw Problems.editConflict(before);
        }
        var after = of(client);
        audit.record("recording-standard-changed", "client", client, Changes.between(before, after));
        return after;
    }

    Permission permission(long client) {
        var standard = stored(client);
        var who = Tenancy.current();
        boolean listen =
                who.may(Right.RECORDINGS_LISTEN) && (standard.listenRoles().isEmpty() || holds(standard));
        return new Permission(
                listen, listen && standard.downloads() && who.may(Right.RECORDINGS_EXPORT), standard.note());
    }

    private boolean holds(RecordingStandard standard) {
        var account = Tenancy.current().accountId();
        return account != null
                && Boolean.TRUE.equals(database.sql("""
                                select exists (select from account_role
                                    where account_id = :account and role_id = any (cast(:roles as bigint[])))
                                """)
                        .param("account", account)
                        .param(
                                "roles",
                                Rows.array(standard.listenRoles().stream()
                                        .map(Ids::parse)
                                        .toList()))
                        .query(Boolean.class)
                        .single());
    }

    /// @throws org.callosum.server.platform.problem.Problem 403 `recording-not-for-you`, `recording-stays`
    void check(long client, boolean download) {
        var permission = permission(client);
        if (!permission.listen()) {
            throw Problems.forbidden("recording-not-for-you", Map.of());
        }
        if (download && !permission.download()) {
            throw Problems.forbidden("recording-stays", Map.of());
        }
    }
}
