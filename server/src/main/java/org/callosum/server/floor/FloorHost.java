package org.callosum.server.floor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.server.floor.FloorUnavailable.Why;
import org.callosum.server.platform.journal.FloorEventCodec;
import org.callosum.server.platform.journal.FloorRequestCodec;
import org.callosum.server.platform.journal.FloorRequests;
import org.callosum.server.platform.journal.Journal;
import org.callosum.server.platform.journal.Ownership;
import org.callosum.server.platform.journal.Ownership.Term;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One tenant's floor on a thread of its own. Commands that came while a commit was under way are decided
/// together and
/// go into the next one (group commit); nobody hears of an event before it is durable. Whoever loses ownership
/// forgets
/// the floor and, when it is theirs again, rebuilds it from what is stored (`docs/decisions/0051`).
///
/// While another node owns the floor it is followed here: views read a copy, commands go to the owner, and at its end
/// the copy becomes the floor (`docs/decisions/0004`).
final class FloorHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FloorHost.class);

    private final long tenant;
    private final FloorCluster cluster;
    private final Journal journal;
    private final Ownership ownership;
    private final FloorRecovery recovery;
    private final FloorSettings settings;
    private final InstantSource clock;
    private final FloorAudience audience;
    private final FloorCounters counters;
    private final Executor answers;
    private final Function<Floor, List<FloorCommand>> opening;
    private final Function<Floor, List<FloorCommand>> interruptions;
    private final BlockingQueue<Request> requests;
    private final Thread thread;
    private final CountDownLatch firstOpening = new CountDownLatch(1);
    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final AtomicBoolean askedNoticed = new AtomicBoolean();
    private final AtomicBoolean answeredNoticed = new AtomicBoolean();
    private volatile boolean owning;
    private volatile boolean following;
    private volatile boolean doubted;
    private volatile boolean closed;

    // Of the floor's thread only:
    private final List<FloorEvent> heard = new ArrayList<>();
    private final FloorQuestions questions;
    private @Nullable FloorCopy copy;

    private long position;
    private long lastSnapshot;
    private long lastMillis;

    /// A command's share of the batch in hand.
    private record Decided(Request.Send asked, Decision decision) {}

    /// What of the floor nobody hears any more is to be interrupted; also asked for when a node has gone.
    ///
    /// @param cluster this node and the others
    /// @param opening commands to be decided first whenever the floor has been recovered
    /// @param answers runs what callers hang on the futures, so that the floor's thread does not
    FloorHost(
            long tenant,
            FloorCluster cluster,
            Journal journal,
            Ownership ownership,
            FloorRecovery recovery,
            FloorSettings settings,
            InstantSource clock,
            FloorAudience audience,
            FloorCounters counters,
            Executor answers,
            Function<Floor, List<FloorCommand>> opening,
            Function<Floor, List<FloorCommand>> interruptions) {
        this.tenant = tenant;
        this.cluster = cluster;
        this.journal = journal;
        this.ownership = ownership;
        this.recovery = recovery;
        this.settings = settings;
        this.clock = clock;
        this.audience = audience;
        this.counters = counters;
        this.answers = answers;
        this.opening = opening;
        this.interruptions = interruptions;
        this.questions = new FloorQuestions(tenant, cluster, answers);
        this.requests = new ArrayBlockingQueue<>(settings.maxWaitingCommands());
        this.thread = Thread.ofPlatform().daemon().name("floor-" + tenant).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Waits until the floor is open here.
    ///
    /// @return false if another node owned it all the while
    boolean awaitOpen(long millis) throws InterruptedException {
        return firstOpening.await(millis, TimeUnit.MILLISECONDS);
    }

    /// Waits until it is known whether the floor is ours. At once, except while the first attempt is under way;
    /// never on the
    /// floor's own thread.
    void awaitAttempt(long millis) throws InterruptedException {
        if (Thread.currentThread() != thread && !firstAttempt.await(millis, TimeUnit.MILLISECONDS)) {
            LOG.warn("Tenant {}: the floor is slow to open", tenant);
        }
    }

    boolean owning() {
        return owning;
    }

    CompletableFuture<Decision> send(FloorCommand command) {
        CompletableFuture<Decision> answer = new CompletableFuture<>();
        submit(Request.Send.now(command, answer), answer);
        return answer;
    }

    /// Runs on the floor's thread between two batches: everything the view sees is durable.
    <T> CompletableFuture<T> read(Function<Floor, T> view) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        submit(new Request.Read<>(view, answer), answer);
        return answer;
    }

    /// Another node has asked for a decision.
    void asked() {
        look(askedNoticed);
    }

    /// The owner has answered.
    void answered() {
        look(answeredNoticed);
    }

    /// A node has come or gone.
    void nodesChanged() {
        doubted = true;
        look(askedNoticed);
    }

    /// A full queue needs no such word: the host looks anyway at the next renewal.
    private void look(AtomicBoolean noticed) {
        if (noticed.compareAndSet(false, true) && !requests.offer(Request.Look.AROUND)) {
            LOG.debug("Tenant {}: the floor looks later", tenant);
        }
    }

    private void submit(Request request, CompletableFuture<?> answer) {
        if (!owning && !following) {
            answer.completeExceptionally(
                    new FloorUnavailable(Why.FOLLOWING, "The floor of tenant " + tenant + " is not open here"));
        } else if (!requests.offer(request)) {
            counters.busy();
            answer.completeExceptionally(new FloorUnavailable(
                    Why.BUSY, "%d commands are waiting for the floor of tenant %d".formatted(requests.size(), tenant)));
        } else if (!owning && !following) {
            // Lost in between: the thread may have emptied the queue before this request came.
            drop(Why.FOLLOWING, "The floor of tenant " + tenant + " was just lost");
        }
    }

    private void run() {
        boolean first = true;
        while (!closed) {
            Term term = null;
            boolean stays = false;
            try {
                long asked = System.nanoTime();
                term = ownership.take(tenant, cluster.name(), first);
                first = false;
                if (term == null) {
                    follow();
                    stays = !closed;
                } else {
                    serve(term, asked);
                }
            } catch (InterruptedException stop) {
                LOG.debug("The floor of tenant {} is told to stop", tenant);
            } catch (Journal.NotOwnerException | Journal.UnclearCommitException lost) {
                LOG.warn("Tenant {}: ownership given up, recovering: {}", tenant, lost.getMessage());
                counters.lost();
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: the floor stopped with a fault and is rebuilt from its journal", tenant, fault);
                counters.fault(fault);
                pauseQuietly(1_000);
            } finally {
                firstAttempt.countDown();
                if (!stays) {
                    giveUp(term);
                }
            }
        }
    }

    private void giveUp(@Nullable Term term) {
        boolean had = owning || following;
        owning = false;
        following = false;
        FloorCopy old = copy;
        copy = null;
        if (old != null) {
            old.close();
        }
        questions.failAll();
        drop(Why.LOST, "The floor of tenant " + tenant + " was lost or is stopping");
        if (had) {
            audience.lost(tenant);
        }
        if (term != null) {
            try {
                ownership.release(term);
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: the lease runs out by itself: {}", tenant, fault.getMessage());
            }
        }
    }

    private void drop(Why why, String message) {
        List<Request> left = new ArrayList<>();
        requests.drainTo(left);
        for (Request request : left) {
            switch (request) {
                case Request.Send(var _, var answer, var _) -> fail(answer, why, message);
                case Request.Read<?>(var _, var answer) -> fail(answer, why, message);
                case Request.Asked _, Request.Grown _, Request.Look _ -> {
                    // whoever asked finds the next owner; the rest is read again
                }
            }
        }
    }

    private void fail(CompletableFuture<?> answer, Why why, String message) {
        answers.execute(() -> answer.completeExceptionally(new FloorUnavailable(why, message)));
    }

    /// Follows the owner for a part of a term; then the host tries again to own the floor itself.
    private void follow() throws InterruptedException {
        FloorCopy here = copy;
        boolean opened = here == null;
        if (here == null) {
            following = true;
            here = new FloorCopy(tenant, recovery.recover(tenant), journal, audience, this::grown);
            copy = here;
            firstAttempt.countDown();
            LOG.info("Tenant {}: another node owns the floor; followed from {} on", tenant, here.position());
        }
        if (opened) {
            // What ended here while nobody was followed is still on the owner's floor.
            ask(interruptions.apply(here.floor()).stream()
                    .map(command -> new FloorQuestions.Ask(command, new CompletableFuture<>()))
                    .toList());
        }
        List<Request> batch = new ArrayList<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ownership.termMillis() / Lease.RENEWALS);
        for (long left = until - System.nanoTime(); left > 0 && !closed; left = until - System.nanoTime()) {
            Request first = requests.poll(left, TimeUnit.NANOSECONDS);
            if (first != null) {
                batch.clear();
                batch.add(first);
                requests.drainTo(batch, settings.maxBatch() - 1);
                attend(here, batch);
            }
        }
        if (!questions.isEmpty()) {
            questions.collect(here.position());
            questions.giveUpOld();
        }
    }

    private void attend(FloorCopy here, List<Request> batch) {
        List<FloorQuestions.Ask> asks = new ArrayList<>();
        try {
            for (Request request : batch) {
                switch (request) {
                    case Request.Grown(var entries) -> here.take(entries);
                    case Request.Send(var _, var answer, var _)
                    when questions.size() + asks.size() >= settings.maxWaitingCommands() -> {
                        counters.busy();
                        fail(answer, Why.BUSY, "Too many commands wait for the owner of the floor of tenant " + tenant);
                    }
                    case Request.Send(var command, var answer, var _) ->
                        asks.add(new FloorQuestions.Ask(command, answer));
                    case Request.Read<?> _, Request.Asked _, Request.Look _ -> {
                        // views read the copy once all of the batch is in; the rest is the owner's
                    }
                }
            }
            ask(asks);
            if (answeredNoticed.getAndSet(false)) {
                questions.collect(here.position());
            }
            askedNoticed.set(false);
            questions.reached(here.position());
            for (Request request : batch) {
                if (request instanceof Request.Read<?> read) {
                    read.answer(here.floor(), answers);
                }
            }
        } catch (RuntimeException fault) {
            failAll(batch);
            throw fault;
        }
    }

    private void ask(List<FloorQuestions.Ask> asks) {
        if (!asks.isEmpty()) {
            questions.ask(asks);
        }
    }

    /// Called by the copy's follower, who waits while the host is busy.
    private void grown(List<Journal.Entry> entries) {
        Request request = new Request.Grown(entries);
        try {
            while (!closed && following && !requests.offer(request, 100, TimeUnit.MILLISECONDS)) {
                LOG.debug("Tenant {}: the copy of the floor is behind", tenant);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// The floor as it is stored: from the copy, if it was followed here.
    private FloorRecovery.Recovered current(List<Request> carried) {
        FloorCopy here = copy;
        if (here == null) {
            return recovery.recover(tenant);
        }
        FloorRecovery.Recovered recovered = here.finish();
        requests.drainTo(carried);
        carried.removeIf(request -> request instanceof Request.Grown || request instanceof Request.Look);
        copy = null;
        questions.collect(recovered.position());
        return recovered;
    }

    private void serve(Term term, long takenNanos) throws InterruptedException {
        long began = System.nanoTime();
        List<Request> carried = new ArrayList<>();
        FloorRecovery.Recovered recovered = current(carried);
        Floor floor = recovered.floor();
        position = recovered.position();
        lastSnapshot = recovered.snapshotPosition();
        lastMillis = Math.max(lastMillis, recovered.lastMillis());
        heard.clear();
        LOG.info(
                "Tenant {}: owner in epoch {}, {} events after snapshot {} replayed in {} ms",
                tenant,
                term.epoch(),
                position - lastSnapshot,
                lastSnapshot,
                (System.nanoTime() - began) / 1_000_000);
        audience.recovered(tenant, floor);
        List<Request> batch = new ArrayList<>();
        for (FloorCommand command : opening.apply(floor)) {
            batch.add(Request.Send.now(command, new CompletableFuture<>()));
        }
        step(term, floor, batch);
        owning = true;
        following = false;
        askedNoticed.set(true);
        batch.clear();
        asked(batch);
        batch.addAll(carried);
        step(term, floor, batch);
        firstOpening.countDown();
        firstAttempt.countDown();
        Lease lease = new Lease(ownership, term, takenNanos, System::nanoTime);
        while (!closed) {
            batch.clear();
            long untilRenewal = TimeUnit.NANOSECONDS.toMillis(lease.nanosUntilDue());
            long untilTimer = floor.nextDeadlineMillis() - clock.millis();
            Request first = requests.poll(Math.max(0, Math.min(untilRenewal, untilTimer)), TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                requests.drainTo(batch, settings.maxBatch() - 1);
            }
            if (lease.nanosUntilDue() <= 0) {
                try {
                    lease.prolong();
                } catch (RuntimeException lost) {
                    failAll(batch);
                    throw lost;
                }
                if (cluster.others().getAsBoolean()) {
                    askedNoticed.set(true); // a word of another node may have been lost
                }
            }
            asked(batch);
            if (doubted) {
                doubted = false;
                interruptions
                        .apply(floor)
                        .forEach(command -> batch.add(Request.Send.now(command, new CompletableFuture<>())));
            }
            step(term, floor, batch);
        }
    }

    /// Adds what other nodes ask, and this one asked before it became the owner.
    private void asked(List<Request> batch) {
        if (!askedNoticed.getAndSet(false)) {
            return;
        }
        List<Long> gone = new ArrayList<>();
        for (FloorRequests.Asked one : cluster.requests().unanswered(tenant, settings.maxBatch())) {
            CompletableFuture<Decision> own = one.node() == cluster.node() ? questions.own(one.id()) : null;
            if (own != null) {
                batch.add(Request.Send.now(FloorRequestCodec.command(one.command()), own));
            }
            if (one.node() == cluster.node() || !cluster.present().test(one.node())) {
                gone.add(one.id());
            } else {
                batch.add(new Request.Asked(one.id(), FloorRequestCodec.command(one.command())));
            }
        }
        if (!gone.isEmpty()) {
            cluster.requests().drop(tenant, gone);
        }
    }

    private void failAll(List<Request> batch) {
        for (Request request : batch) {
            switch (request) {
                case Request.Send(var _, var answer, var _) -> fail(answer, Why.LOST, "The floor was lost");
                case Request.Read<?>(var _, var answer) -> fail(answer, Why.LOST, "The floor was lost");
                case Request.Asked _, Request.Grown _, Request.Look _ -> {
                    // whoever asked finds the next owner; the rest is read again
                }
            }
        }
    }

    /// Decides, stores, tells; in this order.
    private void step(Term term, Floor floor, List<Request> batch) {
        List<Decided> decided = new ArrayList<>(batch.size());
        Map<Long, Decision> elsewhere = new LinkedHashMap<>();
        try {
            long now = now();
            for (Request request : batch) {
                switch (request) {
                    case Request.Send send -> decided.add(new Decided(send, hear(floor.handle(send.command(), now))));
                    case Request.Asked(var id, var command) -> elsewhere.put(id, hear(floor.handle(command, now)));
                    case Request.Read<?> _, Request.Grown _, Request.Look _ -> {
                        // views come after the commit
                    }
                }
            }
            if (floor.nextDeadlineMillis() <= now) {
                // Timers after commands: an answer that came on the deadline counts.
                hear(floor.handle(new FloorCommand.AdvanceTime(), now));
            }
            store(term, elsewhere);
        } catch (RuntimeException fault) {
            heard.clear();
            failAll(batch);
            throw fault;
        }
        for (int i = 0; i < heard.size(); i++) {
            audience.committed(tenant, position - heard.size() + i + 1, heard.get(i));
        }
        long published = System.nanoTime();
        for (Decided one : decided) {
            counters.decided(one.decision());
            counters.published(published - one.asked().sinceNanos());
            one.asked().answer().completeAsync(one::decision, answers);
        }
        elsewhere.values().forEach(counters::decided);
        heard.clear();
        for (Request request : batch) {
            if (request instanceof Request.Read<?> read) {
                read.answer(floor, answers);
            }
        }
        if (position - lastSnapshot >= settings.snapshotEvery()) {
            lastSnapshot = position;
            recovery.snapshot(tenant, position, floor);
        }
    }

    private Decision hear(Decision decision) {
        if (decision instanceof Decision.Accepted(var events)) {
            heard.addAll(events);
        }
        return decision;
    }

    private void store(Term term, Map<Long, Decision> elsewhere) {
        List<FloorRequests.Answer> answered = new ArrayList<>(elsewhere.size());
        long reached = position + heard.size();
        elsewhere.forEach((id, decision) -> answered.add(new FloorRequests.Answer(
                id, FloorRequestCodec.write(new FloorRequestCodec.Answer(decision, reached)))));
        if (heard.isEmpty()) {
            if (!answered.isEmpty()) {
                cluster.requests().answer(tenant, answered);
            }
            return;
        }
        List<String> texts = new ArrayList<>(heard.size());
        for (FloorEvent event : heard) {
            texts.add(FloorEventCodec.write(event));
        }
        long began = System.nanoTime();
        journal.append(tenant, term.epoch(), position + 1, texts, answered);
        position += texts.size();
        counters.committed(texts.size(), System.nanoTime() - began);
    }

    /// Never backwards, whatever the machine's clock does: events are in order of their times.
    private long now() {
        lastMillis = Math.max(lastMillis, clock.millis());
        return lastMillis;
    }

    private void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private void pauseQuietly(long millis) {
        try {
            pause(closed ? 0 : millis);
        } catch (InterruptedException stop) {
            LOG.debug("The floor of tenant {} is told to stop", tenant);
        }
    }

    /// Stops after the batch in hand and gives the floor free.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
