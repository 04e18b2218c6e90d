package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.floor.AgentRules;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Channel;
import org.callosum.floor.Floor;
import org.callosum.floor.Presence;
import org.callosum.floor.QueueRules;
import org.callosum.floor.QueueView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.server.floor.Floors;
import org.callosum.server.outreach.ContactGate;
import org.callosum.server.outreach.Purpose;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;

/// Whom an agent can ask, or send a customer to, and how it looks there: so that nobody is sent to the wrong
/// team, into a closed queue or to a desk where nobody sits (CON-06).
class TransferTargets {
    private static final int MOST = 8;
    private static final int MOST_NAMES = 200;

    private final Tenancy tenancy;
    private final Floors floors;
    private final Queues queues;
    private final Calendars calendars;
    private final ContactGate gate;
    private final DeskStore store;
    private final Clock clock;

    TransferTargets(
            Tenancy tenancy,
            Floors floors,
            Queues queues,
            Calendars calendars,
            ContactGate gate,
            DeskStore store,
            Clock clock) {
        this.tenancy = tenancy;
        this.floors = floors;
        this.queues = queues;
        this.calendars = calendars;
        this.gate = gate;
        this.store = store;
        this.clock = clock;
    }

    /// Whoever could be asked first comes first.
    @Schema(name = "TransferTargets")
    record Answer(
            List<Colleague> agents,
            List<Line> queues,
            @Nullable Outside number) {}

    /// @param state `idle`, `offered`, `talking`, `wrapping-up`, `not-ready`, `signed-out`
    /// @param skilled whether they may serve the queue the customer is in, so that the customer can be sent
    ///     without asking first
    /// @param granted whether they work for this customer's client at all
    @Schema(name = "TargetAgent")
    record Colleague(String id, String name, String state, Instant since, boolean skilled, boolean granted) {}

    /// @param open by the queue's hours; true for one without
    /// @param free agents who would be rung at once
    @Schema(name = "TargetQueue")
    record Line(String id, Text name, boolean open, int waiting, long longestWaitMillis, int free, boolean present) {}

    /// @param reason why it may not be dialled; null if it may
    @Schema(name = "TargetNumber")
    record Outside(String number, @Nullable String reason) {
        @Override
        public String toString() {
            return "Outside[" + reason + "]"; // no number in a log
        }
    }

    /// What the floor says of those who were found.
    private record Seen(Map<AgentId, Colleague> agents, Map<Long, QueueView> queues, Map<Long, Integer> free) {}

    /// @param present the queue the customer is in
    Answer search(long tenant, AgentId me, InteractionId interaction, QueueId present, String typed) {
        String text = typed.strip();
        record Found(List<DeskStore.Named> agents, List<Queue> queues, long client) {}
        Found found = tenancy.asSystem(tenant, () -> {
            Long client = store.client(interaction);
            if (client == null) {
                throw Problems.notFound("interaction", interaction);
            }
            return new Found(
                    store.agents(like(text), MOST_NAMES),
                    queues.all().stream()
                            .filter(queue -> Boolean.TRUE.equals(queue.active())
                                    && Long.toString(client).equals(queue.clientId())
                                    && named(queue, text))
                            .limit(MOST)
                            .toList(),
                    client);
        });
        List<Long> lines = found.queues().stream().map(TransferTargets::id).toList();
        Seen seen = DeskProblems.answered(floors.read(
                tenant, floor -> look(floor, found.agents(), lines, new ClientId(found.client()), present)));
        List<Colleague> agents = seen.agents().values().stream()
                .filter(colleague -> !colleague.id().equals(me.toString()))
                .sorted(Comparator.comparing((Colleague one) -> !one.granted())
                        .thenComparing(one -> rank(one.state()))
                        .thenComparing(one -> !one.skilled())
                        .thenComparing(Colleague::name))
                .limit(MOST)
                .toList();
        Instant now = clock.instant();
        List<Line> ofQueues = tenancy.asSystem(
                tenant,
                () -> found.queues().stream()
                        .map(queue -> line(queue, seen, present, now))
                        .toList());
        return new Answer(agents, ofQueues, number(tenant, found.client(), interaction, text));
    }

    private static long id(Queue queue) {
        return Long.parseLong(Objects.requireNonNull(queue.id()));
    }

