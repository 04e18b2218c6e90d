package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.function.Function;
import org.callosum.floor.Arrival;
import org.callosum.floor.Needed;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.SkillId;
import org.jspecify.annotations.Nullable;

/// How a caller enters a queue: what the flow asks for, and what the customer's worth adds.
final class Arrivals {
    private Arrivals() {}

    /// Priority is the flow's, plus one for a customer of rank 4 or 5, plus one with an open case, at most 9
    /// (RTG-13); the floor adds the queue's own. A skill that the house does not have is left out: it could
    /// never be met. Whom the customer knows comes first for the queue's time: their preferred agent, and then
    /// whoever served them last, if that is not longer ago than the queue remembers.
    static Arrival of(
            FlowEffect.Enqueue enqueue,
            Caller caller,
            Directory.QueueRef queue,
            long nowMillis,
            Function<String, @Nullable SkillId> skills) {
        int priority = enqueue.priority() + (caller.valueRank() >= 4 ? 1 : 0) + (caller.openCases() > 0 ? 1 : 0);
        var needs = new ArrayList<Needed>();
        for (var need : enqueue.needs()) {
            var skill = skills.apply(need.skill());
            if (skill != null) {
                needs.add(new Needed(skill, need.minimum()));
            }
        }
        var arrival = Arrival.plain(Math.clamp(priority, 0, 9)).withNeeds(needs).withAttributes(enqueue.attributes());
        var preferred = caller.preferredAgent();
        if (preferred != null && queue.knownAgentWaitMillis() > 0) {
            arrival = arrival.withPreferred(preferred, queue.knownAgentWaitMillis());
        }
        var last = caller.last();
        if (last != null
                && !last.agent().equals(preferred)
                && queue.knownAgentWaitMillis() > 0
                && nowMillis - last.atMillis() < queue.lastAgentMillis()) {
            arrival = arrival.withLast(last.agent(), queue.knownAgentWaitMillis());
        }
        return arrival;
    }
}
