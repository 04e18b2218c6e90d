package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.callosum.voice.DialTarget;
import org.jspecify.annotations.Nullable;

/// The other nodes that a test gives a house, whenever it does.
record Neighbours(Supplier<OtherNodes> now) implements OtherNodes {
    @Override
    public boolean any() {
        return now.get().any();
    }

    @Override
    public CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent) {
        return now.get().browserOf(agent);
    }

    @Override
    public boolean lives(Far far) {
        return now.get().lives(far);
    }

    @Override
    public @Nullable Wanted wanted(String dialled) {
        return now.get().wanted(dialled);
    }

    @Override
    public void placed(AgentLines.Key agent, boolean here) {
        now.get().placed(agent, here);
    }

    @Override
    public void deskChanged(AgentLines.Key agent) {
        now.get().deskChanged(agent);
    }

    @Override
    public @Nullable DialTarget secondLine(int node, String user) {
        return now.get().secondLine(node, user);
    }

    @Override
    public void phoneHolds(String user, boolean held) {
        now.get().phoneHolds(user, held);
    }

    @Override
    public Map<String, LongAdder> counters() {
        return now.get().counters();
    }
}
