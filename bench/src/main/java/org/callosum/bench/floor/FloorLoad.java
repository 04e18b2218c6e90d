package org.callosum.bench.floor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.EndedBy;
import org.callosum.floor.EventRecorder;
import org.callosum.floor.EventSink;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorDecider;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorLimits;
import org.callosum.floor.Needed;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.floor.Refusal;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// A floor in a steady state, and the commands of a day on it: of twenty interactions one abandons, one is
/// declined once, nineteen are accepted, ended and wrapped up. Agents are as busy as the shape says throughout,
/// and time goes on as fast as calls of five minutes would make it.
public final class FloorLoad {
    /// Commands in a batch of twenty interactions: 20 enqueue, 1 abandon, 1 decline, 19 accept, 19 end, 19
    /// wrap-up.
    public static final int COMMANDS_PER_BATCH = 79;

    private static final int HANDLE_MILLIS = 300_000;
    private static final ClientId CLIENT = new ClientId(1);
    private static final List<String> DONE = List.of("done");

    /// Counts offers and notes them, as a simulation would.
    private final class Counting implements EventSink {
        @Override
        public void offerMade(
                long interaction,
                int count,
                long agent,
                long queue,
                long deadline,
                int candidates,
                String rule,
                double score,
                long runnerUp,
                int waitingBefore,
                int step,
                Preference preference,
                long at) {
            offers++;
            offered.add(interaction << 16 | count);
        }

        @Override
        public void offerExpired(long interaction, int count, long agent, long queue, long at) {
            throw new IllegalStateException("The load let an offer of interaction %d expire".formatted(interaction));
        }
    }

    private final FloorShape shape;
    private final Floor floor;
    private final FloorDecider decider;
    private final SplittableRandom chance = new SplittableRandom(1);
    private final LongRing offered;
    private final LongRing talking;
    private final LongRing wrappingUp;
    private final LongRing arrived;
    private final int millisPerInteraction;
    private final @Nullable DecisionTimes times;
    private long now = 1_800_000_000_000L;
    private long nextInteraction = 1;
    private long offers;
    private long events;

    /// @param recording whether an object is made of each event, with its explanation, as on a live floor
    /// @param times where to note how long each decision takes; null to measure throughput
    public FloorLoad(FloorShape shape, boolean recording, @Nullable DecisionTimes times) {
        this.shape = shape;
        this.times = times;
        this.floor = new Floor(new FloorLimits(shape.agents(), shape.queues(), shape.skills(), 200_000));
        this.offered = new LongRing(shape.agents() + 64);
        this.talking = new LongRing(shape.agents() + 64);
        this.wrappingUp = new LongRing(shape.agents() + 64);
        this.arrived = new LongRing(64);
        this.millisPerInteraction = Math.max(1, HANDLE_MILLIS / shape.agents());
        this.decider = floor.decider(recording ? new EventRecorder(this::hear) : new Counting());
        fill();
    }

    private void hear(FloorEvent event) {
        events++;
        if (event instanceof FloorEvent.OfferMade made) {
            offers++;
            offered.add(made.interaction().value() << 16 | made.offer().count());
        }
    }

    private void fill() {
        configure();
        for (int i = 0; i < shape.waiting(); i++) {
            enqueue();
        }
        for (int a = 1; a <= shape.agents(); a++) {
            expect(decider.signIn(a, now));
            expect(decider.goReady(a, now));
        }
        int busy = shape.agents();
        if (shape.waiting() == 0) {
            busy = shape.agents() * 4 / 5;
            for (int i = 0; i < busy; i++) {
                enqueue();
            }
        }
        while (offered.size() > 0) {
            accept();
        }
        for (int i = 0; i < busy / 6; i++) {
            end();
        }
        for (int i = 0; i < Math.max(1, busy / 100); i++) {
            if (shape.waiting() > 0) {
                wrapUp();
                enqueue();
            }
        }
    }

