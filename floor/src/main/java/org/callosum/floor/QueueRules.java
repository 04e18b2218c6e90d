package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.ClientId;

/// How a queue is served.
///
/// @param steps at least one, the first after 0 ms, then strictly rising; see [RequirementStep]
/// @param priority 0 (lowest) to 9, added to each interaction's own
/// @param targetMillis the service target T, above 0; waiting is measured against it
/// @param offerMillis how long an agent may take to answer an offer, above 0
/// @param wrapUpMillis how long wrap-up may take; 0 for none
/// @param readyAfterWrapUp false makes the agent not ready (`after-wrap-up`) when it ends
/// @param maxWaiting no more than this many unanswered at once; 0 for no limit of its own
public record QueueRules(
        ClientId client,
        Channel channel,
        List<RequirementStep> steps,
        int priority,
        long targetMillis,
        Urgency urgency,
        AgentPolicy policy,
        long offerMillis,
        long wrapUpMillis,
        boolean readyAfterWrapUp,
        int maxWaiting) {
    private static final long DAY_MILLIS = 86_400_000;

    public QueueRules {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.getFirst().afterMillis() != 0) {
            throw new IllegalArgumentException("A queue's first requirement step begins after 0 ms; the queue has "
                    + (steps.isEmpty() ? "none" : steps.getFirst().afterMillis() + " ms"));
        }
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).afterMillis() <= steps.get(i - 1).afterMillis()) {
                throw new IllegalArgumentException(
                        "Requirement steps come in rising order of their times; step %d begins after %d ms, the one before after %d ms"
                                .formatted(
                                        i,
                                        steps.get(i).afterMillis(),
                                        steps.get(i - 1).afterMillis()));
            }
        }
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("A queue's priority is 0 to 9, not " + priority);
        }
        between("service target", targetMillis, 1);
        between("offer", offerMillis, 1);
        between("wrap-up", wrapUpMillis, 0);
        if (maxWaiting < 0) {
            throw new IllegalArgumentException("A queue's limit is 0 (none) or more, not " + maxWaiting);
        }
    }

    /// The usual queue: target 20 s, offers of 20 s, wrap-up of a minute, then ready again, no limit, best
    /// proficiency.
    public static QueueRules of(ClientId client, Channel channel, List<Needed> needs) {
        return new QueueRules(
                client,
                channel,
                List.of(new RequirementStep(0, needs)),
                0,
                20_000,
                Urgency.NORMAL,
                AgentPolicy.BEST_PROFICIENCY,
                20_000,
                60_000,
                true,
                0);
    }

    public QueueRules withSteps(List<RequirementStep> steps) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    public QueueRules withPolicy(AgentPolicy policy) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    public QueueRules withPriority(int priority) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    public QueueRules withTarget(long targetMillis, Urgency urgency) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    public QueueRules withTimes(long offerMillis, long wrapUpMillis, boolean readyAfterWrapUp) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    public QueueRules withMaxWaiting(int maxWaiting) {
        return new QueueRules(
                client,
                channel,
                steps,
                priority,
                targetMillis,
                urgency,
                policy,
                offerMillis,
                wrapUpMillis,
                readyAfterWrapUp,
                maxWaiting);
    }

    private static void between(String what, long millis, long least) {
        if (millis < least || millis > DAY_MILLIS) {
            throw new IllegalArgumentException(
                    "A queue's %s is %d ms to one day, not %d ms".formatted(what, least, millis));
        }
    }
}
