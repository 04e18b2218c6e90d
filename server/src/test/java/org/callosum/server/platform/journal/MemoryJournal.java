package org.callosum.server.platform.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A journal that lives as long as its object: for tests of what stands on journals, which may also ask it to
/// fail. Of one
/// tenant; the clock of its leases is moved by hand.
public final class MemoryJournal implements Journal, Ownership, Snapshots {
    private final List<String> events = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();
    private final MemoryRequests requests = new MemoryRequests();
    private @Nullable String owner;
    private long epoch;
    private long until;
    private long nowMillis;
    private Fault fault = Fault.NONE;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// What the next append shall do.
    public enum Fault {
        NONE,
        /// Stores the batch and says that nobody knows.
        STORED_UNCLEAR,
        /// Stores nothing and says that nobody knows.
        LOST_UNCLEAR
    }

    public synchronized void failNext(Fault next) {
        fault = next;
    }

    /// What nodes ask one another; its answers are stored with the events they stand on.
    public MemoryRequests requests() {
        return requests;
    }

    /// Another node takes the floor, whoever owned it.
    public synchronized void usurp(String node) {
        owner = node;
        epoch++;
        until = Long.MAX_VALUE;
    }

    /// Appends wait until the gate opens.
    public void gate(CountDownLatch gate) {
        this.gate = gate;
    }

    public synchronized void advance(long millis) {
        nowMillis += millis;
    }

    public synchronized List<String> stored() {
        return List.copyOf(events);
    }

    @Override
    public void append(
            long tenant, long epoch, long firstPosition, List<String> batch, List<FloorRequests.Answer> answers) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("An empty batch has nothing to append");
        }
        try {
            gate.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        List<Follower> told;
        synchronized (this) {
            Fault now = fault;
            fault = Fault.NONE;
            if (epoch != this.epoch || until <= nowMillis || firstPosition != events.size() + 1) {
                throw new NotOwnerException("epoch %d, position %d".formatted(epoch, firstPosition));
            }
            if (now != Fault.LOST_UNCLEAR) {
                events.addAll(batch);
                requests.store(answers);
            }
            if (now != Fault.NONE) {
                throw new UnclearCommitException("the connection broke", new IllegalStateException());
            }
            told = List.copyOf(followers);
        }
        told.forEach(Follower::catchUp);
        requests.tell(answers);
    }

    @Override
    public long read(long tenant, long after, Consumer<Entry> reader) {
        List<String> now = stored();
        for (long position = after + 1; position <= now.size(); position++) {
            reader.accept(new Entry(position, now.get((int) position - 1)));
        }
        return Math.max(after, now.size());
    }

    @Override
    public Following follow(long tenant, long after, String name, Consumer<List<Entry>> reader) {
        Follower follower = new Follower(after, reader);
        synchronized (this) {
            followers.add(follower);
        }
        follower.catchUp();
        return follower;
    }

    private final class Follower implements Following {
        private final Consumer<List<Entry>> reader;
        private long position;

        Follower(long position, Consumer<List<Entry>> reader) {
            this.position = position;
            this.reader = reader;
        }

        synchronized void catchUp() {
            List<Entry> batch = new ArrayList<>();
            read(0, position, batch::add);
            if (!batch.isEmpty()) {
                reader.accept(batch);
                position = batch.getLast().position();
            }
        }

        @Override
        public synchronized long position() {
            return position;
        }

        @Override
        public void close() {
            synchronized (MemoryJournal.this) {
                followers.remove(this);
            }
        }
    }

    @Override
    public synchronized @Nullable Term take(long tenant, String node, boolean restart) {
        if (owner == null || until <= nowMillis || (restart && owner.equals(node))) {
            owner = node;
            epoch++;
            until = nowMillis + termMillis();
            return new Term(tenant, epoch);
        }
        return null;
    }

    @Override
    public synchronized boolean renew(Term term) {
        if (term.epoch() != epoch || until <= nowMillis) {
            return false;
        }
        until = nowMillis + termMillis();
        return true;
    }

    @Override
    public synchronized void release(Term term) {
        if (term.epoch() == epoch) {
            until = nowMillis;
        }
    }

    @Override
    public long termMillis() {
        return 400;
    }

    @Override
    public synchronized void save(long tenant, Snapshot snapshot) {
        snapshots.add(snapshot);
    }

    @Override
    public synchronized @Nullable Snapshot newest(long tenant, int format) {
        return snapshots.isEmpty() ? null : snapshots.getLast();
    }
}
