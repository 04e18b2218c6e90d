package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// One seeded day on a small floor: commands that mostly make sense, in an order that mostly does not.
final class RandomDay {
    private static final List<String> REASONS = List.of("break", "training", "meeting");
    private final SplittableRandom chance;
    private final int mostAgents;
    private final int mostQueues;
    private final int mostWaiting;
    private final boolean recorded;
    private final boolean preferring;
    private final NaiveFloor naive = new NaiveFloor();
    private final Floor floor = new Floor();
    private final FloorDecider decider;
    private final @Nullable Floor replayed;
    private @Nullable Floor fromSnapshot;
    private long now = 1_800_000_000_000L;
    private long nextInteraction = 1000;

    RandomDay(long seed) {
        chance = new SplittableRandom(seed);
        mostAgents = 1 + chance.nextInt(30);
        mostQueues = 1 + chance.nextInt(6);
        mostWaiting = 3 + chance.nextInt(25);
        recorded = seed % 20 == 0;
        preferring = chance.nextBoolean();
        naive.explains = recorded || seed % 5 == 0;
        replayed = recorded ? new Floor() : null;
        decider = floor.decider(naive);
    }

    void run(int steps) {
        for (int q = 1; q <= mostQueues; q++) {
            handle(new FloorCommand.ConfigureQueue(new QueueId(q), queueRules(q)));
        }
        for (int a = 1; a <= mostAgents; a++) {
            configureAgent(a);
            grant(a);
            grant(a);
            handle(new FloorCommand.SignIn(new AgentId(a)));
        }
        for (int step = 0; step < steps; step++) {
            now += chance.nextInt(3) == 0 ? chance.nextInt(6000) : chance.nextInt(300);
            if (decider.nextDeadlineMillis() <= now && chance.nextInt(4) != 0) {
                handle(new FloorCommand.AdvanceTime());
            } else {
                handle(command());
            }
            if (step % 8 == 0) {
                var missed = naive.missed();
                if (missed != null) {
                    fail("step %d: %s", step, missed);
                }
            }
            if (step % 500 == 0) {
                compareWhole();
            }
            if (recorded && step == steps / 2) {
                fromSnapshot = Floor.restore(floor.snapshot());
            }
        }
        compareWhole();
        assertThat(naive.arrivals)
                .as("every arrival ends handled, abandoned, left, interrupted or is still there")
                .isEqualTo(naive.handled + naive.abandoned + naive.left + naive.interrupted + naive.items.size());
    }

    private void handle(FloorCommand command) {
        if (!recorded) {
            decider.decide(command, now);
            return;
        }
        // the same sink hears the records' facts, so both kinds of sink are held against the naive floor
        var events = new ArrayList<FloorEvent>();
        var both = new Both(naive, new EventRecorder(events::add));
        floor.handle(command, now, both);
        for (var event : events) {
            if (replayed != null) {
                replayed.evolve(event);
            }
            if (fromSnapshot != null) {
                fromSnapshot.evolve(event);
            }
        }
    }

    private void compareWhole() {
        var snapshot = floor.snapshot();
        assertThat(snapshot.entries()).hasSize(naive.items.size());
        for (var entry : snapshot.entries()) {
            assertThat(naive.items)
                    .as("%s", entry)
                    .anyMatch(i -> i.id == entry.interaction().value()
                            && i.stage.name().equals(entry.stage().name())
                            && i.agent
                                    == (entry.agent() == null
                                            ? 0
                                            : entry.agent().value())
                            && i.queuedAt == entry.queuedAtMillis()
                            && i.step == entry.step()
                            && i.suspended == entry.suspended()
                            && i.window == entry.window().ordinal());
        }
        for (var agent : snapshot.agents()) {
            var person = naive.people.get(agent.agent().value());
            if (person == null) {
                throw new AssertionError("no agent " + agent.agent());
            }
            assertThat(person.ready).isEqualTo(agent.presence() instanceof Presence.Ready);
            assertThat(person.idleSince).isEqualTo(agent.idleSinceMillis());
            assertThat(person.occupancy).isEqualTo(agent.occupancyPermille());
        }
        if (replayed != null) {
            assertThat(replayed.snapshot())
                    .as("replayed events give the live floor")
                    .isEqualTo(snapshot);
            assertThat(Floor.restore(snapshot).snapshot()).isEqualTo(snapshot);
        }
        if (fromSnapshot != null) {
            assertThat(fromSnapshot.snapshot())
                    .as("a snapshot and the events after it give the live floor")
                    .isEqualTo(snapshot);
            assertThat(fromSnapshot.nextDeadlineMillis()).isEqualTo(floor.nextDeadlineMillis());
        }
    }

