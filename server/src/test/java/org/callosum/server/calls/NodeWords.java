package org.callosum.server.calls;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.DistantStays;
import tools.jackson.databind.json.JsonMapper;

/// Two nodes that hear each other's words about calls, as JSON, as they do through the database. The first
/// has begun every call.
final class NodeWords {
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong ids = new AtomicLong(1);
    final CallsElsewhere first;
    final CallsElsewhere second;

    /// Whether anybody hears what is said.
    volatile boolean reaches = true;

    /// What a node has to show anew.
    final List<InteractionId> changed = new CopyOnWriteArrayList<>();

    /// @param stays what the first node writes about supervisors of the second
    NodeWords(House one, House other, DistantStays stays) {
        first = calls(0, one, stays);
        second = calls(1, other, new NotedStays());
    }

    private CallsElsewhere calls(int node, House of, DistantStays stays) {
        return new CallsElsewhere(
                new Wire(node),
                ids::incrementAndGet,
                Runnable::run,
                of.centre,
                new Visits(of.centre, stays, Runnable::run),
                of.centre::count,
                (_, interaction) -> changed.add(interaction));
    }

    private final class Wire implements CallsElsewhere.Wire {
        private final int node;

        Wire(int node) {
            this.node = node;
        }

        @Override
        public boolean mayHave(InteractionId interaction) {
            return true;
        }

        @Override
        public boolean ours(InteractionId interaction) {
            return node == 0;
        }

        @Override
        public int node() {
            return node;
        }

        @Override
        public void say(long tenant, int to, Object words) {
            var text = json.writeValueAsString(words);
            if (!reaches) {
                return;
            }
            if (words instanceof ElsewhereWords.Asked) {
                var asked = json.readValue(text, ElsewhereWords.Asked.class);
                first.heard(asked);
                second.heard(asked);
            } else {
                (to == 0 ? first : second).replied(json.readValue(text, ElsewhereWords.Replied.class));
            }
        }
    }
}
