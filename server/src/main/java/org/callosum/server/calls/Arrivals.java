package org.callosum.server.calls;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.callosum.floor.Arrival;
import org.callosum.floor.Needed;
import org.callosum.flow.FlowEffect;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.customers.Precedence;
import org.jspecify.annotations.Nullable;

/// How a caller enters a queue: what the flow asks for, and what the customer's worth adds.
final class Arrivals {
    private Arrivals() {}

    /// Priority is the flow's and the points that the client gives for value rank, member level and open cases, at
    /// most 9 in all (RTG-13); the floor adds the queue's own. Which of them counted goes along as codes, so that
    /// offer and history can say so. A skill that the house does not have is left out: it could
    /// never be met. Whom the customer knows comes first for the queue's time: their preferred agent, and then
    /// whoever served them last, if that is not longer ago than the queue remembers.
    static Arrival of(
            FlowEffect.Enqueue enqueue,
            Caller caller,
            Directory.QueueRef queue,
            long nowMillis,
            Function<String, @Nullable SkillId> skills) {
        int priority = enqueue.priority() + caller.precedence().sum();
        var needs = new ArrayList<Needed>();
        for (var need : enqueue.needs()) {
            var skill = skills.apply(need.skill());
            if (skill != null) {
                needs.add(new Needed(skill, need.minimum()));
            }
        }
        var arrival = Arrival.plain(Math.clamp(priority, 0, 9))
                .withNeeds(needs)
                .withAttributes(attributes(enqueue, caller.precedence()));
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

    private static Map<String, String> attributes(FlowEffect.Enqueue enqueue, Precedence.Points points) {
        var attributes = new TreeMap<>(enqueue.attributes());
        put(attributes, "priority.rank", points.rank());
        put(attributes, "priority.level", points.level());
        put(attributes, "priority.case", points.cases());
        return attributes;
    }

    private static void put(Map<String, String> attributes, String code, int points) {
        if (points > 0) {
            attributes.put(code, Integer.toString(points));
        }
    }
}
