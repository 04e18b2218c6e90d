package org.callosum.server.calls;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Time that stands still until it is told to pass, and the timers that hang on it.
final class StillTime implements LongSupplier {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::number));
    private long nowMillis = 1_000_000;
    private long numbers;

    private record Due(long atMillis, long number, Runnable task) {}

    @Override
    public long getAsLong() {
        return nowMillis;
    }

    void passes(long millis) {
        var end = nowMillis + millis;
        for (var next = due.peek(); next != null && next.atMillis() <= end; next = due.peek()) {
            due.poll();
            nowMillis = next.atMillis();
            next.task().run();
        }
        nowMillis = end;
    }

    ScheduledThreadPoolExecutor timers() {
        return new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory()) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                due.add(new Due(nowMillis + unit.toMillis(delay), ++numbers, task));
                return new Scheduled(task, nowMillis + unit.toMillis(delay));
            }
        };
    }

    /// Nobody asks it anything.
    private static final class Scheduled extends FutureTask<Void> implements RunnableScheduledFuture<Void> {
        private final long atMillis;

        Scheduled(Runnable task, long atMillis) {
            super(task, null);
            this.atMillis = atMillis;
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}
