package org.callosum.server.supervision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.QueueRules;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// A day on the real floor with every way a stay in a queue can end, played from a seed. It ends with nobody on the
/// line and everybody signed in.
final class SeededDay {
    final List<FloorEvent> events = new ArrayList<>();
    /// Which client each interaction belongs to.
    final Map<InteractionId, ClientId> interactions = new LinkedHashMap<>();

    private final Floor floor = new Floor();
    private final Random chance;
    private final LongSupplier ids;
    private final Map<QueueId, ClientId> queues;
    private long now;

    SeededDay(long seed, LongSupplier ids, Map<QueueId, ClientId> queues, Map<AgentId, AgentRules> agents, long start) {
        this.chance = new Random(seed);
        this.ids = ids;
        this.queues = queues;
        this.now = start;
        queues.forEach((queue, client) ->
                tell(new FloorCommand.ConfigureQueue(queue, QueueRules.of(client, Channel.VOICE, List.of()))));
        agents.forEach((agent, rules) -> {
            tell(new FloorCommand.ConfigureAgent(agent, rules));
            tell(new FloorCommand.SignIn(agent));
            tell(new FloorCommand.GoReady(agent));
        });
    }

    SeededDay playUntil(long end) {
        List<QueueId> all = List.copyOf(queues.keySet());
        List<AgentId> everybody =
                floor.agents().stream().map(view -> view.agent()).toList();
        while (true) {
            WorkView ringing = ringing();
            // Somebody answers, declines or hangs up within 25 s: now and then an offer of 20 s expires.
            long next = now + 1 + chance.nextInt(ringing != null ? 25_000 : chance.nextBoolean() ? 6_000 : 50_000);
            while (floor.nextDeadlineMillis() < Math.min(next, end)) {
                now = Math.max(now, floor.nextDeadlineMillis());
                tell(new FloorCommand.AdvanceTime());
            }
            if (next >= end) {
                now = end;
                finish();
                return this;
            }
            now = next;
            if (ringing != null && ringing.equals(floor.interaction(ringing.interaction()))) {
                act(ringing);
            } else if (chance.nextInt(100) < 40) {
                QueueId queue = all.get(chance.nextInt(all.size()));
                InteractionId interaction = new InteractionId(ids.getAsLong());
                interactions.put(interaction, queues.get(queue));
                tell(new FloorCommand.Enqueue(interaction, queue, Arrival.plain(0)));
            } else if (chance.nextInt(100) < 15) {
                AgentId agent = everybody.get(chance.nextInt(everybody.size()));
                tell(
                        chance.nextInt(4) == 0
                                ? new FloorCommand.GoNotReady(agent, "break")
                                : new FloorCommand.GoReady(agent));
            } else {
                List<WorkView> work = floor.interactions();
                if (!work.isEmpty()) {
                    act(work.get(chance.nextInt(work.size())));
                }
            }
        }
    }

    private @Nullable WorkView ringing() {
        return floor.interactions().stream()
                .filter(work -> work.stage() == WorkView.Stage.OFFERED)
                .findFirst()
                .orElse(null);
    }

    private void act(WorkView work) {
        InteractionId interaction = work.interaction();
        int dice = chance.nextInt(100);
        switch (work.stage()) {
            case WAITING -> {
                if (dice < 50) {
                    tell(new FloorCommand.Abandon(interaction));
                } else if (dice < 75) {
                    tell(new FloorCommand.LeaveQueue(interaction, Exit.values()[dice % Exit.values().length]));
                } else if (dice < 78) {
                    tell(new FloorCommand.Interrupt(interaction));
                }
            }
            case OFFERED -> {
                OfferId offer = new OfferId(interaction, work.offers());
                if (dice < 75) {
                    tell(new FloorCommand.AcceptOffer(offer));
                } else if (dice < 85) {
                    tell(new FloorCommand.DeclineOffer(offer));
                } else {
                    tell(new FloorCommand.Abandon(interaction));
                }
            }
            case TALKING -> {
                if (dice < 70) {
                    tell(new FloorCommand.EndConversation(interaction, EndedBy.CUSTOMER));
                } else if (dice < 95) {
                    tell(new FloorCommand.StartHold(interaction));
                } else {
                    tell(new FloorCommand.Interrupt(interaction));
                }
            }
            case ON_HOLD ->
                tell(
                        dice < 70
                                ? new FloorCommand.EndHold(interaction)
                                : new FloorCommand.EndConversation(interaction, EndedBy.AGENT));
            case WRAPPING_UP -> {
                if (dice < 60) {
                    tell(new FloorCommand.CompleteWrapUp(interaction, List.of("done", "thanked")));
                } else if (dice < 80) {
                    // Sent on to another queue of the same client while the first agent still writes.
                    queues.forEach((queue, client) -> {
                        if (client.equals(interactions.get(interaction)) && !queue.equals(work.queue())) {
                            tell(new FloorCommand.Enqueue(interaction, queue, Arrival.plain(1)));
                        }
                    });
                }
            }
        }
    }

    private void finish() {
        for (WorkView work : floor.interactions()) {
            switch (work.stage()) {
                case WAITING, OFFERED -> tell(new FloorCommand.Abandon(work.interaction()));
                case TALKING, ON_HOLD -> tell(new FloorCommand.EndConversation(work.interaction(), EndedBy.CUSTOMER));
                case WRAPPING_UP -> {}
            }
        }
        for (WorkView work : floor.interactions()) {
            if (work.stage() == WorkView.Stage.WRAPPING_UP) {
                tell(new FloorCommand.CompleteWrapUp(work.interaction(), work.agent(), List.of()));
            } else {
                tell(new FloorCommand.Abandon(work.interaction()));
            }
        }
        for (WorkView rest : floor.interactions()) {
            tell(new FloorCommand.Interrupt(rest.interaction()));
        }
        if (!floor.interactions().isEmpty()) {
            throw new IllegalStateException("Still on the floor: " + floor.interactions());
        }
    }

    private void tell(FloorCommand command) {
        if (floor.handle(command, now) instanceof Decision.Accepted(var decided)) {
            events.addAll(decided);
        }
    }
}
