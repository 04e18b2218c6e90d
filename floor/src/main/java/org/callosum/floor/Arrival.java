package org.callosum.floor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

/// What an interaction brings with it when it enters a queue.
///
/// ```java
/// Arrival.plain(0).withLast(agent, 20_000);          // a caller; twenty seconds for whom they know
/// Arrival.consult(call, asking).onlyFor(teamLeader); // a colleague's question, to one person
/// ```
///
/// The wait begins with two windows, one after the other, in which it is held for one agent: first the
/// preferred agent's, then the last agent's. A window ends early when its agent is not signed in or not
/// entitled.
///
/// @param priority 0 (lowest) to 9, added to the queue's own
/// @param extraNeeds beside those of every step of the queue; never relaxed
/// @param preferred the agent who should have it, for `preferredForMillis` of waiting
/// @param last the agent who served this customer last, for `lastForMillis` after the preferred agent's
///     window
/// @param excluded agents who never get it
/// @param attributes codes only (language, reason, value rank), no personal data; the floor hands them on
///     unread
/// @param offersBefore offers this interaction had in earlier queues, so that offer ids stay unique
/// @param kind whose wish it is; figures about queues count customers only
/// @param onlyFor the one agent it waits for, however long; never another. Excludes the two windows. A
///     [ArrivalKind#CONSULT] for one agent asks of them the queue's client and channel only: whoever is
///     named has been chosen by a person, and a team leader need not hold the skill they are asked about
/// @param of the interaction a consult is about; null for every other kind
/// @param waitedMillis waited elsewhere before, 0 up to a day: it gets the place of one that entered that
///     much earlier. Relaxing steps and the wait in figures count from entering this queue
public record Arrival(
        int priority,
        List<Needed> extraNeeds,
        @Nullable AgentId preferred,
        long preferredForMillis,
        @Nullable AgentId last,
        long lastForMillis,
        List<AgentId> excluded,
        Map<String, String> attributes,
        int offersBefore,
        ArrivalKind kind,
        @Nullable AgentId onlyFor,
        @Nullable InteractionId of,
        long waitedMillis) {
    private static final long DAY_MILLIS = 86_400_000;
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
        if (waitedMillis < 0 || waitedMillis > DAY_MILLIS) {
            throw new IllegalArgumentException("An interaction has waited 0 ms to a day before, not " + waitedMillis);
        }
        if ((of != null) != (kind == ArrivalKind.CONSULT)) {
            throw new IllegalArgumentException(
                    "A consult, and nothing else, names the interaction it is of; this is a %s of %s"
                            .formatted(kind, of));
        }
        extraNeeds = List.copyOf(extraNeeds);
        excluded = excluded.stream().distinct().sorted().toList();
        attributes = attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
        if (onlyFor != null && (preferred != null || last != null || excluded.contains(onlyFor))) {
            throw new IllegalArgumentException(
                    "What waits for agent %s only has no window for another and does not exclude them"
                            .formatted(onlyFor));
        }
    }

    /// A customer.
    public Arrival(
            int priority,
            List<Needed> extraNeeds,
            @Nullable AgentId preferred,
            long preferredForMillis,
            @Nullable AgentId last,
            long lastForMillis,
            List<AgentId> excluded,
            Map<String, String> attributes,
            int offersBefore) {
        this(
                priority,
                extraNeeds,
                preferred,
                preferredForMillis,
                last,
                lastForMillis,
                excluded,
                attributes,
                offersBefore,
                ArrivalKind.CUSTOMER,
                null,
                null,
                0);
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

    /// A customer with nothing but a priority; the same object each time, so a simulated day allocates
    /// none.
    public static Arrival plain(int priority) {
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("An interaction's priority is 0 to 9, not " + priority);
        }
        return PLAIN[priority];
    }

    /// An agent's own request to a colleague.
    ///
    /// @param of the interaction it is about
    /// @param asking the agent who asks, and who must not be asked
    public static Arrival consult(InteractionId of, AgentId asking) {
        return new Arrival(
                0, List.of(), null, 0, null, 0, List.of(asking), Map.of(), 0, ArrivalKind.CONSULT, null, of, 0);
    }

    public Arrival withKind(ArrivalKind kind) {
        Parts parts = new Parts(this);
        parts.kind = kind;
        return parts.made();
    }

    public Arrival withPriority(int priority) {
        Parts parts = new Parts(this);
        parts.priority = priority;
        return parts.made();
    }

    public Arrival withNeeds(List<Needed> extraNeeds) {
        Parts parts = new Parts(this);
        parts.extraNeeds = extraNeeds;
        return parts.made();
    }

    public Arrival withPreferred(AgentId agent, long forMillis) {
        Parts parts = new Parts(this);
        parts.preferred = agent;
        parts.preferredForMillis = forMillis;
        return parts.made();
    }

    public Arrival withLast(AgentId agent, long forMillis) {
        Parts parts = new Parts(this);
        parts.last = agent;
        parts.lastForMillis = forMillis;
        return parts.made();
    }

    public Arrival onlyFor(AgentId onlyFor) {
        Parts parts = new Parts(this);
        parts.onlyFor = onlyFor;
        return parts.made();
    }

    public Arrival withExcluded(List<AgentId> excluded) {
        Parts parts = new Parts(this);
        parts.excluded = excluded;
        return parts.made();
    }

    public Arrival withAttributes(Map<String, String> attributes) {
        Parts parts = new Parts(this);
        parts.attributes = attributes;
        return parts.made();
    }

    /// For an interaction that keeps the place it had elsewhere.
    public Arrival withWaited(long waitedMillis) {
        Parts parts = new Parts(this);
        parts.waitedMillis = waitedMillis;
        return parts.made();
    }

    /// For an interaction that was offered before, in another queue.
    ///
    /// @param offers the count of its last offer ([org.callosum.kernel.id.OfferId#count()])
    public Arrival withOffersBefore(int offers) {
        Parts parts = new Parts(this);
        parts.offersBefore = offers;
        return parts.made();
    }

    /// The components, to be changed one by one.
    private static final class Parts {
        private int priority;
        private List<Needed> extraNeeds;
        private @Nullable AgentId preferred;
        private long preferredForMillis;
        private @Nullable AgentId last;
        private long lastForMillis;
        private List<AgentId> excluded;
        private Map<String, String> attributes;
        private int offersBefore;
        private ArrivalKind kind;
        private @Nullable AgentId onlyFor;
        private final @Nullable InteractionId of;
        private long waitedMillis;

        Parts(Arrival from) {
            priority = from.priority;
            extraNeeds = from.extraNeeds;
            preferred = from.preferred;
            preferredForMillis = from.preferredForMillis;
            last = from.last;
            lastForMillis = from.lastForMillis;
            excluded = from.excluded;
            attributes = from.attributes;
            offersBefore = from.offersBefore;
            kind = from.kind;
            onlyFor = from.onlyFor;
            of = from.of;
            waitedMillis = from.waitedMillis;
        }

        Arrival made() {
            return new Arrival(
                    priority,
                    extraNeeds,
                    preferred,
                    preferredForMillis,
                    last,
                    lastForMillis,
                    excluded,
                    attributes,
                    offersBefore,
                    kind,
                    onlyFor,
                    of,
                    waitedMillis);
        }
    }
}
