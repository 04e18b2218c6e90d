package org.callosum.server.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Does the jobs of all houses on this node, one a house at a time, on one thread: calls come first.
/// Work that another node, or this one before it was restarted, left without a heartbeat is taken up
/// where it stood.
@Component
class JobRunner implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration BEAT = Duration.ofSeconds(30);

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Clock clock;
    private final Map<String, JobWork> kinds;
    private final String me = UUID.randomUUID().toString();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .name("jobs")
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .factory());
    private final Map<Long, Boolean> asked = new ConcurrentHashMap<>();
    private volatile boolean closing;

    JobRunner(JdbcClient database, Tenancy tenancy, Clock clock, List<JobWork> kinds) {
        this.database = database;
        this.tenancy = tenancy;
        this.clock = clock;
        this.kinds = kinds.stream().collect(Collectors.toMap(JobWork::kind, Function.identity()));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void queued(Jobs.Queued queued) {
        look(queued.tenant());
    }

    /// What a restart or another node left.
    @Scheduled(fixedDelayString = "PT10S")
    void look() {
        tenancy.tenants().forEach(tenant -> look(tenant.id()));
    }

    private void look(long tenant) {
        if (!closing && asked.putIfAbsent(tenant, true) == null) {
            thread.execute(() -> {
                asked.remove(tenant);
                try {
                    for (var job = take(tenant); job.isPresent() && !closing; job = take(tenant)) {
                        run(tenant, job.get());
                    }
                } catch (RuntimeException fault) {
                    LOG.error("Jobs of house {} were not looked at; once more in 10 s", tenant, fault);
                }
            });
        }
    }

    private Optional<Jobs.Job> take(long tenant) {
        return tenancy.<Optional<Jobs.Job>>asSystem(
                tenant,
                () -> database.sql("""
                        update job set state = 'running', runner = :me, heartbeat = :now where id = (
                            select id from job where state = 'queued' or (state = 'running' and heartbeat < :stale)
                             order by id limit 1 for update skip locked)
                        returning *""")
                        .param("me", me)
                        .param("now", Rows.moment(clock.instant()))
                        .param("stale", Rows.moment(clock.instant().minus(BEAT)))
                        .query((row, _) -> Jobs.job(row))
                        .optional());
    }

    private void run(long tenant, Jobs.Job job) {
        var work = kinds.get(job.kind());
        if (work == null) {
            end(tenant, job, "failed", "Nothing here does work of kind " + job.kind());
            return;
        }
        var who = of(tenant, job);
        try (var steps = tenancy.<JobWork.Steps>asAccount(who, () -> work.open(job))) {
            while (!closing) {
                // whether it was finished, or stopped by somebody
                var state = tenancy.<String>asAccount(who, () -> step(job, steps));
                if (!state.equals("running")) {
                    return;
                }
            }
            tenancy.asSystem(tenant, () -> {
                // at once for whoever starts next
                database.sql("update job set state = 'queued', runner = null where id = :id and state = 'running'")
                        .param("id", Long.valueOf(job.id()))
                        .update();
            });
        } catch (Problem problem) {
            end(tenant, job, "failed", problem.code());
        } catch (RuntimeException fault) {
            if (!closing) {
                LOG.error("Job {} ({}) failed", job.id(), job.kind(), fault);
                end(tenant, job, "failed", "fault");
            }
        }
    }

    private String step(Jobs.Job job, JobWork.Steps steps) {
        var mine = database.sql(
                        "select cancel from job where id = :id and state = 'running' and runner = :me for update")
                .param("id", Long.valueOf(job.id()))
                .param("me", me)
                .query((row, _) -> row.getBoolean(1))
                .optional();
        if (mine.isEmpty()) {
            return "lost";
        }
        if (mine.get()) {
            ended(job, "cancelled", null);
            return "cancelled";
        }
        var progress = steps.next();
        database.sql("update job set done = :done, total = nullif(:total, 0), heartbeat = :now where id = :id")
                .param("id", Long.valueOf(job.id()))
                .param("done", progress.done())
                .param("total", progress.total())
                .param("now", Rows.moment(clock.instant()))
                .update();
        if (progress.finished()) {
            ended(job, "done", null);
            return "done";
        }
        return "running";
    }

    private void end(long tenant, Jobs.Job job, String state, String fault) {
        tenancy.asSystem(tenant, () -> ended(job, state, fault));
    }

    private void ended(Jobs.Job job, String state, @org.jspecify.annotations.Nullable String fault) {
        database.sql("update job set state = :state, fault = :fault, ended_at = :now where id = :id")
                .param("id", Long.valueOf(job.id()))
                .param("state", state)
                .param("fault", fault)
                .param("now", Rows.moment(clock.instant()))
                .update();
    }

    /// Whoever asked for it, and no other client than the job's: a right lost meanwhile does not stop
    /// it, a wall does.
    private static AccountContext of(long tenant, Jobs.Job job) {
        return new AccountContext(
                tenant,
                job.accountId() == null ? null : Long.valueOf(job.accountId()),
                job.by(),
                Language.EN,
                EnumSet.allOf(Right.class),
                job.clientId() == null
                        ? new ClientScope.All()
                        : new ClientScope.Only(List.of(new ClientId(Long.parseLong(job.clientId())))),
                "job",
                null);
    }

    @Override
    public void destroy() {
        closing = true;
        thread.shutdown();
        try {
            // a step is short; its transaction may end
            if (!thread.awaitTermination(5, java.util.concurrent.TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