    // ---- commands ----

    private FloorCommand command() {
        int dice = chance.nextInt(1000);
        if (dice < 12) {
            return configuration(dice);
        }
        if (dice < 150) {
            return presence();
        }
        if (dice < 430) {
            return arrival();
        }
        if (naive.items.isEmpty()) {
            return new FloorCommand.AdvanceTime();
        }
        return work(naive.items.get(chance.nextInt(naive.items.size())));
    }

    private FloorCommand configuration(int dice) {
        var agent = anyAgent();
        int q = 1 + chance.nextInt(mostQueues);
        return switch (dice) {
            case 0, 1 -> new FloorCommand.ConfigureQueue(new QueueId(q), queueRules(q));
            case 2 -> new FloorCommand.RetireQueue(new QueueId(q));
            case 3 -> new FloorCommand.RetireAgent(agent);
            case 4, 5 -> new FloorCommand.ConfigureAgent(agent, agentRules());
            case 6, 7 -> new FloorCommand.RevokeSkill(agent, anySkill());
            case 8 ->
                new FloorCommand.ConfigureQueue(new QueueId(q), naive.queues.getOrDefault((long) q, queueRules(q)));
            default -> new FloorCommand.GrantSkill(agent, anySkill(), 1 + chance.nextInt(5), preference());
        };
    }

    private FloorCommand presence() {
        var agent = anyAgent();
        var person = naive.people.get(agent.value());
        if (person == null) {
            return new FloorCommand.ConfigureAgent(agent, agentRules());
        }
        int dice = chance.nextInt(20);
        if (!person.signedIn) {
            return dice == 0 ? new FloorCommand.GoReady(agent) : new FloorCommand.SignIn(agent);
        }
        if (!person.ready) {
            return dice < 2
                    ? new FloorCommand.SignOut(agent)
                    : dice < 3 ? new FloorCommand.SignIn(agent) : new FloorCommand.GoReady(agent);
        }
        return dice < 2
                ? new FloorCommand.SignOut(agent)
                : dice < 5
                        ? new FloorCommand.GoNotReady(agent, REASONS.get(chance.nextInt(3)))
                        : new FloorCommand.GoReady(agent);
    }

    private FloorCommand arrival() {
        long id = nextInteraction++;
        if (!naive.items.isEmpty() && chance.nextInt(12) == 0) {
            id = naive.items.get(chance.nextInt(naive.items.size())).id; // a transfer while the first agent wraps up
        }
        if (naive.items.stream()
                                .filter(i -> i.stage == NaiveFloor.Stage.WAITING)
                                .count()
                        > mostWaiting
                && !naive.items.isEmpty()) {
            return new FloorCommand.Abandon(new InteractionId(naive.items.get(chance.nextInt(naive.items.size())).id));
        }
        if (chance.nextInt(25) == 0) {
            return new FloorCommand.StartOutbound(
                    new InteractionId(id), new QueueId(1 + chance.nextInt(mostQueues)), anyAgent(), Arrival.plain(0));
        }
        if (chance.nextInt(8) == 0) {
            var consult = consult();
            if (consult != null) {
                return consult;
            }
        }
        var arrival = Arrival.plain(chance.nextInt(4) == 0 ? chance.nextInt(10) : 0);
        if (chance.nextInt(15) == 0) {
            arrival = arrival.withWaited(chance.nextInt(60_000));
        }
        if (chance.nextInt(15) == 0) {
            return new FloorCommand.Enqueue(
                    new InteractionId(id),
                    new QueueId(1 + chance.nextInt(mostQueues)),
                    arrival.onlyFor(anyAgent()).withNeeds(chance.nextBoolean() ? needs() : List.of()));
        }
        if (chance.nextInt(10) == 0) {
            arrival = arrival.withNeeds(needs());
        }
        if (chance.nextInt(8) == 0) {
            arrival = arrival.withPreferred(anyAgent(), chance.nextInt(20_000));
        }
        if (chance.nextInt(8) == 0) {
            arrival = arrival.withLast(anyAgent(), chance.nextInt(20_000));
        }
        if (chance.nextInt(8) == 0) {
            arrival = arrival.withExcluded(List.of(anyAgent(), anyAgent()));
        }
        return new FloorCommand.Enqueue(new InteractionId(id), new QueueId(1 + chance.nextInt(mostQueues)), arrival);
    }

