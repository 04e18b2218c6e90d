package org.callosum.server.interactions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// A contact that is over, told as a whole: what is known of one that another system took, or that a sample
/// makes up. The journal knows nothing of it.
///
/// @param number the caller's; empty: withheld
/// @param outcome `handled`, `abandoned` or `self-served`
/// @param facts codes that the flow noted
/// @param flow what the flow did before the first queue, in order
/// @param stays in queues, in order
public record PastContact(
        InteractionId id,
        ClientId client,
        @Nullable Long entryPoint,
        String dialled,
        String language,
        Instant arrivedAt,
        Instant endedAt,
        @Nullable Long customer,
        String number,
        @Nullable String name,
        String outcome,
        Map<String, String> facts,
        List<Event> flow,
        List<Key> keys,
        List<Stay> stays,
        @Nullable Note note) {
    public PastContact {
        facts = Map.copyOf(facts);
        flow = List.copyOf(flow);
        keys = List.copyOf(keys);
        stays = List.copyOf(stays);
    }

    /// @param type as the timeline has it: `step-entered`
    public record Event(Instant at, String type, Map<String, String> data) {
        public Event {
            data = Map.copyOf(data);
        }
    }

    /// @param meaning texts by language; null: the key stands for nothing
    public record Key(
            Instant at,
            String prompt,
            String digits,
            @Nullable Map<String, String> meaning) {}

    /// @param answered null: nobody did
    /// @param outcome `handled`, `transferred` or `abandoned`
    /// @param dispositions what the agent closed it with
    public record Stay(
            long queue,
            Instant queuedAt,
            @Nullable Answered answered,
            Instant endedAt,
            String outcome,
            List<String> dispositions) {
        public Stay {
            dispositions = List.copyOf(dispositions);
        }
    }

    public record Answered(long agent, Instant at, long holdMillis, Instant wrapUpEnd) {}

    /// What the agent wrote.
    public record Note(String author, @Nullable Long account, String text) {}

    @Override
    public String toString() {
        return "PastContact[" + id + "]"; // no number in a log
    }
}