    private void configure() {
        for (int q = 1; q <= shape.queues(); q++) {
            var skill = new SkillId(1 + (q - 1) % shape.skills());
            var steps = new ArrayList<RequirementStep>();
            steps.add(new RequirementStep(0, List.of(new Needed(skill, 2))));
            if (shape.relaxing() && q % 2 == 0) {
                steps.add(new RequirementStep(60_000, List.of(new Needed(skill, 1))));
            }
            var rules = QueueRules.of(CLIENT, Channel.VOICE, List.of())
                    .withSteps(steps)
                    .withTimes(3_600_000, 3_600_000, true);
            handle(new FloorCommand.ConfigureQueue(new QueueId(q), rules));
        }
        var rules = AgentRules.voice(CLIENT);
        for (int a = 1; a <= shape.agents(); a++) {
            handle(new FloorCommand.ConfigureAgent(new AgentId(a), rules));
            var group = new SplittableRandom(a % shape.groups());
            for (int s = 0; s < shape.skillsEach(); s++) {
                handle(new FloorCommand.GrantSkill(
                        new AgentId(a), new SkillId(1 + group.nextInt(shape.skills())), 2 + group.nextInt(4)));
            }
        }
    }

    private void handle(FloorCommand command) {
        expect(floor.handle(command, now, NOTHING));
    }

    private static final EventSink NOTHING = new EventSink() {};

    private static void expect(@Nullable Refusal refusal) {
        if (refusal != null) {
            throw new IllegalStateException("The load was refused: " + refusal);
        }
    }

    // ---- the mix ----

    /// Twenty interactions.
    ///
    /// @return how many commands that were
    public int batch() {
        boolean queueing = shape.waiting() > 0;
        for (int i = 0; i < 20; i++) {
            now += millisPerInteraction;
            if (decider.nextDeadlineMillis() <= now) {
                decider.advanceTime(now);
            }
            enqueue();
            if (i == 7) {
                abandon(queueing);
                continue;
            }
            if (i == 13) {
                decline();
            }
            accept();
            end();
            wrapUp();
        }
        return COMMANDS_PER_BATCH;
    }

    private void enqueue() {
        long id = nextInteraction++;
        long queue = 1 + chance.nextInt(shape.queues());
        long start = start();
        expect(decider.enqueue(id, queue, Arrival.plain((int) (id & 1)), now));
        stop(start);
        if (arrived.size() == 64) {
            arrived.take();
        }
        arrived.add(id);
    }

    private void abandon(boolean queueing) {
        if (queueing) {
            long id = arrived.recent(shape.waiting() > 1000 ? 10 : 0);
            if (offered.size() > 0 && offered.recent(0) >>> 16 == id) {
                offered.dropRecent(); // somebody was free for it
            }
            long start = start();
            expect(decider.abandon(id, now));
            stop(start);
        } else {
            long offer = offered.take();
            long start = start();
            expect(decider.abandon(offer >>> 16, now));
            stop(start);
        }
    }

    private void decline() {
        long offer = offered.take();
        long start = start();
        expect(decider.declineOffer(offer >>> 16, (int) (offer & 0xFFFF), now));
        stop(start);
    }

    private void accept() {
        if (offered.size() == 0) {
            return; // while filling, or when whoever declined is the only one free
        }
        long offer = offered.take();
        long start = start();
        expect(decider.acceptOffer(offer >>> 16, (int) (offer & 0xFFFF), now));
        stop(start);
        talking.add(offer >>> 16);
    }

    private void end() {
        long id = talking.take();
        long start = start();
        expect(decider.endConversation(id, EndedBy.CUSTOMER, now));
        stop(start);
        wrappingUp.add(id);
    }

    private void wrapUp() {
        long id = wrappingUp.take();
        long start = start();
        expect(decider.completeWrapUp(id, 0, DONE, now));
        stop(start);
    }

    private long start() {
        return times == null ? 0 : System.nanoTime();
    }

    private void stop(long start) {
        if (times != null) {
            times.add(System.nanoTime() - start);
        }
    }

    public long offers() {
        return offers;
    }

    public long events() {
        return events;
    }

    /// Unanswered at present.
    public int unanswered() {
        return floor.waiting().size();
    }
}
