package org.callosum.server.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.QueueRules;
import org.callosum.floor.Refusal;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.journal.FloorRequestCodec;
import org.callosum.server.platform.journal.FloorRequests;
import org.callosum.server.platform.journal.MemoryJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FloorHostTest {
    private static final long TENANT = 1;
    private static final QueueId SALES = new QueueId(3);
    private static final AgentId AMY = new AgentId(7);
    private static final ClientId CLIENT = new ClientId(2);
    private static final InteractionId CALL = new InteractionId(100);

    private final MemoryJournal journal = new MemoryJournal();
    private final AtomicLong clock = new AtomicLong(1_795_282_792_000L);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<FloorHost> hosts = new ArrayList<>();

    /// Hears everything, and checks that what it hears is stored.
    private class Ear implements FloorListener {
        final List<FloorEvent> events = new CopyOnWriteArrayList<>();
        final List<FloorSnapshot> recoveries = new CopyOnWriteArrayList<>();
        final List<Long> early = new CopyOnWriteArrayList<>();

        @Override
        public void committed(long tenant, long position, FloorEvent event) {
            if (journal.stored().size() < position) {
                early.add(position);
            }
            events.add(event);
        }

        @Override
        public void recovered(long tenant, Floor floor) {
            recoveries.add(floor.snapshot());
        }
    }

    /// Hears floors that another node owns, too.
    private final class WideEar extends Ear {
        @Override
        public boolean everywhere() {
            return true;
        }
    }

    private final Ear ear = new Ear();
    private final Set<Integer> gone = ConcurrentHashMap.newKeySet();

    private FloorHost host(String node, FloorSettings settings, LiveMedia media, FloorListener... listeners) {
        FloorCounters counters = new FloorCounters(meters);
        FloorHost host = new FloorHost(
                TENANT,
                FloorCluster.alone(node),
                journal,
                journal,
                new FloorRecovery(journal, journal, Runnable::run),
                settings,
                () -> Instant.ofEpochMilli(clock.get()),
                new FloorAudience(List.of(listeners), counters),
                counters,
                Runnable::run,
                floor -> Floors.interruptions(floor, TENANT, media),
                floor -> List.of());
        hosts.add(host);
        host.start();
        return host;
    }

    private FloorHost node(int number, LiveMedia media, FloorListener... listeners) {
        AtomicLong ids = new AtomicLong(number * 1_000L);
        FloorCounters counters = new FloorCounters(meters);
        FloorHost host = new FloorHost(
                TENANT,
                new FloorCluster(
                        number,
                        "node-" + number,
                        journal.requests(),
                        ids::incrementAndGet,
                        one -> !gone.contains(one),
                        () -> true),
                journal,
                journal,
                new FloorRecovery(journal, journal, Runnable::run),
                FloorSettings.NORMAL,
                () -> Instant.ofEpochMilli(clock.get()),
                new FloorAudience(List.of(listeners), counters),
                counters,
                Runnable::run,
                floor -> Floors.interruptions(floor, TENANT, media),
                floor -> Floors.interruptions(floor, TENANT, media));
        journal.requests().listen(host::asked, host::answered);
        hosts.add(host);
        host.start();
        return host;
    }

    private FloorHost host() throws InterruptedException {
        FloorHost host = host("a", FloorSettings.NORMAL, (tenant, interaction) -> true, ear);
        assertThat(host.awaitOpen(10_000)).isTrue();
        return host;
    }

    @AfterEach
    void close() {
        hosts.forEach(FloorHost::close);
    }

    private static void open(FloorHost host) {
        accepted(host, new FloorCommand.ConfigureQueue(SALES, QueueRules.of(CLIENT, Channel.VOICE, List.of())));
        accepted(host, new FloorCommand.ConfigureAgent(AMY, AgentRules.voice(CLIENT)));
        accepted(host, new FloorCommand.SignIn(AMY));
        accepted(host, new FloorCommand.GoReady(AMY));
    }

    private static List<FloorEvent> accepted(FloorHost host, FloorCommand command) {
        Decision decision = host.send(command).orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted) decision).events();
    }

    private static FloorSnapshot snapshot(FloorHost host) {
        return host.read(Floor::snapshot).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void await(String what, java.util.function.BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static FloorUnavailable.Why why(CompletableFuture<?> answer) {
        try {
            answer.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FloorUnavailable unavailable) {
                return unavailable.why();
            }
            throw failed;
        }
        throw new AssertionError("it was answered");
    }

    @Test
    void nobodyHearsOfAnEventBeforeItIsStored() throws InterruptedException {
        FloorHost host = host();
        open(host);
        List<FloorEvent> events = accepted(host, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        assertThat(events).hasSize(2).last().isInstanceOf(FloorEvent.OfferMade.class);
        assertThat(ear.early).isEmpty();
        assertThat(ear.events).hasSize(journal.stored().size()).endsWith(events.getLast());
    }

    @Test
    void aRefusalIsAnAnswerAndStoresNothing() throws InterruptedException {
        FloorHost host = host();
        Decision decision = host.send(new FloorCommand.GoReady(AMY)).join();
        assertThat(decision).isEqualTo(new Decision.Refused(new Refusal.UnknownAgent(AMY)));
        assertThat(journal.stored()).isEmpty();
        assertThat(meters.counter("callosum.floor.commands", "answer", "agent-unknown")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void commandsThatCameDuringACommitGoIntoTheNextOneInOrder() throws InterruptedException {
        FloorHost host = host();
        open(host);
        accepted(host, new FloorCommand.GoNotReady(AMY, "break"));
        CountDownLatch gate = new CountDownLatch(1);
        journal.gate(gate);
        List<CompletableFuture<Decision>> answers = new ArrayList<>();
        for (long id = 1; id <= 200; id++) {
            answers.add(host.send(new FloorCommand.Enqueue(new InteractionId(id), SALES, Arrival.plain(0))));
        }
        double before = meters.timer("callosum.floor.commit").count();
        gate.countDown();
        answers.forEach(CompletableFuture::join);
        assertThat(meters.timer("callosum.floor.commit").count() - before).isBetween(1.0, 3.0);
        assertThat(ear.events.stream()
                        .filter(FloorEvent.InteractionQueued.class::isInstance)
                        .map(event -> ((FloorEvent.InteractionQueued) event)
                                .interaction()
                                .value()))
                .isSorted()
                .hasSize(200);
    }

    @Test
    void whenNobodyKnowsWhetherACommitHappenedTheFloorIsRebuiltFromWhatIsStored() throws InterruptedException {
        FloorHost host = host();
        open(host);
        int heard = ear.events.size();
        // As if killed between append and effect: the events are stored, nobody was told.
        journal.failNext(MemoryJournal.Fault.STORED_UNCLEAR);
        assertThat(why(host.send(new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)))))
                .isEqualTo(FloorUnavailable.Why.LOST);
        await("recovered", () -> ear.recoveries.size() == 2 && host.owning());
        assertThat(ear.events).hasSize(heard);
        assertThat(ear.recoveries.getLast().entries())
                .extracting(FloorSnapshot.Entry::interaction)
                .containsExactly(CALL);
        assertThat(accepted(host, new FloorCommand.AcceptOffer(new OfferId(CALL, 1))))
                .isNotEmpty();
    }

    @Test
    void whatWasNotStoredHasNotHappened() throws InterruptedException {
        FloorHost host = host();
        open(host);
        journal.failNext(MemoryJournal.Fault.LOST_UNCLEAR);
        assertThat(why(host.send(new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)))))
                .isEqualTo(FloorUnavailable.Why.LOST);
        await("recovered", () -> ear.recoveries.size() == 2 && host.owning());
        assertThat(snapshot(host).entries()).isEmpty();
        accepted(host, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
    }

    @Test
    void aSecondProcessFollowsAndTakesOverWhatTheFirstLeft() throws InterruptedException {
        FloorHost first = host();
        open(first);
        accepted(first, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        FloorSnapshot left = snapshot(first);
        Ear second = new Ear();
        FloorHost follower = host("b", FloorSettings.NORMAL, (tenant, interaction) -> true, second);
        assertThat(follower.awaitOpen(300)).isFalse();
        assertThat(snapshot(follower))
                .as("a follower sees what the owner stored")
                .isEqualTo(left);
        assertThat(second.recoveries).as("what must happen once is the owner's").isEmpty();
        first.close();
        assertThat(follower.awaitOpen(10_000)).isTrue();
        assertThat(second.recoveries).containsExactly(left);
        assertThat(snapshot(follower)).isEqualTo(left);
    }

    @Test
    void aFollowersCommandIsDecidedByTheOwnerAndReadHereAfterItsAnswer() throws InterruptedException {
        FloorHost owner = node(0, (tenant, interaction) -> true, ear);
        assertThat(owner.awaitOpen(10_000)).isTrue();
        open(owner);
        WideEar wide = new WideEar();
        FloorHost follower = node(1, (tenant, interaction) -> true, wide);
        assertThat(follower.awaitOpen(200)).isFalse();
        accepted(follower, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        assertThat(snapshot(follower).entries()).hasSize(1);
        assertThat(wide.events).hasSameElementsAs(ear.events.subList(ear.events.size() - 2, ear.events.size()));
        Decision refused = follower.send(new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(refused).isEqualTo(new Decision.Refused(new Refusal.AlreadyOnFloor(CALL)));
        assertThat(snapshot(owner)).isEqualTo(snapshot(follower));
    }

    @Test
    void whatWasAskedWhileTheOwnerDiedIsDecidedOnceByItsSuccessor() throws InterruptedException {
        FloorHost owner = node(0, (tenant, interaction) -> true, ear);
        assertThat(owner.awaitOpen(10_000)).isTrue();
        open(owner);
        WideEar wide = new WideEar();
        FloorHost follower = node(1, (tenant, interaction) -> true, wide);
        assertThat(follower.awaitOpen(200)).isFalse();
        CountDownLatch gate = new CountDownLatch(1);
        journal.gate(gate);
        // The owner hangs in a commit; what the follower asks meanwhile stays on the table.
        CompletableFuture<Decision> stuck = owner.send(new FloorCommand.GoNotReady(AMY, "break"));
        CompletableFuture<Decision> asked = follower.send(new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        await("asked", () -> !journal.requests().unanswered(TENANT, 10).isEmpty());
        journal.advance(journal.termMillis());
        await("succeeded", follower::owning);
        gate.countDown();
        assertThat(asked.orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Decision.Accepted.class);
        assertThat(why(stuck)).isEqualTo(FloorUnavailable.Why.LOST);
        assertThat(snapshot(follower).entries()).hasSize(1);
        assertThat(journal.requests().unanswered(TENANT, 10)).isEmpty();
        await("the former owner follows", () -> !owner.owning());
        accepted(owner, new FloorCommand.Abandon(CALL));
        assertThat(snapshot(follower).entries()).isEmpty();
    }

    @Test
    void aTakeOverKeepsWhoHasALineAndInterruptsWhoHasNone() throws InterruptedException {
        InteractionId lost = new InteractionId(101);
        FloorHost owner = node(0, (tenant, interaction) -> true, ear);
        assertThat(owner.awaitOpen(10_000)).isTrue();
        open(owner);
        WideEar wide = new WideEar();
        FloorHost follower = node(1, (tenant, interaction) -> !interaction.equals(lost), wide);
        assertThat(follower.awaitOpen(200)).isFalse();
        accepted(follower, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        accepted(follower, new FloorCommand.AcceptOffer(new OfferId(CALL, 1)));
        accepted(owner, new FloorCommand.Enqueue(lost, SALES, Arrival.plain(0)));
        owner.close();
        assertThat(follower.awaitOpen(10_000)).isTrue();
        await("interrupted", () -> snapshot(follower).entries().size() == 1);
        assertThat(snapshot(follower).entries())
                .extracting(FloorSnapshot.Entry::interaction)
                .containsExactly(CALL);
        assertThat(wide.events)
                .filteredOn(FloorEvent.InteractionInterrupted.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aNodeThatIsGoneLosesItsCallsAndWhatItAsked() throws InterruptedException {
        Set<InteractionId> alive = ConcurrentHashMap.newKeySet();
        alive.add(CALL);
        FloorHost owner = node(0, (tenant, interaction) -> alive.contains(interaction), ear);
        assertThat(owner.awaitOpen(10_000)).isTrue();
        open(owner);
        accepted(owner, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        alive.clear();
        gone.add(1);
        journal.requests()
                .ask(
                        TENANT,
                        1,
                        List.of(new FloorRequests.Request(
                                1, FloorRequestCodec.write(new FloorCommand.GoNotReady(AMY, "break")))));
        owner.nodesChanged();
        await("interrupted", () -> snapshot(owner).entries().isEmpty());
        await("dropped", () -> journal.requests().unanswered(TENANT, 10).isEmpty());
        assertThat(ear.events).noneMatch(FloorEvent.AgentBecameNotReady.class::isInstance);
    }

    @Test
    void anOwnerThatWasSucceededStopsAtItsNextCommitAndSaysSo() throws InterruptedException {
        FloorHost host = host();
        open(host);
        List<String> stored = journal.stored();
        journal.usurp("b");
        assertThat(why(host.send(new FloorCommand.GoNotReady(AMY, "break"))))
                .isIn(FloorUnavailable.Why.LOST, FloorUnavailable.Why.FOLLOWING);
        await("lost", () -> !host.owning());
        assertThat(journal.stored()).isEqualTo(stored);
    }

    @Test
    void aSnapshotAndTheEventsAfterItGiveTheSameFloor() throws InterruptedException {
        FloorHost first = host("a", new FloorSettings(100, 10, 3), (tenant, interaction) -> true, ear);
        assertThat(first.awaitOpen(10_000)).isTrue();
        open(first);
        accepted(first, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(4)));
        clock.addAndGet(1_500);
        accepted(first, new FloorCommand.AcceptOffer(new OfferId(CALL, 1)));
        accepted(first, new FloorCommand.StartHold(CALL));
        FloorSnapshot live = snapshot(first);
        assertThat(Objects.requireNonNull(journal.newest(TENANT, 1)).position()).isPositive();
        first.close();
        Ear second = new Ear();
        FloorHost again = host("a", FloorSettings.NORMAL, (tenant, interaction) -> true, second);
        assertThat(again.awaitOpen(10_000)).isTrue();
        assertThat(second.recoveries).containsExactly(live);
    }

    @Test
    void afterACrashWhatNobodyHearsAnyMoreIsInterruptedAndNoAgentIsStuck() throws InterruptedException {
        FloorHost first = host();
        open(first);
        accepted(first, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        accepted(first, new FloorCommand.AcceptOffer(new OfferId(CALL, 1)));
        InteractionId waiting = new InteractionId(101);
        accepted(first, new FloorCommand.Enqueue(waiting, SALES, Arrival.plain(0)));
        first.close();
        Ear second = new Ear();
        FloorHost again = host("a", FloorSettings.NORMAL, (tenant, interaction) -> false, second);
        assertThat(again.awaitOpen(10_000)).isTrue();
        assertThat(second.events)
                .containsSubsequence(
                        new FloorEvent.InteractionInterrupted(CALL, SALES, AMY, clock.get()),
                        new FloorEvent.InteractionInterrupted(waiting, SALES, null, clock.get()));
        assertThat(snapshot(again).entries()).isEmpty();
        assertThat(accepted(again, new FloorCommand.Enqueue(new InteractionId(102), SALES, Arrival.plain(0))))
                .last()
                .isInstanceOf(FloorEvent.OfferMade.class);
    }

    @Test
    void wrapUpGoesOnAfterACrashSinceItNeedsNoLine() throws InterruptedException {
        FloorHost first = host();
        open(first);
        accepted(first, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        accepted(first, new FloorCommand.AcceptOffer(new OfferId(CALL, 1)));
        accepted(first, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        first.close();
        Ear second = new Ear();
        FloorHost again = host("a", FloorSettings.NORMAL, (tenant, interaction) -> false, second);
        assertThat(again.awaitOpen(10_000)).isTrue();
        assertThat(second.events).isEmpty();
        accepted(again, new FloorCommand.CompleteWrapUp(CALL, List.of("sold")));
    }

    @Test
    void anOfferExpiresByItself() throws InterruptedException {
        FloorHost host = host();
        open(host);
        accepted(host, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        clock.addAndGet(20_001);
        await(
                "expired",
                () -> ear.events.stream().anyMatch(FloorEvent.OfferExpired.class::isInstance)
                        && ear.events.getLast() instanceof FloorEvent.AgentBecameNotReady);
    }

    @Test
    void whenTooMuchIsWaitingMoreIsRefusedAndCounted() throws InterruptedException {
        FloorHost host = host("a", new FloorSettings(2, 10, 1_000), (tenant, interaction) -> true, ear);
        assertThat(host.awaitOpen(10_000)).isTrue();
        CountDownLatch gate = new CountDownLatch(1);
        journal.gate(gate);
        List<CompletableFuture<Decision>> answers = new ArrayList<>();
        for (long id = 1; id <= 20; id++) {
            answers.add(host.send(
                    new FloorCommand.ConfigureQueue(new QueueId(id), QueueRules.of(CLIENT, Channel.VOICE, List.of()))));
        }
        long refused = answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        assertThat(refused).isBetween(15L, 18L);
        assertThat(meters.counter("callosum.floor.busy").count()).isEqualTo(refused);
        assertThat(why(answers.getLast())).isEqualTo(FloorUnavailable.Why.BUSY);
        gate.countDown();
        assertThat(answers.getFirst().orTimeout(10, TimeUnit.SECONDS).join()).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aListenerThatFailsHarmsNeitherTheFloorNorTheOthers() throws InterruptedException {
        FloorListener broken = (tenant, position, event) -> {
            throw new IllegalStateException("broken");
        };
        FloorHost host = host("a", FloorSettings.NORMAL, (tenant, interaction) -> true, broken, ear);
        assertThat(host.awaitOpen(10_000)).isTrue();
        open(host);
        assertThat(ear.events).hasSize(4);
        assertThat(meters.counter("callosum.floor.faults", "kind", "IllegalStateException")
                        .count())
                .isEqualTo(4);
    }

    @Test
    void timeNeverRunsBackwards() throws InterruptedException {
        FloorHost host = host();
        open(host);
        long last = ear.events.getLast().atMillis();
        clock.addAndGet(-60_000);
        assertThat(accepted(host, new FloorCommand.GoNotReady(AMY, "break"))
                        .getFirst()
                        .atMillis())
                .isEqualTo(last);
    }

    @Test
    void aViewThatFailsTellsItsAskerOnly() throws InterruptedException {
        FloorHost host = host();
        assertThatThrownBy(() -> host.read(floor -> {
                            throw new IllegalArgumentException("no such thing");
                        })
                        .join())
                .hasCauseInstanceOf(IllegalArgumentException.class);
        open(host);
    }
}
