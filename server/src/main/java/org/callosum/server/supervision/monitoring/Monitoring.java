package org.callosum.server.supervision.monitoring;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Presence;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.FloorUnavailable;
import org.callosum.server.floor.Floors;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Lets entitled people into running conversations (LIV-02 … LIV-04). A supervisor is an agent who is signed in, so
/// that
/// they have a line; while they listen they are not ready, lest a customer is offered to them. Every coming and every
/// change of what they are is a row that stays, and an entry of the audit log; the row ends when they leave, when the
/// conversation ends, or when they sign out.
@Service
public class Monitoring implements FloorListener {
    static final String TAKE_OVER = "take-over";
    private static final String WHILE_LISTENING = "coaching";
    private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST_WHY = 500;

    private final Floors floors;
    private final Agents agents;
    private final ObjectProvider<LineMonitor> lines;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Ids ids;
    private final JdbcClient database;
    private final Clock clock;
    /// Conversations that somebody is in, with one of them; bounded by the conversations under way.
    private final ConcurrentMap<InteractionId, AgentId> watched = new ConcurrentHashMap<>();

    Monitoring(
            Floors floors,
            Agents agents,
            ObjectProvider<LineMonitor> lines,
            Tenancy tenancy,
            Audit audit,
            Ids ids,
            JdbcClient database,
            Clock clock) {
        this.floors = floors;
        this.agents = agents;
        this.lines = lines;
        this.tenancy = tenancy;
        this.audit = audit;
        this.ids = ids;
        this.database = database;
        this.clock = clock;
    }

    /// One stay of a supervisor in a conversation, in one mode.
    @Schema(name = "MonitoringRow")
    public record Row(
            String id,
            String interactionId,
            String agentId,
            @Nullable String agentName,
            String by,

            @Schema(allowableValues = {"listen", "whisper", "join", "take-over"})
            String mode,

            String why,
            Instant beganAt,
            @Nullable Instant endedAt) {}

    /// The floor and who asks, in one look.
    private record Seen(
            @Nullable AgentView supervisor, @Nullable WorkView work) {}

    /// Comes in, or changes to another mode.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found` for one that the reader does not see;
    ///     `monitor-needs-a-desk`, `monitor-busy`, `monitor-not-here`
    public Row enter(InteractionId interaction, LineMonitor.Mode mode, @Nullable String why) {
        AccountContext who = Tenancy.current();
        if (mode != LineMonitor.Mode.LISTEN) {
            mayAct(who);
        }
        String reason = reason(why);
        AgentId supervisor = supervisor(who);
        Seen seen = look(who, interaction, supervisor);
        AgentId agent = talking(who, interaction, seen);
        if (seen.supervisor() == null || seen.supervisor().state() == AgentState.SIGNED_OUT) {
            throw Problems.refused("monitor-needs-a-desk");
        }
        if (!seen.supervisor().work().isEmpty()) {
            throw Problems.refused("monitor-busy");
        }
        if (seen.supervisor().presence() instanceof Presence.Ready) {
            answered(floors.send(who.tenantId(), new FloorCommand.GoNotReady(supervisor, WHILE_LISTENING)));
        }
        LineMonitor line = lines.getIfAvailable();
        if (line == null || !answered(line.enter(interaction, supervisor, mode, agent))) {
            throw Problems.refused("monitor-not-here");
        }
        return keep(who, interaction, agent, supervisor, mode.code(), reason, null);
    }

    /// The conversation passes to the supervisor at once.
    ///
    /// @throws org.callosum.server.platform.problem.Problem as [#enter], or the floor's refusal
    public Row takeOver(InteractionId interaction, @Nullable String why) {
        AccountContext who = Tenancy.current();
        mayAct(who);
        String reason = reason(why);
        AgentId supervisor = supervisor(who);
        AgentId agent = talking(who, interaction, look(who, interaction, supervisor));
        Decision decision =
                answered(floors.send(who.tenantId(), new FloorCommand.MoveConversation(interaction, supervisor, null)));
        if (decision instanceof Decision.Refused(var refusal)) {
            throw Problems.refused(refusal.code());
        }
        return keep(who, interaction, agent, supervisor, TAKE_OVER, reason, clock.instant());
    }

