package org.callosum.server.calls;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.callosum.kernel.id.AgentId;
import org.callosum.voice.DialTarget;
import org.jspecify.annotations.Nullable;

/// One other node: what it has, and what was told to it.
final class OneOther implements OtherNodes {
    /// Where agents' browsers are dialled there; null: it has none.
    volatile @Nullable DialTarget browsers;

    /// Makes a target each time, since a pass holds once; null: [#browsers] is dialled.
    volatile @Nullable Function<AgentLines.Key, DialTarget> dial;

    /// Where second lines are dialled; null: that node is gone.
    volatile @Nullable Function<String, DialTarget> second;

    volatile Consumer<Boolean> holds = held -> {};

    /// The telephone that takes the browsers' place, since no browser is at hand; null: browsers are.
    volatile @Nullable String standIn;

    /// Users by device; whatever is not in it is Amy's.
    final Map<Long, String> phones = new ConcurrentHashMap<>();

    volatile boolean alive = true;
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public boolean any() {
        return alive;
    }

    @Override
    public CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent) {
        var asked = dial;
        var target = asked == null ? browsers : asked.apply(agent);
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
            case AGENT -> {
                var stand = standIn;
                yield stand == null
                        ? new Wanted.Browser(new AgentLines.Key(asked.tenant(), new AgentId(asked.id())))
                        : new Wanted.Phone(stand, NodePass.from(dialled));
            }
            case PHONE -> new Wanted.Phone(phones.getOrDefault(asked.id(), LiveHouse.PHONE), NodePass.from(dialled));
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
    public @Nullable DialTarget secondLine(int node, String user) {
        told.add("second line of " + user + " at node " + node);
        var asked = second;
        return asked == null || !alive ? null : asked.apply(user);
    }

    @Override
    public void phoneHolds(String user, boolean held) {
        told.add(user + (held ? " holds" : " is back"));
        holds.accept(held);
    }

    @Override
    public Map<String, LongAdder> counters() {
        return Map.of();
    }
}
