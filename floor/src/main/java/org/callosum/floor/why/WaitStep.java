package org.callosum.floor.why;

import java.util.List;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.Census;
import org.callosum.floor.Exit;
import org.callosum.floor.Explanation;
import org.callosum.floor.Lapse;
import org.callosum.floor.Needed;
import org.callosum.floor.Withdrawal;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// One step of a wait. Times are milliseconds since the epoch, waits milliseconds since entering the queue.
public sealed interface WaitStep {
    long atMillis();

    /// @param waiting customers waiting or ringing in the queue, this one included if it is one
    /// @param who who could serve it at this moment
    record Entered(QueueId queue, ArrivalKind kind, int priority, int waiting, Census who, long atMillis)
            implements WaitStep {}

    /// @param window whose wish it is that this agent gets it
    /// @param untilMillis 0 for as long as it takes
    record Held(AgentId agent, Window window, long untilMillis, long atMillis) implements WaitStep {}

    enum Window {
        PREFERRED,
        LAST,
        ONLY
    }

    /// No longer held for this agent.
    record Released(AgentId agent, Lapse why, long waitedMillis, long atMillis) implements WaitStep {}

    /// @param before who could serve it until now, with the need until now
    /// @param who who can from now on, with the need from now on
    record Widened(int step, Census before, Census who, long waitedMillis, long atMillis) implements WaitStep {
        public List<Needed> needsBefore() {
            return before.needs();
        }
    }

    /// @param why the rule that chose, its score, how many it chose from and the runner-up
    /// @param who who could serve it the moment before
    record Offered(OfferId offer, AgentId agent, Explanation why, Census who, long waitedMillis, long atMillis)
            implements WaitStep {}

    /// The offer came to nothing and it waits on.
    ///
    /// @param why null unless it was taken back
    record Returned(
            OfferId offer,
            AgentId agent,
            Return how,
            @Nullable Withdrawal why,
            Census who,
            long atMillis) implements WaitStep {}

    enum Return {
        DECLINED,
        MISSED,
        TAKEN_BACK
    }

    /// Who declined it may get it again.
    record DeclineForgotten(AgentId agent, long atMillis) implements WaitStep {}

    record Paused(long waitedMillis, long atMillis) implements WaitStep {}

    record Resumed(Census who, long waitedMillis, long atMillis) implements WaitStep {}

    record Answered(OfferId offer, AgentId agent, long waitedMillis, long atMillis) implements WaitStep {}

    /// @param who who could have served it the moment before
    record Abandoned(Census who, long waitedMillis, long atMillis) implements WaitStep {}

    record Left(Exit exit, Census who, long waitedMillis, long atMillis) implements WaitStep {}

    /// The centre failed.
    record Interrupted(long waitedMillis, long atMillis) implements WaitStep {}
}
