package org.callosum.server.supervision.breaks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Asks agents to stay longer or to come earlier. Each is asked once a day and direction, may answer with one
/// key until a time, and need not say why; who does not answer is not asked again (decision 0199).
@Service
public class OvertimeAsks {
    /// Leaders' pages read the log anew when somebody has answered.
    public static final String TOPIC = "floor-answers";

    static final int KEPT_DAYS = 30;

    /// Said with `tenant:action:agents`; an action of 0 concerns desks only.
    private static final String ASKED = "overtime-asks";

    private static final Logger LOG = LoggerFactory.getLogger(OvertimeAsks.class);

    private final JdbcClient database;
    private final DeskDay desks;
    private final LiveTopics topics;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    OvertimeAsks(
            JdbcClient database,
            DeskDay desks,
            LiveTopics topics,
            Tenancy tenancy,
            Audit audit,
            Ids ids,
            Clock clock,
            Notices notices) {
        this.database = database;
        this.desks = desks;
        this.topics = topics;
        this.tenancy = tenancy;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        notices.subscribe(ASKED, this::heard);
    }

    /// @param direction `stay` or `come`
    /// @param text why, for the agents to read
    public record Wish(String direction, int minutes, String text, Duration answerWithin) {
        @Override
        public String toString() {
            return "Wish[" + direction + " " + minutes + "]";
        }
    }

    /// A page of the log reads itself anew.
    @Schema(name = "FloorAnswered")
    record Answered(String id) {}

    /// In the transaction of the act, whose row may follow.
    ///
    /// @return by agent `done`, `no-desk`, or `asked-already`
    public SequencedMap<AgentId, String> ask(long action, Wish wish, List<AgentId> agents) {
        Instant now = clock.instant();
        SequencedMap<AgentId, String> outcomes = new LinkedHashMap<>();
        for (AgentId agent : agents) {
            outcomes.put(agent, ask(action, wish, agent, now));
        }
        say(
                0,
                outcomes.entrySet().stream()
                        .filter(each -> each.getValue().equals("done"))
                        .map(Map.Entry::getKey)
                        .toList());
        return outcomes;
    }

    private String ask(long action, Wish wish, AgentId agent, Instant now) {
        ZoneId zone = database.sql("""
                        select s.time_zone from agent a join site s on s.id = a.site_id
                         where a.id = :agent and a.account_id is not null""")
                .param("agent", agent.value())
                .query((row, _) -> ZoneId.of(row.getString(1)))
                .optional()
                .orElse(null);
        if (zone == null) {
            return "no-desk";
        }
        int asked = database.sql("""
                        insert into overtime_ask (id, tenant_id, action_id, agent_id, direction, minutes, day, asked_at, asked_by,
                                                  text, answer_by)
                        values (:id, :tenant, :action, :agent, :direction, :minutes, :day, :now, :by, :text, :until)
                        on conflict (agent_id, direction, day) do nothing""")
                .param("id", ids.next())
                .param("tenant", Tenancy.current().tenantId())
                .param("action", action)
                .param("agent", agent.value())
                .param("direction", wish.direction())
                .param("minutes", wish.minutes())
                .param("day", now.atZone(zone).toLocalDate())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", Tenancy.current().name())
                .param("text", wish.text())
                .param("until", now.plus(wish.answerWithin()).atOffset(ZoneOffset.UTC))
                .update();
        return asked == 1 ? "done" : "asked-already";
    }

    /// The reader's answer to a question of theirs. The first counts; the same again changes nothing.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found` for somebody else's, `fields-invalid`,
    ///     `ask-over` after its time or after another answer
    public DeskDay.Day answer(long id, @Nullable String answer) {
        var fields = new Fields();
        fields.oneOf("answer", answer, List.of("yes", "no"));
        fields.check();
        String said = Objects.requireNonNull(answer);
        AccountContext who = Tenancy.current();
        long account = Objects.requireNonNullElse(who.accountId(), 0L);
        boolean fresh = tenancy.asSystem(who.tenantId(), () -> {
            Asked asked = database.sql("""
                            select q.action_id, q.agent_id, q.answer from overtime_ask q join agent a on a.id = q.agent_id
                             where q.id = :id and a.account_id = :account for update of q""")
                    .param("id", id)
                    .param("account", account)
                    .query((row, _) -> new Asked(row.getLong(1), new AgentId(row.getLong(2)), row.getString(3)))
                    .optional()
                    .orElseThrow(() -> Problems.notFound("question", id));
            if (said.equals(asked.answer())) {
                return false;
            }
            int answered = database.sql("""
                            update overtime_ask set answer = :answer, answered_at = :now
                             where id = :id and answer is null and answer_by > :now""")
                    .param("answer", said)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("id", id)
                    .update();
            if (answered == 0) {
                throw Problems.refused("ask-over");
            }
            say(asked.action(), List.of(asked.agent()));
            return true;
        });
        // by the agent themselves, not by the system that reads their rows
        if (fresh) {
            tenancy.asAccount(who, () -> {
                audit.record("overtime-answered", "overtime-ask", id, Map.of("answer", said));
                return id;
            });
        }
        return desks.mine();
    }

    private record Asked(
            long action, AgentId agent, @Nullable String answer) {}

    private void say(long action, List<AgentId> agents) {
        if (!agents.isEmpty()) {
            Notices.say(
                    database,
                    ASKED,
                    Tenancy.current().tenantId()
                            + ":"
                            + action
                            + ":"
                            + agents.stream().map(AgentId::toString).collect(Collectors.joining(",")));
        }
    }

    /// Asked or answered, at whichever node.
    private void heard(@Nullable String text) {
        if (text == null) {
            return; // what was missed stands there when a page looks again
        }
        String[] parts = text.split(":", -1);
        long tenant = Long.parseLong(parts[0]);
        long action = Long.parseLong(parts[1]);
        desks.tell(
                tenant,
                Arrays.stream(parts[2].split(",", -1))
                        .map(id -> new AgentId(Long.parseLong(id)))
                        .toList());
        if (action != 0 && topics.isWatched(tenant, TOPIC)) {
            Thread.ofVirtual().name("overtime-" + tenant).start(() -> {
                try {
                    topics.publish(tenant, TOPIC, clients(tenant, action), new Answered(Ids.text(action)));
                } catch (RuntimeException fault) {
                    LOG.warn("Tenant {}: an answer is in the log when its page looks again", tenant, fault);
                }
            });
        }
    }

    private List<ClientId> clients(long tenant, long action) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("select unnest(client_ids) from floor_action where id = :id")
                        .param("id", action)
                        .query((row, _) -> new ClientId(row.getLong(1)))
                        .list());
    }

    /// Words between people are not kept for ever.
    @Scheduled(cron = "0 49 3 * * *", zone = "UTC")
    void forget() {
        tenancy.tenants().forEach(tenant -> forget(tenant.id(), clock.instant()));
    }

    int forget(long tenant, Instant now) {
        return tenancy.asSystem(
                tenant,
                () -> database.sql("update overtime_ask set text = '' where asked_at < :before and text <> ''")
                        .param("before", now.minus(Duration.ofDays(KEPT_DAYS)).atOffset(ZoneOffset.UTC))
                        .update());
    }
}
