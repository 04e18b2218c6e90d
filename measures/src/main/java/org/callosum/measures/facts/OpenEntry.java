package org.callosum.measures.facts;

import java.util.List;
import org.callosum.floor.ArrivalKind;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// A queue entry that is not a fact yet.
///
/// @param offer the accepted one; null while unanswered
/// @param holdSinceMillis of the hold that lasts; 0 if none does
/// @param queuedAgain the interaction went on after this conversation: in a queue, with another agent or outside
/// @param kind whose wish it is
public record OpenEntry(
        InteractionId interaction,
        QueueId queue,
        long queuedAtMillis,
        int offers,
        @Nullable OfferId offer,
        @Nullable AgentId agent,
        long answeredAtMillis,
        long holdMillis,
        long holdSinceMillis,
        long endedAtMillis,
        boolean queuedAgain,
        ArrivalKind kind) {
    static OpenEntry queued(InteractionId interaction, QueueId queue, ArrivalKind kind, long at) {
        return new OpenEntry(interaction, queue, at, 0, null, null, 0, 0, 0, 0, false, kind);
    }

    OpenEntry offered() {
        return new OpenEntry(interaction, queue, queuedAtMillis, offers + 1, null, null, 0, 0, 0, 0, false, kind);
    }

    OpenEntry answered(OfferId by, AgentId who, long at) {
        return new OpenEntry(interaction, queue, queuedAtMillis, offers, by, who, at, 0, 0, 0, false, kind);
    }

    OpenEntry holdFrom(long at) {
        return changed(holdMillis, at, endedAtMillis, queuedAgain);
    }

    OpenEntry holdUntil(long at) {
        return changed(holdMillis + at - holdSinceMillis, 0, endedAtMillis, queuedAgain);
    }

    /// Ends a hold, too.
    OpenEntry ended(long at) {
        return (holdSinceMillis == 0 ? this : holdUntil(at)).changed(at);
    }

    OpenEntry wasQueuedAgain() {
        return changed(holdMillis, holdSinceMillis, endedAtMillis, true);
    }

    private OpenEntry changed(long ended) {
        return changed(holdMillis, holdSinceMillis, ended, queuedAgain);
    }

    private OpenEntry changed(long hold, long holdSince, long ended, boolean again) {
        return new OpenEntry(
                interaction,
                queue,
                queuedAtMillis,
                offers,
                offer,
                agent,
                answeredAtMillis,
                hold,
                holdSince,
                ended,
                again,
                kind);
    }

    QueueEntry toFact(Outcome outcome, long wrapUpEnd, List<String> dispositions) {
        return new QueueEntry(
                interaction,
                queue,
                queuedAtMillis,
                answeredAtMillis,
                endedAtMillis,
                holdMillis,
                wrapUpEnd,
                outcome,
                agent,
                offers,
                dispositions,
                kind);
    }
}
