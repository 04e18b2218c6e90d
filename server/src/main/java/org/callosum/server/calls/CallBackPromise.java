package org.callosum.server.calls;

import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep.CallBackTerms;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;

/// A call-back that was promised to somebody who waited, as it is stored: all that is needed to keep it
/// without the line and without the process in which it was given.
///
/// @param entryNumber the centre's number that was called; the call-back shows it
/// @param customer 0 if nobody knows who it is
/// @param number to dial
/// @param enqueue how the customer enters the queue again after an attempt that failed
/// @param run the flow, waiting in its queue step with nothing beside it
/// @param queuedMillis when the wait began; the place is counted from here
/// @param dueMillis what is not kept by then becomes a case
/// @param attempts so far
/// @param nextMillis when the next attempt is due, while resting
/// @param notBeforeMillis the hour the customer has chosen; 0: as soon as it is their turn
public record CallBackPromise(
        long tenant,
        ClientId client,
        InteractionId interaction,
        QueueId queue,
        String entryNumber,
        long customer,
        String number,
        CallBackTerms terms,
        FlowEffect.Enqueue enqueue,
        FlowRun run,
        long queuedMillis,
        long promisedMillis,
        long dueMillis,
        State state,
        int attempts,
        int offers,
        long nextMillis,
        long notBeforeMillis) {
    /// What has become of it.
    public enum State {
        /// keeps its place; the customer may still be on the line
        PROMISED,
        /// the customer is being dialled
        DIALLING,
        /// between two attempts
        RESTING,
        /// the customer was reached, or served before they had hung up
        REACHED,
        /// a case was opened instead
        RAISED,
        /// the customer went another way before the line ended
        WITHDRAWN;

        /// Whether it is still to be kept.
        public boolean open() {
            return switch (this) {
                case PROMISED, DIALLING, RESTING -> true;
                case REACHED, RAISED, WITHDRAWN -> false;
            };
        }
    }

    CallBackPromise in(State next) {
        return with(next, attempts, nextMillis);
    }

    CallBackPromise dialling() {
        return with(State.DIALLING, attempts + 1, 0);
    }

    CallBackPromise restingUntil(long millis) {
        return with(State.RESTING, attempts, millis);
    }

    private CallBackPromise with(State next, int made, long at) {
        return new CallBackPromise(
                tenant,
                client,
                interaction,
                queue,
                entryNumber,
                customer,
                number,
                terms,
                enqueue,
                run,
                queuedMillis,
                promisedMillis,
                dueMillis,
                next,
                made,
                offers,
                at,
                notBeforeMillis);
    }

    @Override
    public String toString() {
        return "CallBackPromise[" + interaction + ", " + state + "]"; // no number in a log
    }
}
