package org.callosum.voice.io;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Runs what it is given one after another on a thread of its own. The queue has no hard end, since an order or an
/// event dropped is a call lost; instead [#crowded] turns true at 10 000 waiting and the engine then refuses new calls,
/// which is where everything in the queue comes from.
public final class SerialThread implements AutoCloseable {
    private static final int CROWD = 10_000;

    private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final LongAdder failures;
    private final Consumer<RuntimeException> faults;
    private final Thread thread;
    private volatile boolean running = true;

    /// @param failureCounter counts orders that threw
    /// @param faultListener hears what they threw; must not throw itself
    public SerialThread(String name, LongAdder failureCounter, Consumer<RuntimeException> faultListener) {
        failures = failureCounter;
        faults = faultListener;
        thread = Thread.ofPlatform().name(name).daemon().start(this::work);
    }

    public void run(Runnable order) {
        orders.add(order);
    }

    public boolean crowded() {
        return orders.size() > CROWD;
    }

    private void work() {
        while (running || !orders.isEmpty()) {
            try {
                var order = orders.poll(100, TimeUnit.MILLISECONDS);
                if (order != null) {
                    order.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures.increment();
                faults.accept(e);
            }
        }
    }

    /// Finishes what is waiting, at most for two seconds.
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