    private static String like(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static boolean named(Queue queue, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        Text name = Objects.requireNonNull(queue.name());
        return wanted.isEmpty()
                || java.util.stream.Stream.of(name.en(), name.zhHans(), name.zhHant())
                        .filter(Objects::nonNull)
                        .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static int rank(String state) {
        return List.of("idle", "wrapping-up", "offered", "talking", "not-ready", "signed-out")
                .indexOf(state);
    }

    private static Seen look(
            Floor floor, List<DeskStore.Named> agents, List<Long> lines, ClientId client, QueueId present) {
        Map<AgentId, Colleague> found = new HashMap<>();
        for (DeskStore.Named named : agents) {
            AgentView view = floor.agent(named.id());
            AgentRules rules = floor.agentRules(named.id());
            if (view != null && rules != null) {
                found.put(
                        named.id(),
                        new Colleague(
                                named.id().toString(),
                                named.name(),
                                state(view),
                                Instant.ofEpochMilli(Math.max(view.sinceMillis(), 0)),
                                skilled(floor, named.id(), rules, present),
                                rules.clients().contains(client) && rules.capacity(Channel.VOICE) > 0));
            }
        }
        Map<Long, QueueView> queues = new HashMap<>();
        Map<Long, Integer> free = new HashMap<>();
        List<AgentView> idle = floor.agents().stream()
                .filter(agent -> agent.state() == AgentState.IDLE)
                .toList();
        for (long line : lines) {
            QueueId queue = new QueueId(line);
            QueueView view = floor.queue(queue);
            if (view != null) {
                queues.put(line, view);
                free.put(line, (int) idle.stream()
                        .filter(agent -> skilled(
                                floor, agent.agent(), Objects.requireNonNull(floor.agentRules(agent.agent())), queue))
                        .count());
            }
        }
        return new Seen(found, queues, free);
    }

    /// Whether the agent may serve the queue as it asks in the end, when its requirement has relaxed.
    static boolean skilled(Floor floor, AgentId agent, AgentRules rules, QueueId queue) {
        QueueRules of = floor.queueRules(queue);
        return of != null
                && rules.clients().contains(of.client())
                && rules.capacity(of.channel()) > 0
                && (rules.queues().isEmpty() || rules.queues().contains(queue))
                && of.steps().getLast().needs().stream()
                        .allMatch(need -> floor.proficiency(agent, need.skill()) >= need.minimumProficiency());
    }

    private static String state(AgentView view) {
        return switch (view.presence()) {
            case Presence.SignedOut _ -> "signed-out";
            case Presence.Ready _, Presence.NotReady _ ->
                switch (view.state()) {
                    case IDLE -> "idle";
                    case OFFERED -> "offered";
                    case TALKING, ON_HOLD -> "talking";
                    case WRAPPING_UP -> "wrapping-up";
                    case NOT_READY, SIGNED_OUT -> "not-ready";
                };
        };
    }

    private Line line(Queue queue, Seen seen, QueueId present, Instant now) {
        long id = id(queue);
        QueueView view = seen.queues().get(id);
        String calendar = queue.calendarId();
        return new Line(
                Long.toString(id),
                Objects.requireNonNull(queue.name()),
                calendar == null
                        || calendars.isOpen(Long.parseLong(calendar), now).open(),
                view == null ? 0 : view.waiting() + view.offered(),
                view == null || view.longestWaitSinceMillis() == 0
                        ? 0
                        : Math.max(0, now.toEpochMilli() - view.longestWaitSinceMillis()),
                seen.free().getOrDefault(id, 0),
                id == present.value());
    }

    private @Nullable Outside number(long tenant, long client, InteractionId interaction, String text) {
        if (!text.matches("\\+?[0-9][0-9 ()/.-]{1,30}")) {
            return null;
        }
        ContactGate.Attempt attempt = new ContactGate.Attempt(
                client,
                null,
                org.callosum.server.outreach.Channel.CALL,
                Purpose.TRANSFER,
                text,
                "desk",
                interaction.value());
        return tenancy.asSystem(tenant, () -> switch (gate.check(attempt)) {
            case ContactGate.Answer.Allowed(var permit) -> new Outside(permit.number(), null);
            case ContactGate.Answer.Refused refused -> new Outside(text, refused.reason());
        });
    }

    /// Looks before the floor is asked: a colleague who is not there would be waited for in vain.
    ///
    /// @param alone the customer is sent without asking first, so the colleague has to be skilled
    /// @throws org.callosum.server.platform.problem.Problem 409 `agent-unknown`, `agent-signed-out`,
    ///     `agent-not-entitled`, `agent-lacks-skills`, `queue-unknown`
    void check(long tenant, InteractionId interaction, QueueId present, Target target, boolean alone) {
        Long client = tenancy.asSystem(tenant, () -> store.client(interaction));
        if (client == null) {
            throw Problems.notFound("interaction", interaction);
        }
        String refusal = DeskProblems.answered(floors.read(tenant, floor -> switch (target) {
            case Target.Colleague(var agent) -> colleague(floor, agent, new ClientId(client), present, alone);
            case Target.Line(var queue) -> {
                QueueRules rules = floor.queueRules(queue);
                yield rules == null || rules.client().value() != client ? "queue-unknown" : "";
            }
            case Target.Number _ -> "";
        }));
        if (!refusal.isEmpty()) {
            throw Problems.refused(refusal);
        }
    }

    private static String colleague(Floor floor, AgentId agent, ClientId client, QueueId present, boolean alone) {
        AgentView view = floor.agent(agent);
        AgentRules rules = floor.agentRules(agent);
        if (view == null || rules == null) {
            return "agent-unknown";
        }
        if (view.presence() instanceof Presence.SignedOut) {
            return "agent-signed-out";
        }
        if (!rules.clients().contains(client) || rules.capacity(Channel.VOICE) == 0) {
            return "agent-not-entitled";
        }
        return alone && !skilled(floor, agent, rules, present) ? "agent-lacks-skills" : "";
    }
}