    private @Nullable FloorCommand consult() {
        var talking = naive.items.stream()
                .filter(i -> i.stage == NaiveFloor.Stage.TALKING)
                .toList();
        if (talking.isEmpty()) {
            return null;
        }
        var about = talking.get(chance.nextInt(talking.size()));
        var arrival = Arrival.consult(new InteractionId(about.id), new AgentId(about.agent));
        var colleague = anyAgent();
        if (chance.nextBoolean() && colleague.value() != about.agent) {
            arrival = arrival.onlyFor(colleague);
        }
        long queue = chance.nextInt(3) == 0 ? 1 + chance.nextInt(mostQueues) : about.queue;
        return new FloorCommand.Enqueue(new InteractionId(nextInteraction++), new QueueId(queue), arrival);
    }

    /// A consult's conversation to whoever holds it, or one to anybody.
    private FloorCommand move(NaiveFloor.Item item) {
        var of = item.arrival.of();
        if (of != null && chance.nextInt(10) != 0) {
            return new FloorCommand.MoveConversation(of, new AgentId(item.agent), new InteractionId(item.id));
        }
        return new FloorCommand.MoveConversation(new InteractionId(item.id), anyAgent(), null);
    }

    private FloorCommand work(NaiveFloor.Item item) {
        var id = new InteractionId(item.id);
        if (chance.nextInt(40) == 0) {
            return anything(id);
        }
        int dice = chance.nextInt(20);
        return switch (item.stage) {
            case WAITING ->
                item.suspended && dice < 6
                        ? new FloorCommand.ResumeWaiting(id)
                        : dice == 19
                                ? new FloorCommand.SuspendWaiting(id)
                                : dice < 2
                                        ? new FloorCommand.Abandon(id)
                                        : dice < 3
                                                ? new FloorCommand.LeaveQueue(id, Exit.values()[chance.nextInt(5)])
                                                : new FloorCommand.AdvanceTime();
            case OFFERED -> {
                var offer = new OfferId(id, item.offers);
                yield dice == 19
                        ? new FloorCommand.SuspendWaiting(id)
                        : dice < 2
                                ? new FloorCommand.DeclineOffer(offer)
                                : dice < 4 ? new FloorCommand.Abandon(id) : new FloorCommand.AcceptOffer(offer);
            }
            case TALKING ->
                dice < 2
                        ? new FloorCommand.StartHold(id)
                        : dice < (item.isConsult() ? 12 : 4)
                                ? move(item)
                                : new FloorCommand.EndConversation(id, EndedBy.values()[chance.nextInt(4)]);
            case ON_HOLD ->
                dice < 12 ? new FloorCommand.EndHold(id) : new FloorCommand.EndConversation(id, EndedBy.CUSTOMER);
            case WRAPPING_UP, GONE ->
                new FloorCommand.CompleteWrapUp(
                        id, dice < 10 || item.agent == 0 ? null : new AgentId(item.agent), List.of("done"));
        };
    }

