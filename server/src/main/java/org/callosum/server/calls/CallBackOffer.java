package org.callosum.server.calls;

import org.callosum.flow.FlowEffect;
import org.jspecify.annotations.Nullable;

/// Whether a customer who waits can be promised a call-back, and what is promised then. Belongs to the
/// call's mailbox.
final class CallBackOffer {
    private final CustomerOnLine on;
    private final Wait wait;

    CallBackOffer(CustomerOnLine on, Wait wait) {
        this.on = on;
        this.wait = wait;
    }

    /// Why this number cannot be called back: `no-number`, `not-waiting`, `too-many`, `closed`, or as the
    /// gate says.
    ///
    /// @param calendar outside which nobody is called back, or null
    /// @param promised whether there is a promise already
    /// @return empty if it can
    String obstacle(String number, @Nullable String calendar, boolean promised) {
        if (number.isEmpty()) {
            return "no-number";
        }
        if (!(on.phase() instanceof Phase.Waiting) || promised) {
            return "not-waiting";
        }
        if (on.world().callBacks().full()) {
            return "too-many";
        }
        if (isClosed(calendar)) {
            return "closed";
        }
        var refused = on.world()
                .directory()
                .mayCallBack(
                        on.tenant(),
                        on.entry().client(),
                        on.interaction(),
                        on.caller().customer(),
                        number);
        return refused == null ? "" : refused;
    }

    boolean isClosed(@Nullable String calendar) {
        var world = on.world();
        return calendar != null
                && !world.directory()
                        .hours(on.tenant(), on.entry().client(), calendar, world.now())
                        .open();
    }

    /// @return null for a customer who does not wait
    @Nullable
    CallBackPromise promise(FlowEffect.PromiseCallBack order) {
        var enqueue = wait.enqueued();
        var run = on.flow().waitingAlone();
        if (!(on.phase() instanceof Phase.Waiting waiting) || enqueue == null || run == null) {
            return null;
        }
        long now = on.world().now();
        return new CallBackPromise(
                on.tenant(),
                on.entry().client(),
                on.interaction(),
                waiting.queue().id(),
                on.entry().number(),
                on.caller().customer(),
                order.number(),
                order.terms(),
                enqueue,
                run,
                wait.queuedMillis(),
                now,
                now + order.terms().withinMillis(),
                CallBackPromise.State.PROMISED,
                0,
                wait.offers(),
                0);
    }
}
