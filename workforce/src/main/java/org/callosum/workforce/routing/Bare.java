package org.callosum.workforce.routing;

import java.util.TreeMap;
import org.callosum.floor.Arrival;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// A contact as it was before rules of routing touched it: what a recorded day has to become again before
/// other rules are tried on it. Rules note what they add in attributes that begin with `routed.`.
///
/// @param queue where its flow sent it
record Bare(Arrival arrival, QueueId queue, RoutingPlan.Before before) {
    private static final String PRIORITY = "routed.priority";
    private static final String NEEDS = "routed.needs";
    private static final String QUEUE = "routed.queue";
    private static final String LAST = "routed.last";
    private static final String LAST_DAYS = "routed.lastDays";

    static Arrival note(
            Arrival routed,
            Arrival before,
            @Nullable QueueId flowQueue,
            @Nullable QueueId queue,
            RoutingPlan.Before last) {
        var notes = new TreeMap<>(routed.attributes());
        notes.put(PRIORITY, Integer.toString(before.priority()));
        notes.put(NEEDS, Integer.toString(before.extraNeeds().size()));
        if (flowQueue != null && !flowQueue.equals(queue)) {
            notes.put(QUEUE, flowQueue.toString());
        }
        var agent = last.agent();
        if (agent != null && before.last() == null) {
            notes.put(LAST, agent.toString());
            notes.put(LAST_DAYS, Integer.toString(last.daysAgo()));
        }
        return routed.withAttributes(notes);
    }

    /// @param queue where the day has it
    static Bare of(Arrival recorded, QueueId queue) {
        var notes = new TreeMap<>(recorded.attributes());
        var priority = notes.remove(PRIORITY);
        var needs = notes.remove(NEEDS);
        var from = notes.remove(QUEUE);
        var last = notes.remove(LAST);
        var days = notes.remove(LAST_DAYS);
        notes.keySet().removeIf(name -> name.startsWith("routed.")); // what others noted of how it was routed
        if (priority == null || needs == null) {
            return new Bare(recorded, queue, RoutingPlan.Before.NOBODY); // no rules were in force
        }
        int own = Math.min(Integer.parseInt(needs), recorded.extraNeeds().size());
        var ruled = last != null;
        var arrival = new Arrival(
                Integer.parseInt(priority),
                recorded.extraNeeds().subList(0, own),
                recorded.preferred(),
                recorded.preferredForMillis(),
                ruled ? null : recorded.last(),
                ruled ? 0 : recorded.lastForMillis(),
                recorded.excluded(),
                notes,
                recorded.offersBefore(),
                recorded.kind(),
                recorded.onlyFor(),
                recorded.of(),
                recorded.waitedMillis());
        return new Bare(
                arrival,
                from == null ? queue : new QueueId(Long.parseLong(from)),
                last == null
                        ? RoutingPlan.Before.NOBODY
                        : new RoutingPlan.Before(
                                new AgentId(Long.parseLong(last)), days == null ? 0 : Integer.parseInt(days)));
    }
}
