package org.callosum.server.calls;

import java.time.Instant;
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

    /// Why this number cannot be called back: `no-number`,
    /// `no-such-hour`, `not-waiting`, `too-many`, `closed`, or as the
    /// gate says.
    ///
    /// @param fromHour the hour of day the customer has chosen, as typed; empty: as soon as it is their turn
    /// @param calendar outside which nobody is called back, or null
    /// @param promised whether there is a promise already
    /// @return empty if it can
    String obstacle(String number, String fromHour, @Nullable String calendar, boolean promised) {
        if (number.isEmpty()) {
            return "no-number";
        }
        if (!(on.phase() instanceof Phase.Waiting) || promised) {
            return "not-waiting";
        }
        if (on.world().callBacks().full()) {
            return "too-many";
        }
        if (!fromHour.isEmpty() && !fromHour.matches("[01]?[0-9]|2[0-3]")) {
            return "no-such-hour";
        }
        long at = Math.max(on.world().now(), notBefore(fromHour));
        if (isClosed(calendar, at)) {
            return "closed";
        }
        var refused = on.world()
                .directory()
                .mayCallBack(
                        on.tenant(),
                        on.entry().client(),
                        on.interaction(),
                        on.caller().customer(),
                        number,
                        at);
        return refused == null ? "" : refused;
    }

    boolean isClosed(@Nullable String calendar, long atMillis) {
        return calendar != null
                && !on.world()
                        .directory()
                        .hours(on.tenant(), on.entry().client(), calendar, atMillis)
                        .open();
    }

    /// When this hour begins next where the client is; the present one has begun. An hour that clocks skip begins
    /// after it.
    ///
    /// @return 0 for no hour, or the present one
    private long notBefore(String fromHour) {
        if (fromHour.isEmpty()) {
            return 0;
        }
        var now = Instant.ofEpochMilli(on.world().now()).atZone(on.entry().zone());
        int hour = Integer.parseInt(fromHour);
        if (now.getHour() == hour) {
            return 0;
        }
        var today = now.toLocalDate().atTime(hour, 0).atZone(on.entry().zone());
        var next = today.isAfter(now)
                ? today
                : now.toLocalDate()
                        .plusDays(1)
                        .atTime(hour, 0)
                        .atZone(on.entry().zone());
        return next.toInstant().toEpochMilli();
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
        long notBefore = notBefore(order.fromHour());
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
                Math.max(now, notBefore) + order.terms().withinMillis(),
                CallBackPromise.State.PROMISED,
                0,
                wait.offers(),
                0,
                notBefore);
    }
}
