package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.callosum.flow.FlowStep.CallBackWay;
import org.callosum.server.calls.CallBackPromise.State;
import org.jspecify.annotations.Nullable;

/// The promise of one call, as it is stored: each change of it goes to the book, one after the other. Belongs to
/// the call's mailbox.
final class KeptPromise {
    private final CustomerOnLine on;
    private @Nullable CallBackPromise promise;
    private CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);

    KeptPromise(CustomerOnLine on) {
        this.on = on;
    }

    /// As it stands; null before one was given.
    @Nullable
    CallBackPromise now() {
        return promise;
    }

    boolean isOpen() {
        return promise != null && promise.state().open();
    }

    CallBackWay way() {
        return promise == null ? CallBackWay.AGENT_FIRST : promise.terms().way();
    }

    /// The customer has chosen an hour that has not come.
    boolean isForLater() {
        return promise != null && on.world().now() < promise.notBeforeMillis();
    }

    /// It holds from here on, and is stored already.
    void given(CallBackPromise made) {
        promise = made;
    }

    void become(CallBackPromise next, String reason) {
        promise = next;
        keep(next, reason);
    }

    /// What became of it; nothing if that is known already.
    void settle(State how, String reason) {
        var now = promise;
        if (now != null && now.state().open()) {
            become(now.in(how), reason);
        }
    }

    /// One after the other: what is stored last is what holds.
    CompletableFuture<Void> keep(CallBackPromise state, String reason) {
        long at = on.world().now();
        var book = on.world().callBacks();
        kept = kept.handle((_, _) -> true).thenCompose(_ -> book.keep(state, at, reason));
        return kept;
    }

    void event(String type, Map<String, String> data) {
        on.step(type, data);
    }
}
