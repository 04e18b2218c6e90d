package org.callosum.voice.io;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Tells events one after another on one thread. The queue has no hard end, since an event dropped is a call lost;
/// instead [#crowded] turns true at 10 000 waiting events and the engine then refuses new calls.
public final class EventThread implements AutoCloseable {
    private static final int CROWD = 10_000;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final LongAdder failures;
    private final Thread thread;
    private volatile boolean running = true;

    public EventThread(String name, Counters counters) {
        failures = counters.of("listener.failed");
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    public void tell(Runnable event) {
        events.add(event);
    }

    public boolean crowded() {
        return events.size() > CROWD;
    }

    private void run() {
        while (running || !events.isEmpty()) {
            try {
                var event = events.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures.increment();
            }
        }
    }

    /// Tells what is waiting, at most for two seconds more.
    @Override
    public void close() {
        running = false;
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
