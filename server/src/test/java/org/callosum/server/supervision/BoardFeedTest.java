package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// On virtual time: the feed reads its clock from here.
class BoardFeedTest {
    private static final long TENANT = 1;
    private static final long SUE = 71;
    private static final ClientId HARBOUR = new ClientId(2);
    private static final ClientId NORTHLIGHT = new ClientId(3);
    private static final QueueId ORDERS = new QueueId(11);
    private static final QueueId FAULTS = new QueueId(12);
    private static final AgentId AMY = new AgentId(31);
    private static final AgentId BO = new AgentId(32);
    private static final ClientScope ALL = new ClientScope.All();
    private static final ClientScope HARBOUR_ONLY = new ClientScope.Only(List.of(HARBOUR));
    private static final ClientScope NORTHLIGHT_ONLY = new ClientScope.Only(List.of(NORTHLIGHT));

    /// @param account null for what went to everybody
    private record Sent(long atMillis, @Nullable Long account, ClientScope reader, FloorChange change) {}

    private final List<Sent> sent = new ArrayList<>();
    private final List<ClientScope> readers = new ArrayList<>(List.of(ALL));
    private long nowMillis = 1_000_000;
    private boolean watched = true;
    private boolean broken;
    private int asked;

    // The floor as it is:
    private int waiting;
    private boolean faultsRing;
    private boolean amyTalksForNorthlight;
    private boolean boIsHere = true;
    private boolean faultsAreServed = true;

