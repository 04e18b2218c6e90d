package org.callosum.server.platform.jobs;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The list of long work of each house. `JobRunner` does it.
@Service
@Transactional
public class Jobs {
    /// Waiting and running jobs of one house: more are refused.
    private static final int MOST_OPEN = 50;

    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    /// @param subject what the work is about: an id of the room that does it
    /// @param done how far it has come, in the unit of the work
    /// @param total null: not known yet
    /// @param fault one line, when it failed
    @Schema(name = "Job")
    public record Job(
            String id,
            String kind,
            String subject,
            @Nullable String clientId,

            @Schema(allowableValues = {"queued", "running", "done", "failed", "cancelled"})
            String state,

            long done,
            @Nullable Long total,
            @Nullable String fault,
            Instant createdAt,
            @Nullable String accountId,
            String by,
            @Nullable Instant endedAt) {}

    /// Somebody queued a job: told inside the transaction.
    record Queued(long tenant) {}

    Jobs(JdbcClient database, Ids ids, Clock clock, ApplicationEventPublisher events) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    public Job queue(String kind, long subject, @Nullable Long client) {
        var open = database.sql("select count(*) from job where state in ('queued', 'running')")
                .query(Integer.class)
                .single();
        if (open >= MOST_OPEN) {
            throw Problems.tooMany("jobs-many", 60);
        }
        var id = ids.next();
        var who = Tenancy.current();
        database.sql("""
                        insert into job (id, tenant_id, client_id, kind, subject_id, state, created_at, account_id, account_name)
                        values (:id, :tenant, :client, :kind, :subject, 'queued', :at, :account, :name)""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", client)
                .param("kind", kind)
                .param("subject", subject)
                .param("at", Rows.moment(clock.instant()))
                .param("account", who.accountId())
                .param("name", who.name())
                .update();
        events.publishEvent(new Queued(who.tenantId()));
        return one(id);
    }

    @Transactional(readOnly = true)
    public Job one(long id) {
        return find(id).orElseThrow(() -> Problems.notFound("job", id));
    }

    @Transactional(readOnly = true)
    public Optional<Job> find(long id) {
        return database.sql("select * from job where id = :id")
                .param("id", id)
                .query((row, _) -> job(row))
                .optional();
    }

    /// The latest of one kind, the newest first.
    @Transactional(readOnly = true)
    public List<Job> ofKind(String kind) {
        return database.sql("select * from job where kind = :kind order by id desc limit 20")
                .param("kind", kind)
                .query((row, _) -> job(row))
                .list();
    }

    /// Stops it after the step it is in; what is done stays done.
    public Job cancel(long id) {
        one(id);
        database.sql("""
                        update job set cancel = true,
                               state = case state when 'queued' then 'cancelled' else state end,
                               ended_at = case state when 'queued' then :now else ended_at end
                         where id = :id and state in ('queued', 'running')""")
                .param("id", id)
                .param("now", Rows.moment(clock.instant()))
                .update();
        return one(id);
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                Rows.id(row, "id"),
                row.getString("kind"),
                Rows.id(row, "subject_id"),
                Rows.idOrNull(row, "client_id"),
                row.getString("state"),
                row.getLong("done"),
                Rows.longOrNull(row, "total"),
                row.getString("fault"),
                Rows.instant(row, "created_at"),
                Rows.idOrNull(row, "account_id"),
                row.getString("account_name"),
                Rows.instantOrNull(row, "ended_at"));
    }
}