    /// Leaves; who was not there is gone as well.
    public void leave(InteractionId interaction) {
        AccountContext who = Tenancy.current();
        AgentId supervisor = supervisor(who);
        LineMonitor line = lines.getIfAvailable();
        if (line != null) {
            answered(line.leave(interaction, supervisor));
        }
        tenancy.asAccount(
                who, () -> end("supervisor_id = :who and interaction_id = :interaction", supervisor, interaction));
    }

    /// Where the reader is now.
    public List<Row> mine() {
        AccountContext who = Tenancy.current();
        return tenancy.asAccount(who, () -> {
            AgentId supervisor = agents.ofAccount(Objects.requireNonNullElse(who.accountId(), 0L))
                    .orElse(null);
            return supervisor == null
                    ? List.<Row>of()
                    : database.sql(ROWS + "where m.ended_at is null and m.supervisor_id = :who order by m.id")
                            .param("who", supervisor.value())
                            .query(Monitoring::row)
                            .list();
        });
    }

    /// All of it, the newest first.
    public Page<Row> page(PageQuery query) {
        return tenancy.asAccount(
                Tenancy.current(),
                () -> new Page<>(
                        database.sql(ROWS + "order by m.began_at desc, m.id desc limit :limit offset :offset")
                                .param("limit", query.limit())
                                .param("offset", query.offset())
                                .query(Monitoring::row)
                                .list(),
                        database.sql("select count(*) from monitoring")
                                .query((row, _) -> row.getLong(1))
                                .single()));
    }

    private static final String ROWS = """
            select m.id, m.interaction_id, m.agent_id, a.name, m.account_name, m.mode, m.why, m.began_at, m.ended_at
              from monitoring m left join agent a on a.id = m.agent_id\s""";

