package org.callosum.server.rehearsal;

import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.floor.Arrival;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.floor.FloorListener;
import org.callosum.server.floor.Floors;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.BenchCentre;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What `./callosum bench floor-view` starts: a fresh house full of agents whose states change as often as asked, by
/// commands to the real floor: customers without a voice arrive, are answered and leave; agents take breaks. What pages
/// see comes by the same way as on any other day.
@Component
@Order(100)
@ConditionalOnProperty("callosum.bench.floor.agents")
class BenchFloor implements ApplicationRunner, FloorListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BenchFloor.class);
    private static final int TRIES = 600;
    private static final int QUEUES = 20;
    private static final long TICK_MILLIS = 10;
    private static final long RING_MILLIS = 1_500;
    private static final long TALK_MILLIS = 12_000;
    /// Commands under way; what does not fit is left out and counted.
    private static final int MOST_OPEN = 500;

    private final Tenancy tenancy;
    private final BenchCentre centre;
    private final Floors floors;
    private final Ids ids;
    private final JdbcClient database;
    private final int agents;
    private final double changesPerSecond;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bench-floor").daemon().factory());
    private final Semaphore open = new Semaphore(MOST_OPEN);
    private final AtomicLong leftOut = new AtomicLong();
    private final ConcurrentLinkedQueue<Due> heard = new ConcurrentLinkedQueue<>();

    /// Owned by the clock's thread.
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(java.util.Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));

    private final Random chance = new Random(4711);
    private volatile long tenant;
    private List<QueueId> queues = List.of();
    private List<AgentId> people = List.of();
    private boolean[] resting = {};
    private double owed;
    private int turn;

    private record Due(long atNanos, long order, FloorCommand command) {}

    /// @param agents how many
    /// @param changesPerSecond state changes of agents
    BenchFloor(
            Tenancy tenancy,
            BenchCentre centre,
            Floors floors,
            Ids ids,
            JdbcClient database,
            @Value("${callosum.bench.floor.agents}") int agents,
            @Value("${callosum.bench.floor.changes:100}") double changesPerSecond) {
        this.tenancy = tenancy;
        this.centre = centre;
        this.floors = floors;
        this.ids = ids;
        this.database = database;
        this.agents = agents;
        this.changesPerSecond = changesPerSecond;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long house = tenancy.tenants().getFirst().id();
        var floor = centre.installFloor(house, agents, QUEUES);
        queues = floor.queues();
        people = floor.agents();
        resting = new boolean[people.size()];
        startWork(house, people.getLast()); // the floor hears of agents in their order: it knows the others by now
        people.stream()
                .limit(people.size() - 1L)
                .map(agent -> floors.send(house, new FloorCommand.SignIn(agent))
                        .thenCompose(_ -> floors.send(house, new FloorCommand.GoReady(agent))))
                .toList()
                .forEach(CompletableFuture::join);
        tenant = house;
        clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        System.out.println("Bench floor: %d agents, %.0f changes a second".formatted(people.size(), changesPerSecond));
    }

    /// The floor hears of an agent soon after the commit; until then it does not know them.
    private void startWork(long house, AgentId agent) {
        for (int i = 0; i < TRIES; i++) {
            var signedIn = floors.send(house, new FloorCommand.SignIn(agent)).join();
            if (signedIn instanceof Decision.Accepted) {
                floors.send(house, new FloorCommand.GoReady(agent)).join();
                return;
            }
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
                    .join();
        }
        throw new IllegalStateException("The floor does not know agent %s of the bench".formatted(agent));
    }

    /// Each command is one change of somebody's state, except an arrival that finds nobody ready.
    private void tick() {
        try {
            for (Due next = heard.poll(); next != null; next = heard.poll()) {
                due.add(next);
            }
            owed = Math.min(owed + changesPerSecond * TICK_MILLIS / 1_000, changesPerSecond);
            long now = System.nanoTime();
            for (; owed >= 1; owed--) {
                Due first = due.peek();
                if (first != null && first.atNanos() - now <= 0) {
                    due.remove();
                    send(first.command());
                } else if (turn++ % 2 == 0) {
                    arrive();
                } else {
                    rest();
                }
            }
        } catch (RuntimeException fault) {
            LOG.error("The bench's floor stumbled; it goes on", fault); // a schedule ends with the first exception
        }
    }

    private void arrive() {
        var interaction = new InteractionId(ids.next());
        QueueId queue = queues.get(chance.nextInt(queues.size()));
        tenancy.asSystem(
                tenant,
                () -> database.sql("""
                        insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at)
                        select :id, tenant_id, client_id, 'in', 'voice', now() from queue where id = :queue""")
                        .param("id", interaction.value())
                        .param("queue", queue.value())
                        .update());
        send(new FloorCommand.Enqueue(interaction, queue, Arrival.plain(0)));
    }

    private void rest() {
        int who = chance.nextInt(people.size());
        resting[who] = !resting[who];
        send(
                resting[who]
                        ? new FloorCommand.GoNotReady(people.get(who), "break")
                        : new FloorCommand.GoReady(people.get(who)));
    }

    private void send(FloorCommand command) {
        if (!open.tryAcquire()) {
            if (leftOut.incrementAndGet() % MOST_OPEN == 1) {
                LOG.warn("The floor is behind: {} changes of the bench were left out so far", leftOut.get());
            }
            return;
        }
        floors.send(tenant, command).whenComplete((_, _) -> open.release());
    }

    @Override
    public void committed(long of, long position, FloorEvent event) {
        if (of != tenant) {
            return;
        }
        switch (event) {
            case FloorEvent.OfferMade e -> later(RING_MILLIS, position, new FloorCommand.AcceptOffer(e.offer()));
            case FloorEvent.OfferAccepted e ->
                later(TALK_MILLIS, position, new FloorCommand.EndConversation(e.interaction(), EndedBy.CUSTOMER));
            default -> {} // a bench follows what it began, and nothing else
        }
    }

    private void later(long millis, long order, FloorCommand command) {
        heard.add(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), order, command));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
