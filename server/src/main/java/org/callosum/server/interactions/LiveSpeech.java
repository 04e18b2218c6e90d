package org.callosum.server.interactions;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.signals.LiveSignals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How each conversation of this node sounds now, renewed every second: what alarms on long silence, overtalk and
/// raised voices look at. Kept nowhere else; bounded by the conversations under way.
@Component
public class LiveSpeech {
    private final Map<InteractionId, Heard> conversations = new ConcurrentHashMap<>();

    /// @param atMillis when it was told, since the epoch
    public record Heard(long tenant, InteractionId interaction, AgentId agent, LiveSignals signals, long atMillis) {}

    public void heard(Heard now) {
        conversations.put(now.interaction(), now);
    }

    public void over(InteractionId interaction) {
        conversations.remove(interaction);
    }

    public @Nullable Heard of(long tenant, InteractionId interaction) {
        var found = conversations.get(interaction);
        return found == null || found.tenant() != tenant ? null : found;
    }

    /// All conversations of a tenant that are listened to, in no order.
    public Collection<Heard> all(long tenant) {
        return conversations.values().stream()
                .filter(each -> each.tenant() == tenant)
                .toList();
    }
}
