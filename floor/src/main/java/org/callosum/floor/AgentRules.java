package org.callosum.floor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;

/// What an agent may serve and how much of it at once.
///
/// @param clients the clients granted; nothing of another client ever reaches the agent
/// @param capacity interactions at once per channel, 0 to 100, voice at most 1; a channel left out is 0
/// @param queues the queues they may serve; empty for all queues of the granted clients
public record AgentRules(Set<ClientId> clients, Map<Channel, Integer> capacity, List<QueueId> queues) {
    public AgentRules {
        // sorted, so that two equal rules print and iterate alike in every run
        clients = Collections.unmodifiableSet(new TreeSet<>(clients));
        var sorted = new EnumMap<Channel, Integer>(Channel.class);
        capacity.forEach((channel, count) -> {
            int most = channel == Channel.VOICE ? 1 : 100;
            if (count < 0 || count > most) {
                throw new IllegalArgumentException(
                        "An agent's capacity for %s is 0 to %d, not %d".formatted(channel, most, count));
            }
            if (count > 0) {
                sorted.put(channel, count);
            }
        });
        capacity = Collections.unmodifiableMap(sorted);
        queues = queues.stream().distinct().sorted().toList();
    }

    /// One call at a time for one client, all its queues.
    public static AgentRules voice(ClientId client) {
        return new AgentRules(Set.of(client), Map.of(Channel.VOICE, 1), List.of());
    }

    public int capacity(Channel channel) {
        return capacity.getOrDefault(channel, 0);
    }
}
