package org.callosum.voice.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The thread that owns all legs: it reads their sockets, carries out orders, and ticks every 20 ms.
///
/// Ticks are absolute (`next += 20 ms`), so lateness does not add up; more than 60 ms late it skips ahead instead of
/// sending a burst. Orders come through a queue that is emptied at each turn, at most 100 000 deep: only this
/// program's own commands go in, and each is bounded by the legs there are.
public final class MediaThread implements AutoCloseable {
    public static final long TICK_NANOS = 20_000_000;
    private static final long MOST_LATE_NANOS = 60_000_000;
    private static final int MOST_ORDERS = 100_000;

    /// What happens every 20 ms.
    @FunctionalInterface
    public interface Ticker {
        void tick(long nanos);
    }

    private final Selector selector;
    private final VoiceClock clock;
    private final Ticker ticker;
    private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ByteBuffer buffer = ByteBuffer.allocate(2_048);
    private final LongAdder failures;
    private final LongAdder skipped;
    private final LongAdder refused;
    private final Thread thread;
    private volatile boolean running = true;

    public MediaThread(String name, VoiceClock clock, Counters counters, Ticker ticker) throws IOException {
        this.selector = Selector.open();
        this.clock = clock;
        this.ticker = ticker;
        this.failures = counters.of("media.fault");
        this.skipped = counters.of("media.tick-skipped");
        this.refused = counters.of("media.order-refused");
        this.thread =
                Thread.ofPlatform().name(name).priority(Thread.MAX_PRIORITY).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Carries out `order` on this thread, in the order of submission; from the thread itself, at the next turn.
    public void submit(Runnable order) {
        if (waiting.incrementAndGet() > MOST_ORDERS) {
            waiting.decrementAndGet();
            refused.increment();
            return;
        }
        orders.add(order);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    /// Reads `port` from now on. On the media thread, or before it starts.
    public void register(DatagramPort port) {
        try {
            port.channel().register(selector, SelectionKey.OP_READ, port);
        } catch (ClosedChannelException e) {
            failures.increment(); // closed between opening and here: its leg ended meanwhile
        }
    }

    private void run() {
        var next = clock.nanos() + TICK_NANOS;
        while (running) {
            try {
                var wait = next - clock.nanos();
                if (wait > 0) {
                    // rounded up: waking a fraction of a millisecond early would spin until the tick
                    selector.select(this::readable, (wait + 999_999) / 1_000_000);
                } else {
                    selector.selectNow(this::readable);
                }
                carryOut();
                var now = clock.nanos();
                if (now >= next) {
                    if (now - next > MOST_LATE_NANOS) {
                        skipped.add((now - next) / TICK_NANOS);
                        next = now;
                    }
                    ticker.tick(now);
                    next += TICK_NANOS;
                }
            } catch (IOException | RuntimeException e) {
                failures.increment();
            }
        }
        carryOut();
    }

    private void readable(SelectionKey key) {
        if (key.attachment() instanceof DatagramPort port) {
            port.drain(buffer, clock, failures);
        }
    }

    private void carryOut() {
        for (Runnable order; (order = orders.poll()) != null; ) {
            waiting.decrementAndGet();
            try {
                order.run();
            } catch (RuntimeException e) {
                failures.increment(); // one leg's order never harms another leg
            }
        }
    }

    /// Stops after the orders already submitted; waits at most two seconds.
    @Override
    public void close() {
        running = false;
        selector.wakeup();
        try {
            thread.join(2_000);
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failures.increment();
        }
    }
}
