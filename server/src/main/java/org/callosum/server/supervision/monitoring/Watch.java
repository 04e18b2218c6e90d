package org.callosum.server.supervision.monitoring;

import java.util.concurrent.atomic.AtomicReference;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// One supervisor in one conversation, in the memory of this process. Thread-safe.
final class Watch {
    final long tenant;
    final @Nullable Long account;
    final InteractionId interaction;
    final AgentId supervisor;
    /// whom they hear now
    volatile AgentId agent;
    /// 0 until its row is stored
    volatile long stay;
    /// with which they came in; 0 for one that an earlier process let in
    volatile long row;

    private final AtomicReference<@Nullable StayEnd> end = new AtomicReference<>();

    Watch(
            long tenant,
            @Nullable Long account,
            InteractionId interaction,
            AgentId supervisor,
            AgentId agent,
            long stay) {
        this.tenant = tenant;
        this.account = account;
        this.interaction = interaction;
        this.supervisor = supervisor;
        this.agent = agent;
        this.stay = stay;
    }

    /// @return false if it was over already: the first reason counts
    boolean end(StayEnd why) {
        return end.compareAndSet(null, why);
    }

    /// Null while it lasts.
    @Nullable
    StayEnd ended() {
        return end.get();
    }
}