    private final BoardFeed feed = new BoardFeed(
            _ -> {
                asked++;
                return broken
                        ? CompletableFuture.failedFuture(new IllegalStateException("no floor"))
                        : CompletableFuture.completedFuture(rows());
            },
            new BoardFeed.Audience() {
                @Override
                public boolean watches(long tenant) {
                    return watched;
                }

                @Override
                public void tellEach(long tenant, Function<ClientScope, @Nullable Object> payloadFor) {
                    for (ClientScope reader : readers) {
                        if (payloadFor.apply(reader) instanceof FloorChange change) {
                            sent.add(new Sent(nowMillis, null, reader, change));
                        }
                    }
                }

                @Override
                public void tell(long tenant, long account, Object payload) {
                    sent.add(new Sent(nowMillis, account, ALL, (FloorChange) payload));
                }
            },
            () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));

    private BoardRows rows() {
        var queues = new LinkedHashMap<QueueId, BoardRows.SeenQueue>();
        queues.put(ORDERS, new BoardRows.SeenQueue(HARBOUR, queue(ORDERS, HARBOUR, waiting)));
        if (faultsAreServed) {
            queues.put(FAULTS, new BoardRows.SeenQueue(NORTHLIGHT, queue(FAULTS, NORTHLIGHT, faultsRing ? 1 : 0)));
        }
        var agents = new LinkedHashMap<AgentId, BoardRows.SeenAgent>();
        agents.put(
                AMY,
                new BoardRows.SeenAgent(
                        List.of(HARBOUR, NORTHLIGHT),
                        amyTalksForNorthlight ? NORTHLIGHT : HARBOUR,
                        agent(
                                AMY,
                                "talk",
                                amyTalksForNorthlight ? FAULTS : ORDERS,
                                amyTalksForNorthlight ? "9" : "8")));
        if (boIsHere) {
            agents.put(BO, new BoardRows.SeenAgent(List.of(NORTHLIGHT), null, agent(BO, "ready", null, null)));
        }
        return new BoardRows(Instant.ofEpochMilli(nowMillis), queues, agents);
    }

    private static QueueRow queue(QueueId id, ClientId client, int waiting) {
        return new QueueRow(
                id.toString(),
                Text.english("Queue " + id),
                client.toString(),
                waiting,
                0,
                waiting == 0 ? null : Instant.ofEpochMilli(900_000),
                new QueueRow.QueueAgents(1, 0, 1, 0, 0),
                0,
                new QueueRow.QueueToday(0, 0, 0, 0, 0, new QueueRow.LevelToday(0, 0, "sl_no_short", 20, 80), 0, 0, 0));
    }

    private static AgentRow agent(AgentId id, String state, @Nullable QueueId queue, @Nullable String interaction) {
        return new AgentRow(
                id.toString(),
                "Agent " + id,
                null,
                state,
                null,
                Instant.ofEpochMilli(900_000),
                queue == null ? null : queue.toString(),
                interaction,
                "browser",
                0.5,
                List.of());
    }

    private void run(long millis) {
        for (long end = nowMillis + millis; nowMillis < end; nowMillis++) {
            feed.tick();
        }
    }

    /// Somebody watches and knows the board as it is.
    private void begin() {
        feed.joined(TENANT, SUE, ALL);
        run(600);
        sent.clear();
    }

    private void change(Runnable what) {
        what.run();
        feed.changed(TENANT);
    }

    @Test
    void howeverMuchHappensNoPageGetsMoreThanFourMessagesASecond() {
        begin();
        var chance = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            change(() -> waiting++);
            if (chance.nextInt(400) == 0) {
                feed.joined(TENANT, SUE, ALL);
            }
            run(1);
        }
        run(600);
        List<Long> times = sent.stream().map(Sent::atMillis).toList();
        assertThat(times).hasSizeGreaterThan(70);
        for (int i = 4; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 4))
                    .as("five messages from %d on", times.get(i - 4))
                    .isGreaterThanOrEqualTo(1_000);
        }
        assertThat(sent.getLast().change().queues())
                .extracting(QueueRow::waiting)
                .contains(20_000);
    }

    @Test
    void aChangeAfterAQuietMomentIsToldAtOnce() {
        begin();
        run(3_000);
        long at = nowMillis;
        change(() -> waiting = 3);
        run(100);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().atMillis()).isEqualTo(at);
    }

    @Test
    void onlyChangedRowsAreToldAndAGrowingWaitIsNoChange() {
        waiting = 2;
        begin();
        for (int i = 0; i < 60; i++) {
            feed.changed(TENANT);
            run(1_000);
        }
        assertThat(sent).isEmpty();
        change(() -> waiting = 3);
        run(300);
        FloorChange change = sent.getFirst().change();
        assertThat(sent).hasSize(1);
        assertThat(change.agents()).isNull();
        assertThat(change.queues()).extracting(QueueRow::id).containsExactly(ORDERS.toString());
        assertThat(Objects.requireNonNull(change.queues()).getFirst().longestWaitMillis())
                .isEqualTo(sent.getFirst().atMillis() - 900_000);
    }

    @Test
    void whoBeginsToWatchGetsTheWholeBoardOfTheirClientsAndTheOthersNothing() {
        begin();
        feed.joined(TENANT, 72, NORTHLIGHT_ONLY);
        run(1_000);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().account()).isEqualTo(72);
        assertThat(sent.getFirst().change().queues()).extracting(QueueRow::id).containsExactly(FAULTS.toString());
        assertThat(sent.getFirst().change().agents()).hasSize(2);
    }

    @Test
    void aChangeDuringAGreetingIsNotLost() {
        begin();
        change(() -> waiting = 5);
        feed.joined(TENANT, 72, ALL);
        run(600);
        assertThat(sent).extracting(Sent::account).containsExactlyInAnyOrder(72L, null);
        assertThat(sent)
                .allSatisfy(one -> assertThat(one.change().queues())
                        .filteredOn(row -> row.id().equals(ORDERS.toString()))
                        .extracting(QueueRow::waiting)
                        .containsExactly(5));
    }

    @Test
    void nobodyHearsOfAnotherClientsQueueOrOfTheCallAnAgentTakesForIt() {
        readers.clear();
        readers.add(HARBOUR_ONLY);
        begin();
        change(() -> faultsRing = true);
        run(300);
        assertThat(sent).isEmpty();
        change(() -> amyTalksForNorthlight = true);
        run(300);
        assertThat(sent).hasSize(1);
        AgentRow amy = Objects.requireNonNull(sent.getFirst().change().agents()).getFirst();
        assertThat(amy.state()).isEqualTo("talk");
        assertThat(amy.queueId()).isNull();
        assertThat(amy.interactionId()).isNull();
        change(() -> boIsHere = false);
        run(300);
        assertThat(sent).as("Bo serves Northlight only").hasSize(1);
    }

    @Test
    void whoLeavesTheBoardIsSignedOutThere() {
        begin();
        change(() -> boIsHere = false);
        run(300);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().change().agents())
                .extracting(AgentRow::agentId, AgentRow::state)
                .containsExactly(tuple(BO.toString(), "signed-out"));
    }

    @Test
    void aRetiredQueuesRowDisappearsFromThePagesThatShowedItAndFromNoOther() {
        readers.add(HARBOUR_ONLY);
        begin();
        change(() -> faultsAreServed = false);
        run(300);
        assertThat(sent).singleElement().satisfies(message -> {
            assertThat(message.reader()).isEqualTo(ALL);
            assertThat(message.change().goneQueues()).containsExactly(FAULTS.toString());
            assertThat(message.change().queues()).isNull();
        });
        run(10_000);
        assertThat(sent).as("it is told once").hasSize(1);
    }

    @Test
    void nothingIsMadeForATenantThatNobodyWatches() {
        watched = false;
        change(() -> waiting = 1);
        run(10_000);
        assertThat(asked).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void afterAFailureTheNextLookMakesUpForIt() {
        begin();
        broken = true;
        change(() -> waiting = 4);
        run(1_000);
        assertThat(sent).isEmpty();
        assertThat(asked).isLessThan(10);
        broken = false;
        run(300);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().change().queues())
                .extracting(QueueRow::waiting)
                .containsExactly(4);
    }
}