    private FloorCommand anything(InteractionId id) {
        return switch (chance.nextInt(13)) {
            case 0 -> new FloorCommand.AcceptOffer(new OfferId(id, 1 + chance.nextInt(3)));
            case 1 -> new FloorCommand.DeclineOffer(new OfferId(id, 1 + chance.nextInt(3)));
            case 2 -> new FloorCommand.StartHold(id);
            case 3 -> new FloorCommand.EndHold(id);
            case 4 -> new FloorCommand.EndConversation(id, EndedBy.SYSTEM);
            case 5 -> new FloorCommand.CompleteWrapUp(id, List.of());
            case 6 -> new FloorCommand.LeaveQueue(id, Exit.CLOSED);
            case 7 -> new FloorCommand.Abandon(new InteractionId(nextInteraction + 5));
            case 8 -> new FloorCommand.SuspendWaiting(id);
            case 9 -> new FloorCommand.ResumeWaiting(id);
            case 10 -> new FloorCommand.MoveConversation(id, anyAgent(), new InteractionId(nextInteraction - 1));
            case 11 ->
                new FloorCommand.StartOutbound(
                        id, new QueueId(1 + chance.nextInt(mostQueues)), anyAgent(), Arrival.plain(1));
            default -> new FloorCommand.Interrupt(id);
        };
    }

    // ---- what the floor is made of ----

    private AgentId anyAgent() {
        return new AgentId(1 + chance.nextInt(mostAgents));
    }

    private SkillId anySkill() {
        return new SkillId(1 + chance.nextInt(5));
    }

    private void configureAgent(int a) {
        handle(new FloorCommand.ConfigureAgent(new AgentId(a), agentRules()));
    }

    private void grant(int a) {
        handle(new FloorCommand.GrantSkill(new AgentId(a), anySkill(), 1 + chance.nextInt(5), preference()));
    }

    /// Half of the days know no preference.
    private Preference preference() {
        return preferring ? Preference.values()[chance.nextInt(Preference.COUNT)] : Preference.ORDINARY;
    }

    private AgentRules agentRules() {
        var clients = new TreeSet<ClientId>();
        clients.add(new ClientId(1));
        if (chance.nextInt(3) == 0) {
            clients.add(new ClientId(2));
        }
        Map<Channel, Integer> capacity = new EnumMap<>(Channel.class);
        if (chance.nextInt(8) != 0) {
            capacity.put(Channel.VOICE, 1);
        }
        if (chance.nextInt(3) == 0) {
            capacity.put(Channel.CHAT, 1 + chance.nextInt(3));
        }
        if (chance.nextInt(4) == 0) {
            capacity.put(Channel.TASK, 1 + chance.nextInt(2));
        }
        var queues = new ArrayList<QueueId>();
        if (chance.nextInt(4) == 0) {
            for (int q = 1; q <= mostQueues; q++) {
                if (chance.nextBoolean()) {
                    queues.add(new QueueId(q));
                }
            }
        }
        return new AgentRules(clients, capacity, queues);
    }

    private List<Needed> needs() {
        var needs = new ArrayList<Needed>();
        for (int i = chance.nextInt(3); i > 0; i--) {
            needs.add(new Needed(anySkill(), 1 + chance.nextInt(4)));
        }
        return needs;
    }

    private QueueRules queueRules(int q) {
        var steps = new ArrayList<RequirementStep>();
        steps.add(new RequirementStep(0, needs()));
        if (chance.nextInt(3) == 0) {
            steps.add(new RequirementStep(1 + chance.nextInt(20_000), needs()));
        }
        if (chance.nextInt(3) == 0) {
            steps.add(new RequirementStep(20_001 + chance.nextInt(20_000), List.of()));
        }
        var channel = q % 3 == 0 ? Channel.CHAT : q % 5 == 0 ? Channel.TASK : Channel.VOICE;
        return new QueueRules(
                new ClientId(q % 4 == 3 ? 2 : 1),
                channel,
                steps,
                chance.nextInt(3) == 0 ? chance.nextInt(10) : 0,
                5_000 + chance.nextInt(60_000),
                new Urgency(0.5 + chance.nextInt(4), chance.nextInt(2) * 10_000L, 30_000 + chance.nextInt(300_000)),
                AgentPolicy.values()[chance.nextInt(4)],
                1 + chance.nextInt(20_000),
                chance.nextInt(3) == 0 ? 0 : 1 + chance.nextInt(15_000),
                chance.nextInt(5) != 0,
                chance.nextInt(4) == 0 ? 1 + chance.nextInt(10) : 0);
    }
}
