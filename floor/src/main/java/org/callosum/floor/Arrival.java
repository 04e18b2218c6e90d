package org.callosum.floor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// What an interaction brings with it when it enters a queue.
///
/// The wait begins with two windows, one after the other, in which it is held for one agent: first the
/// preferred agent's, then the last agent's. A window ends early when its agent is not signed in or not
/// entitled.
///
/// @param priority 0 (lowest) to 9, added to the queue's own
/// @param extraNeeds beside those of every step of the queue; never relaxed
/// @param preferred the agent who should have it, for `preferredForMillis` of waiting
/// @param last the agent who served this customer last, for `lastForMillis` after the preferred agent's window
/// @param excluded agents who never get it
/// @param attributes codes only (language, reason, value rank), no personal data; the floor hands them on
///     unread
/// @param offersBefore offers this interaction had in earlier queues, so that offer ids stay unique
public record Arrival(
        int priority,
        List<Needed> extraNeeds,
        @Nullable AgentId preferred,
        long preferredForMillis,
        @Nullable AgentId last,
        long lastForMillis,
        List<AgentId> excluded,
        Map<String, String> attributes,
        int offersBefore) {
    private static final Arrival[] PLAIN = new Arrival[10];

    static {
        for (int priority = 0; priority < PLAIN.length; priority++) {
            PLAIN[priority] = new Arrival(priority, List.of(), null, 0, null, 0, List.of(), Map.of(), 0);
        }
    }

    public Arrival {
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("An interaction's priority is 0 to 9, not " + priority);
        }
        if (preferredForMillis < 0 || lastForMillis < 0) {
            throw new IllegalArgumentException("An agent's window lasts 0 ms or more, not %d (preferred), %d (last)"
                    .formatted(preferredForMillis, lastForMillis));
        }
        if (offersBefore < 0) {
            throw new IllegalArgumentException("Earlier offers are counted from 0, not " + offersBefore);
        }
        extraNeeds = List.copyOf(extraNeeds);
        excluded = excluded.stream().distinct().sorted().toList();
        attributes = attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public Arrival(
            int priority,
            List<Needed> extraNeeds,
            @Nullable AgentId preferred,
            long preferredForMillis,
            @Nullable AgentId last,
            long lastForMillis,
            List<AgentId> excluded,
            Map<String, String> attributes) {
        this(priority, extraNeeds, preferred, preferredForMillis, last, lastForMillis, excluded, attributes, 0);
    }

    /// Nothing but a priority; the same object each time, so a simulated day allocates none.
    public static Arrival plain(int priority) {
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("An interaction's priority is 0 to 9, not " + priority);
        }
        return PLAIN[priority];
    }

    public Arrival withNeeds(List<Needed> extraNeeds) {
        return new Arrival(
                priority,
                extraNeeds,
                preferred,
                preferredForMillis,
                last,
                lastForMillis,
                excluded,
                attributes,
                offersBefore);
    }

    public Arrival withPreferred(AgentId agent, long forMillis) {
        return new Arrival(
                priority, extraNeeds, agent, forMillis, last, lastForMillis, excluded, attributes, offersBefore);
    }

    public Arrival withLast(AgentId agent, long forMillis) {
        return new Arrival(
                priority,
                extraNeeds,
                preferred,
                preferredForMillis,
                agent,
                forMillis,
                excluded,
                attributes,
                offersBefore);
    }

    public Arrival withExcluded(List<AgentId> excluded) {
        return new Arrival(
                priority,
                extraNeeds,
                preferred,
                preferredForMillis,
                last,
                lastForMillis,
                excluded,
                attributes,
                offersBefore);
    }

    public Arrival withAttributes(Map<String, String> attributes) {
        return new Arrival(
                priority,
                extraNeeds,
                preferred,
                preferredForMillis,
                last,
                lastForMillis,
                excluded,
                attributes,
                offersBefore);
    }

    /// For an interaction that was offered before, in another queue.
    ///
    /// @param offers the count of its last offer ([org.callosum.kernel.id.OfferId#count()])
    public Arrival withOffersBefore(int offers) {
        return new Arrival(
                priority, extraNeeds, preferred, preferredForMillis, last, lastForMillis, excluded, attributes, offers);
    }
}
