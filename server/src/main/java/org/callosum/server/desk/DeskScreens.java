package org.callosum.server.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.AgentState;
import org.callosum.floor.AgentView;
import org.callosum.floor.Explanation;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Presence;
import org.callosum.floor.QueueRules;
import org.callosum.floor.QueueView;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;

/// Makes an agent's screen of what the floor says now and what the tables hold.
class DeskScreens {
    private static final int MOST_QUEUES = 50;

    private final Tenancy tenancy;
    private final Floors floors;
    private final Queues queues;
    private final DeskStore store;
    private final DeskContacts contacts;
    private final DeskLine line;
    private final Clock clock;

    /// @param account to which the screen goes; null for an agent without one
    record Screen(@Nullable Long account, Desk desk) {}

    /// What the floor says, taken in one look.
    private record Seen(@Nullable AgentView agent, List<QueueView> queues) {}

    DeskScreens(
            Tenancy tenancy,
            Floors floors,
            Queues queues,
            DeskStore store,
            DeskContacts contacts,
            DeskLine line,
            Clock clock) {
        this.tenancy = tenancy;
        this.floors = floors;
        this.queues = queues;
        this.store = store;
        this.contacts = contacts;
        this.line = line;
        this.clock = clock;
    }

    @Nullable
    AgentId agentOf(long tenant, long account) {
        return tenancy.asSystem(tenant, () -> store.agentOf(account));
    }

    @Nullable
    String chosenDevice(long tenant, AgentId agent) {
        return tenancy.asSystem(tenant, () -> store.chosenDevice(agent));
    }

    void closeNotes(long tenant, Collection<InteractionId> interactions) {
        tenancy.asSystem(tenant, () -> store.closeNotes(interactions));
    }

    /// @param offered why the pending offer was made, if known
    /// @return null for somebody who is no agent
    @Nullable
    Screen screen(long tenant, AgentId agent, FloorEvent.@Nullable OfferMade offered) {
        Seen seen = DeskProblems.answered(floors.read(tenant, floor -> look(floor, agent)));
        return tenancy.asSystem(tenant, () -> screen(tenant, agent, seen, offered));
    }

    private static Seen look(Floor floor, AgentId agent) {
        AgentRules rules = floor.agentRules(agent);
        List<QueueView> served = new ArrayList<>();
        if (rules != null) {
            for (QueueView queue : floor.queues()) {
                QueueRules of = floor.queueRules(queue.queue());
                boolean serves = of != null
                        && rules.clients().contains(of.client())
                        && (rules.queues().isEmpty() || rules.queues().contains(queue.queue()));
                if (serves && served.size() < MOST_QUEUES) {
                    served.add(queue);
                }
            }
        }
        return new Seen(floor.agent(agent), served);
    }

    private @Nullable Screen screen(long tenant, AgentId agent, Seen seen, FloorEvent.@Nullable OfferMade offered) {
        DeskStore.AgentRow row = store.agent(agent);
        if (row == null) {
            return null;
        }
        Instant now = clock.instant();
        AgentView view = seen.agent();
        Map<Long, Text> names = new TreeMap<>();
        for (Queue queue : queues.all()) {
            names.put(Long.parseLong(Objects.requireNonNull(queue.id())), Objects.requireNonNull(queue.name()));
        }
        WorkView work = view == null ? null : inHand(view);
        Desk.Offer offer = work != null && work.stage() == WorkView.Stage.OFFERED ? offer(work, names, offered) : null;
        Desk.Contact contact = work == null ? null : contacts.contact(tenant, work, row);
        Instant today = LocalDate.ofInstant(now, ZoneId.of(row.timeZone()))
                .atStartOfDay(ZoneId.of(row.timeZone()))
                .toInstant();
        Desk desk = new Desk(
                agent.toString(),
                row.name(),
                view == null ? "signed-out" : presence(view.presence()),
                view == null ? null : reason(view),
                Instant.ofEpochMilli(view == null ? now.toEpochMilli() : Math.max(view.sinceMillis(), 0)),
                row.device(),
                new Desk.Media(line.state(tenant, agent).code()),
                view == null ? "none" : state(view.state()),
                offer,
                contact,
                store.counts(agent, today),
                lines(seen.queues(), names, now));
        return new Screen(row.accountId(), desk);
    }

    /// Of several, the one that rings or talks; else the wrap-up that ends first.
    static @Nullable WorkView inHand(AgentView view) {
        WorkView best = null;
        for (WorkView work : view.work()) {
            if (best == null || rank(work) < rank(best)) {
                best = work;
            }
        }
        return best;
    }

    private static int rank(WorkView work) {
        return switch (work.stage()) {
            case TALKING -> 0;
            case ON_HOLD -> 1;
            case OFFERED -> 2;
            case WRAPPING_UP -> 3;
            case WAITING -> 4;
        };
    }

    private static Desk.Offer offer(WorkView work, Map<Long, Text> names, FloorEvent.@Nullable OfferMade offered) {
        boolean known = offered != null
                && offered.interaction().equals(work.interaction())
                && offered.offer().count() == work.offers();
        return new Desk.Offer(
                work.interaction() + "-" + work.offers(),
                work.interaction().toString(),
                work.queue().toString(),
                name(names, work.queue().value()),
                Instant.ofEpochMilli(work.deadlineMillis()),
                Instant.ofEpochMilli(work.sinceMillis()),
                known && offered != null
                        ? why(offered.explanation(), offered.atMillis() - work.queuedAtMillis())
                        : null);
    }

    private static Desk.Why why(Explanation explanation, long waitMillis) {
        AgentId runnerUp = explanation.runnerUp();
        return new Desk.Why(
                explanation.candidates(),
                explanation.rule(),
                explanation.score(),
                runnerUp == null ? null : runnerUp.toString(),
                waitMillis,
                explanation.step(),
                explanation.preference().code());
    }

    private static List<Desk.Line> lines(List<QueueView> queues, Map<Long, Text> names, Instant now) {
        return queues.stream()
                .map(queue -> new Desk.Line(
                        queue.queue().toString(),
                        name(names, queue.queue().value()),
                        queue.waiting() + queue.offered(),
                        queue.longestWaitSinceMillis() == 0
                                ? 0
                                : Math.max(0, now.toEpochMilli() - queue.longestWaitSinceMillis())))
                .toList();
    }

    private static Text name(Map<Long, Text> names, long queue) {
        return names.getOrDefault(queue, Text.english("Queue " + queue));
    }

    private static String presence(Presence presence) {
        return switch (presence) {
            case Presence.SignedOut _ -> "signed-out";
            case Presence.Ready _ -> "ready";
            case Presence.NotReady _ -> "not-ready";
        };
    }

    private static @Nullable String reason(AgentView view) {
        if (view.leaving()) {
            return "signing-out";
        }
        return view.presence() instanceof Presence.NotReady(var reason) ? reason : null;
    }

    private static String state(AgentState state) {
        return switch (state) {
            case TALKING, ON_HOLD -> "talking";
            case OFFERED -> "offered";
            case WRAPPING_UP -> "wrapping-up";
            case IDLE -> "idle";
            case NOT_READY, SIGNED_OUT -> "none";
        };
    }
}