    private static Row row(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Row(
                row.getString("id"),
                row.getString("interaction_id"),
                row.getString("agent_id"),
                row.getString("name"),
                row.getString("account_name"),
                row.getString("mode"),
                row.getString("why"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private static void mayAct(AccountContext who) {
        if (!who.may(Right.FLOOR_ACT)) {
            throw Problems.forbidden(
                    "right-missing", Map.of("right", Right.FLOOR_ACT.label().in(who.language())));
        }
    }

    private static String reason(@Nullable String why) {
        var fields = new Fields();
        fields.length("why", why, LONGEST_WHY);
        fields.check();
        return Objects.requireNonNullElse(why, "").strip();
    }

    private AgentId supervisor(AccountContext who) {
        Long account = who.accountId();
        return tenancy.asAccount(who, () -> agents.ofAccount(account == null ? 0L : account))
                .orElseThrow(() -> Problems.refused("monitor-needs-a-desk"));
    }

    private Seen look(AccountContext who, InteractionId interaction, AgentId supervisor) {
        return answered(floors.read(
                who.tenantId(), floor -> new Seen(floor.agent(supervisor), floor.interaction(interaction))));
    }

    /// The wall: the contact has to be one that the reader may see.
    private AgentId talking(AccountContext who, InteractionId interaction, Seen seen) {
        boolean visible = tenancy.asAccount(
                who,
                () -> database.sql("select 1 from interaction where id = :id")
                        .param("id", interaction.value())
                        .query((row, _) -> row.getInt(1))
                        .optional()
                        .isPresent());
        WorkView work = seen.work();
        AgentId agent = work == null ? null : work.agent();
        boolean talks =
                work != null && (work.stage() == WorkView.Stage.TALKING || work.stage() == WorkView.Stage.ON_HOLD);
        if (!visible || agent == null || !talks) {
            throw Problems.notFound("conversation", interaction);
        }
        return agent;
    }

    private Row keep(
            AccountContext who,
            InteractionId interaction,
            AgentId agent,
            AgentId supervisor,
            String mode,
            String why,
            @Nullable Instant endedAt) {
        if (endedAt == null) {
            watched.put(interaction, supervisor);
        }
        return tenancy.asAccount(who, () -> {
            end("supervisor_id = :who and interaction_id = :interaction", supervisor, interaction);
            long id = ids.next();
            database.sql("""
                            insert into monitoring (id, tenant_id, client_id, interaction_id, agent_id, supervisor_id, account_id,
                                account_name, mode, why, began_at, ended_at)
                            select :id, tenant_id, client_id, id, :agent, :supervisor, :account, :name, :mode, :why, :at, :ended
                              from interaction where id = :interaction""")
                    .param("id", id)
                    .param("agent", agent.value())
                    .param("supervisor", supervisor.value())
                    .param("account", who.accountId())
                    .param("name", who.name())
                    .param("mode", mode)
                    .param("why", why)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("ended", endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC))
                    .param("interaction", interaction.value())
                    .update();
            audit.record(
                    "conversation-monitored",
                    "interaction",
                    interaction,
                    Map.of("mode", mode, "agent", agent.toString()));
            return database.sql(ROWS + "where m.id = :id")
                    .param("id", id)
                    .query(Monitoring::row)
                    .single();
        });
    }

    private int end(String which, AgentId supervisor, @Nullable InteractionId interaction) {
        return database.sql("update monitoring set ended_at = :now where ended_at is null and " + which)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("who", supervisor.value())
                .param("interaction", interaction == null ? 0L : interaction.value())
                .update();
    }

    // ---- the floor's thread

    /// Whoever listened at this node writes the end, whichever node owns the floor.
    @Override
    public boolean everywhere() {
        return true;
    }

    /// Rows from before: what is no longer on the floor is over.
    @Override
    public void recovered(long tenant, Floor floor) {
        Set<Long> live = new HashSet<>();
        floor.snapshot().entries().forEach(entry -> live.add(entry.interaction().value()));
        later(tenant, () -> {
            for (Open open : open()) {
                if (live.contains(open.interaction().value())) {
                    watched.put(open.interaction(), open.supervisor());
                } else {
                    end("interaction_id = :interaction", open.supervisor(), open.interaction());
                }
            }
        });
    }

    private record Open(InteractionId interaction, AgentId supervisor) {}

    private List<Open> open() {
        return database.sql("select interaction_id, supervisor_id from monitoring where ended_at is null")
                .query((row, _) -> new Open(new InteractionId(row.getLong(1)), new AgentId(row.getLong(2))))
                .list();
    }

    /// A conversation that is sent on keeps its listeners, and their rows with it.
    @Override
    public void committed(long tenant, long position, FloorEvent event) {
        switch (event) {
            case FloorEvent.ConversationEnded e when e.by() != EndedBy.TRANSFERRED -> over(tenant, e.interaction());
            case FloorEvent.InteractionInterrupted e -> over(tenant, e.interaction());
            case FloorEvent.InteractionAbandoned e -> over(tenant, e.interaction());
            case FloorEvent.AgentSignedOut e
            when watched.containsValue(e.agent()) -> later(tenant, () -> end("supervisor_id = :who", e.agent(), null));
            case FloorEvent _ -> {} // nothing that ends a listener's stay
        }
    }

    private void over(long tenant, InteractionId interaction) {
        AgentId supervisor = watched.remove(interaction);
        if (supervisor != null) {
            later(tenant, () -> end("interaction_id = :interaction", supervisor, interaction));
        }
    }

    private void later(long tenant, Runnable work) {
        Thread.ofVirtual().name("monitoring-" + tenant).start(() -> {
            try {
                tenancy.asSystem(tenant, work);
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: a monitored conversation is not marked as over", tenant, fault);
            }
        });
    }

    private static <T> T answered(CompletableFuture<T> asked) {
        try {
            return asked.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof FloorUnavailable || fault.getCause() instanceof TimeoutException) {
                throw Problems.of(503, "board-unavailable", Map.of());
            }
            throw fault;
        }
    }
}
