package org.callosum.measures.facts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.Channel;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// What a [FactFolder] holds between two events, as plain values in a fixed order.
public record OpenFacts(Map<QueueId, Channel> channels, List<OpenEntry> entries, List<OpenAgent> agents) {
    public OpenFacts {
        channels = Collections.unmodifiableMap(new TreeMap<>(channels));
        entries = List.copyOf(entries);
        agents = List.copyOf(agents);
    }

    /// @param reason of not being ready; kept while work in hand hides it
    /// @param stateReason empty unless the state is `NOT_READY`
    public record OpenAgent(
            AgentId agent,
            long signedInAtMillis,
            boolean ready,
            String reason,
            List<OpenWork> work,
            MetricState state,
            String stateReason,
            long stateFromMillis,
            @Nullable InteractionId interaction) {
        public OpenAgent {
            work = List.copyOf(work);
        }
    }

    public record OpenWork(OfferId offer, MetricState stage, boolean voice, long sinceMillis) {}
}
