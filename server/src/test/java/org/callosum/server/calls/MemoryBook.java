package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// Call-backs in memory, every state they had.
final class MemoryBook implements CallBackBook {
    final List<String> states = new CopyOnWriteArrayList<>();
    boolean stores = true;
    boolean full;

    @Nullable
    CallBackPromise last;

    CallBackPromise last() {
        return Objects.requireNonNull(last, "nothing was promised");
    }

    @Override
    public CompletableFuture<Void> keep(CallBackPromise promise, long atMillis, String reason) {
        if (!stores) {
            return CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
        }
        last = promise;
        states.add((promise.state().name().toLowerCase(java.util.Locale.ROOT) + " " + reason).strip());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public boolean pending(long tenant, InteractionId interaction) {
        return last != null && last.state().open() && last.interaction().equals(interaction);
    }

    @Override
    public List<CallBackPromise> takeUp(long tenant, boolean starting) {
        var open = new ArrayList<CallBackPromise>();
        if (last != null && last.state().open()) {
            open.add(last);
        }
        return open;
    }
}
