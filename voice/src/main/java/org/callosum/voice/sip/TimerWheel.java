package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// A hashed timing wheel of 10 ms slots: O(1) to set and to cancel, nothing allocated but the timer itself. Not a
/// clock: it is told the time.
/// Owned by one thread. A timer never fires early; it fires at most one slot late.
final class TimerWheel {
    static final long SLOT_MILLIS = 10;
    private static final int SLOTS = 4096;

    /// One pending action. A timer is used once.
    static final class Timer {
        private final Runnable action;
        private long dueSlot;
        private @Nullable Timer next;
        private @Nullable Timer previous;
        private boolean set;

        private Timer(Runnable action) {
            this.action = action;
        }
    }

    private final @Nullable Timer[] slots = new Timer[SLOTS];
    private final long originNanos;
    private long currentSlot;
    private int pending;

    TimerWheel(long nowNanos) {
        originNanos = nowNanos;
    }

    /// Runs `action` once, `delayMillis` (at least 0) after the wheel's present time.
    Timer after(long delayMillis, long nowNanos, Runnable action) {
        var timer = new Timer(action);
        long dueNanos = nowNanos - originNanos + Math.max(0, delayMillis) * 1_000_000;
        timer.dueSlot = Math.max(currentSlot + 1, ceilSlot(dueNanos));
        int index = (int) (timer.dueSlot % SLOTS);
        Timer head = slots[index];
        timer.next = head;
        if (head != null) head.previous = timer;
        slots[index] = timer;
        timer.set = true;
        pending++;
        return timer;
    }

    /// Cancels; a null, fired or cancelled timer is left as it is.
    void cancel(@Nullable Timer timer) {
        if (timer == null || !timer.set) return;
        unlink(timer, (int) (timer.dueSlot % SLOTS));
    }

    /// Runs everything due. What the actions throw goes to `onFault`; the rest still runs.
    void advance(long nowNanos, java.util.function.Consumer<RuntimeException> onFault) {
        long target = (nowNanos - originNanos) / (SLOT_MILLIS * 1_000_000);
        while (currentSlot < target) {
            if (pending == 0) {
                currentSlot = target;
                return;
            }
            currentSlot++;
            int index = (int) (currentSlot % SLOTS);
            Timer timer = slots[index];
            while (timer != null) {
                if (timer.dueSlot > currentSlot) {
                    timer = timer.next;
                    continue;
                }
                unlink(timer, index);
                try {
                    timer.action.run();
                } catch (RuntimeException fault) {
                    onFault.accept(fault);
                }
                // the action may have set or cancelled any timer, so the list is walked again from its head
                timer = slots[index];
            }
        }
    }

    int pending() {
        return pending;
    }

    private void unlink(Timer timer, int index) {
        if (timer.previous != null) timer.previous.next = timer.next;
        else slots[index] = timer.next;
        if (timer.next != null) timer.next.previous = timer.previous;
        timer.next = null;
        timer.previous = null;
        timer.set = false;
        pending--;
    }

    private static long ceilSlot(long nanos) {
        long slot = SLOT_MILLIS * 1_000_000;
        return (nanos + slot - 1) / slot;
    }
}
