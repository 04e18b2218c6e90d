package org.callosum.server.waiting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.calls.CallBackBook;
import org.callosum.server.calls.CallBackPromise;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.platform.system.Correlation;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Call-backs in their table. The node that holds a promise stands in it; a promise has one holder.
final class CallBackTable implements CallBackBook, AutoCloseable {
    /// Promises that this process holds at once; beyond it none is offered.
    static final int MOST_OPEN = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallBackTable.class);

    private static final String KEEP = """
            insert into call_back (interaction_id, tenant_id, client_id, queue_id, customer_id, state, reason, way, queued_at,
                promised_at, due_at, next_at, settled_at, attempts, most_attempts, node, number, kept)
            values (:interaction, :tenant, :client, :queue, :customer, :state, :reason, :way, :queued, :promised, :due,
                :next, :settled, :attempts, :most, :node, :number, cast(:kept as jsonb))
            on conflict (interaction_id) do update set queue_id = excluded.queue_id, state = excluded.state,
                reason = excluded.reason, way = excluded.way, queued_at = excluded.queued_at,
                promised_at = excluded.promised_at, due_at = excluded.due_at, next_at = excluded.next_at,
                settled_at = excluded.settled_at, attempts = excluded.attempts, most_attempts = excluded.most_attempts,
                node = excluded.node, number = excluded.number, kept = excluded.kept
            """;

    /// What was being dialled when its node died is interrupted by the floor, which owes the call.
    private static final String GIVE_UP = """
            update call_back set state = 'raised', reason = 'interrupted', settled_at = now(), kept = null
             where state = 'dialling' and (node = any (cast(:gone as bigint[])) or :starting and node = :node)
            """;

    private static final String TAKE_UP = """
            update call_back set node = :node
             where state in ('promised', 'resting') and kept is not null
               and (node = any (cast(:gone as bigint[])) or :starting and node = :node)
            returning *
            """;

    private final Tenancy tenancy;
    private final JdbcClient database;
    private final Nodes nodes;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("call-backs-", 0).factory());
    private final Set<Long> open = ConcurrentHashMap.newKeySet();

    CallBackTable(Tenancy tenancy, JdbcClient database, Nodes nodes) {
        this.tenancy = tenancy;
        this.database = database;
        this.nodes = nodes;
    }

    @Override
    public CompletableFuture<Void> keep(CallBackPromise promise, long atMillis, String reason) {
        var stored = new CompletableFuture<Void>();
        threads.execute(Correlation.carrying(promise.interaction(), () -> {
            try {
                tenancy.asSystem(promise.tenant(), () -> write(promise, atMillis, reason));
                hold(promise);
                stored.complete(null);
            } catch (RuntimeException fault) {
                LOG.error("A call-back could not be stored as {}", promise.state(), fault);
                stored.completeExceptionally(fault);
            }
        }));
        return stored;
    }

    private void hold(CallBackPromise promise) {
        if (promise.state().open()) {
            open.add(promise.interaction().value());
        } else {
            open.remove(promise.interaction().value());
        }
    }

    private void write(CallBackPromise promise, long atMillis, String reason) {
        var isOpen = promise.state().open();
        database.sql(KEEP)
                .param("interaction", promise.interaction().value())
                .param("tenant", promise.tenant())
                .param("client", promise.client().value())
                .param("queue", promise.queue().value())
                .param("customer", promise.customer() == 0 ? null : promise.customer())
                .param("state", promise.state().name().toLowerCase(Locale.ROOT))
                .param("reason", reason)
                .param("way", promise.terms().way().code())
                .param("queued", moment(promise.queuedMillis()))
                .param("promised", moment(promise.promisedMillis()))
                .param("due", moment(promise.dueMillis()))
                .param("next", promise.nextMillis() == 0 ? null : moment(promise.nextMillis()))
                .param("settled", isOpen ? null : moment(atMillis))
                .param("attempts", promise.attempts())
                .param("most", promise.terms().attempts())
                .param("node", nodes.number())
                .param("number", promise.number())
                .param("kept", isOpen ? KeptCallBack.write(promise) : null)
                .update();
    }

    private static @Nullable Object moment(long millis) {
        return Rows.moment(Instant.ofEpochMilli(millis));
    }

    @Override
    public boolean full() {
        return open.size() >= MOST_OPEN;
    }

    /// How many are open in this process.
    int size() {
        return open.size();
    }

    @Override
    public boolean pending(long tenant, InteractionId interaction) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        select exists (select from call_back
                                        where interaction_id = :id and state in ('promised', 'resting') and kept is not null)
                        """)
                        .param("id", interaction.value())
                        .query(Boolean.class)
                        .single());
    }

    @Override
    public List<CallBackPromise> takeUp(long tenant, boolean starting) {
        return tenancy.asSystem(tenant, () -> {
            var gone = gone();
            database.sql(GIVE_UP)
                    .param("gone", gone)
                    .param("starting", starting)
                    .param("node", nodes.number())
                    .update();
            var taken = database.sql(TAKE_UP)
                    .param("gone", gone)
                    .param("starting", starting)
                    .param("node", nodes.number())
                    .query((row, _) -> promise(row))
                    .list();
            taken.forEach(this::hold);
            return List.copyOf(taken);
        });
    }

    /// Nodes that hold promises and are not there.
    private String gone() {
        var holders = database.sql(
                        "select distinct node from call_back where state in ('promised', 'dialling', 'resting')")
                .query((row, _) -> row.getInt(1))
                .list();
        var gone = new ArrayList<Long>();
        for (int holder : holders) {
            var node = nodes.node(holder);
            if (holder != nodes.number() && (node == null || !node.present())) {
                gone.add((long) holder);
            }
        }
        return Rows.array(gone);
    }

    private static CallBackPromise promise(ResultSet row) throws SQLException {
        var kept = KeptCallBack.read(Objects.requireNonNull(row.getString("kept")));
        var next = Rows.instantOrNull(row, "next_at");
        return new CallBackPromise(
                row.getLong("tenant_id"),
                new ClientId(row.getLong("client_id")),
                new InteractionId(row.getLong("interaction_id")),
                new QueueId(row.getLong("queue_id")),
                kept.entryNumber(),
                row.getLong("customer_id"),
                Objects.requireNonNull(row.getString("number")),
                kept.terms(),
                kept.enqueue(),
                kept.run(),
                Rows.instant(row, "queued_at").toEpochMilli(),
                Rows.instant(row, "promised_at").toEpochMilli(),
                Rows.instant(row, "due_at").toEpochMilli(),
                CallBackPromise.State.valueOf(
                        Objects.requireNonNull(row.getString("state")).toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                kept.offers(),
                next == null ? 0 : next.toEpochMilli(),
                kept.notBeforeMillis());
    }

    @Override
    public void close() {
        threads.close();
    }
}
