package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.callosum.voice.DialTarget;
import org.jspecify.annotations.Nullable;

/// What calls ask about the other nodes of the house (`docs/decisions/0147`).
interface OtherNodes {
    /// Where a line is reached.
    ///
    /// @param incarnation of the node, as in [org.callosum.server.platform.nodes.Nodes.Node]
    record Far(int node, long incarnation, DialTarget target) {}

    /// Whether there are any.
    boolean any();

    /// Where to dial for the agent's browser; null if no other node has it.
    CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent);

    /// Whether a node goes on with the life it had.
    boolean lives(Far far);

    /// What another node asks for, whose pass was let in; null if it is unknown.
    @Nullable
    Wanted wanted(String dialled);

    /// The agent's browser can be heard here, or no longer.
    void placed(AgentLines.Key agent, boolean here);

    /// The agent's desk has something new to show; their page may be at another node.
    void deskChanged(AgentLines.Key agent);

    /// Where to dial for a second call of a desk phone that serves a call of another node.
    ///
    /// @param node which has the call
    /// @return null if it is gone
    @Nullable
    DialTarget secondLine(int node, String user);

    /// A desk phone of this node has put a call of another one on hold, or taken it back, beside its second call.
    void phoneHolds(String user, boolean held);

    Map<String, LongAdder> counters();

    /// A line of this node for a call of another.
    sealed interface Wanted {
        /// The browser's line.
        record Browser(AgentLines.Key agent) implements Wanted {}

        /// @param user the name the phone registers by
        /// @param from the node that asks
        record Phone(String user, int from) implements Wanted {}
    }

    /// A house of one node.
    OtherNodes NONE = new OtherNodes() {
        @Override
        public boolean any() {
            return false;
        }

        @Override
        public CompletableFuture<@Nullable Far> browserOf(AgentLines.Key agent) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean lives(Far far) {
            return false;
        }

        @Override
        public @Nullable Wanted wanted(String dialled) {
            return null;
        }

        @Override
        public void placed(AgentLines.Key agent, boolean here) {}

        @Override
        public void deskChanged(AgentLines.Key agent) {}

        @Override
        public @Nullable DialTarget secondLine(int node, String user) {
            return null;
        }

        @Override
        public void phoneHolds(String user, boolean held) {}

        @Override
        public Map<String, LongAdder> counters() {
            return Map.of();
        }
    };
}
