package org.callosum.workforce.simulation;

import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// What became of a day.
///
/// @param contacts in the order of the day's contacts
/// @param queues sums, by queue
/// @param agents sums, by agent
/// @param otherWorkLeftOut how much of the other work found no room on its agent's day
/// @param commands how many the floor was given
public record DayResult(
        List<ContactResult> contacts,
        Map<QueueId, QueueSums> queues,
        Map<AgentId, AgentSums> agents,
        int otherWorkLeftOut,
        long commands) {
    public enum Outcome {
        ANSWERED,
        ABANDONED,
        /// Overflow, call-back, message: what the day says happens after some waiting.
        SENT_ON,
        /// The queue was full, or the one agent it is for cannot be reached.
        REFUSED,
        /// Still waiting when the day was over.
        OPEN
    }

    /// @param agent null unless answered
    /// @param waitMillis until answered, or until they left; of an open one until the end of the day
    /// @param handleMillis conversation and wrap-up; 0 unless answered
    public record ContactResult(
            long id,
            QueueId queue,
            Outcome outcome,
            @Nullable AgentId agent,
            long waitMillis,
            long handleMillis) {}

    /// @param withinTarget answered with a wait up to the queue's target
    /// @param waitMillis of all answered
    public record QueueSums(
            int arrived,
            int answered,
            int withinTarget,
            int abandoned,
            int sentOn,
            int refused,
            int open,
            long waitMillis,
            long longestWaitMillis) {
        public static final QueueSums NONE = new QueueSums(0, 0, 0, 0, 0, 0, 0, 0, 0);

        /// Mean wait of the answered, milliseconds; 0 with none.
        public double meanWaitMillis() {
            return answered == 0 ? 0 : (double) waitMillis / answered;
        }

        /// Answered within the target, of answered and abandoned; 0 with none of both.
        public double serviceLevel() {
            return answered + abandoned == 0 ? 0 : (double) withinTarget / (answered + abandoned);
        }

        QueueSums plus(ContactResult result, long targetMillis) {
            boolean in = result.outcome() == Outcome.ANSWERED;
            return new QueueSums(
                    arrived + 1,
                    answered + one(in),
                    withinTarget + one(in && result.waitMillis() <= targetMillis),
                    abandoned + one(result.outcome() == Outcome.ABANDONED),
                    sentOn + one(result.outcome() == Outcome.SENT_ON),
                    refused + one(result.outcome() == Outcome.REFUSED),
                    open + one(result.outcome() == Outcome.OPEN),
                    waitMillis + (in ? result.waitMillis() : 0),
                    Math.max(longestWaitMillis, in ? result.waitMillis() : 0));
        }

        private static int one(boolean is) {
            return is ? 1 : 0;
        }
    }

    /// @param handled conversations and wrap-ups of contacts
    /// @param busyMillis in them
    public record AgentSums(int handled, long busyMillis) {}

    public DayResult {
        contacts = List.copyOf(contacts);
        queues = Map.copyOf(queues);
        agents = Map.copyOf(agents);
    }
}
