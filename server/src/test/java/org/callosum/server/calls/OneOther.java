package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.callosum.kernel.id.AgentId;
import org.callosum.voice.DialTarget;
import org.jspecify.annotations.Nullable;

/// One other node: what it has, and what was told to it.
final class OneOther implements OtherNodes {
    /// Where agents' browsers are dialled there; null: it has none.
    volatile @Nullable DialTarget browsers;

    volatile boolean alive = true;
    final List<String> told = new ArrayList<>();

    @Override
    public boolean any() {
        return alive;
    }

    @Override
    public CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent) {
        var target = browsers;
        return CompletableFuture.completedFuture(target == null || !alive ? null : new Far(1, 1, target));
    }

    @Override
    public boolean lives(Far far) {
        return alive;
    }

    @Override
    public @Nullable Wanted wanted(String dialled) {
        var asked = NodePass.asked(dialled);
        if (asked == null) {
            return null;
        }
        return switch (asked.kind()) {
            case AGENT -> new Wanted.Browser(new AgentLines.Key(asked.tenant(), new AgentId(asked.id())));
            case PHONE -> new Wanted.Phone(LiveHouse.PHONE);
        };
    }

    @Override
    public void placed(AgentLines.Key agent, boolean here) {
        told.add(agent.agent() + (here ? " is here" : " is gone"));
    }

    @Override
    public void deskChanged(AgentLines.Key agent) {
        told.add("desk of " + agent.agent());
    }

    @Override
    public Map<String, LongAdder> counters() {
        return Map.of();
    }
}
