package org.callosum.measures.facts;

import java.util.List;
import org.callosum.floor.ArrivalKind;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// One stay of an interaction in a queue. All times are milliseconds since the epoch, UTC.
///
/// What the floor cannot know (arrival at the centre, end of self-service, customer) is joined by whoever
/// stores the fact, by interaction.
///
/// @param answeredAtMillis 0 if nobody answered
/// @param endedAtMillis end of the conversation, or when it left the queue; 0 while open
/// @param holdMillis within the conversation
/// @param wrapUpEndMillis `acw_end`; 0 if it was not answered, or while open
/// @param agent who answered; null if nobody did
/// @param offers how often it was offered in this stay
/// @param dispositions codes, in the order the agent gave them
/// @param kind whose wish it was. Figures about queues leave out what is not a customer's
///     ([ArrivalKind#entersFigures()]); work intervals count the agent's time whatever the kind
public record QueueEntry(
        InteractionId interaction,
        QueueId queue,
        long queuedAtMillis,
        long answeredAtMillis,
        long endedAtMillis,
        long holdMillis,
        long wrapUpEndMillis,
        Outcome outcome,
        @Nullable AgentId agent,
        int offers,
        List<String> dispositions,
        ArrivalKind kind)
        implements Fact {
    public QueueEntry {
        dispositions = List.copyOf(dispositions);
    }

    /// A customer's.
    public QueueEntry(
            InteractionId interaction,
            QueueId queue,
            long queuedAtMillis,
            long answeredAtMillis,
            long endedAtMillis,
            long holdMillis,
            long wrapUpEndMillis,
            Outcome outcome,
            @Nullable AgentId agent,
            int offers,
            List<String> dispositions) {
        this(
                interaction,
                queue,
                queuedAtMillis,
                answeredAtMillis,
                endedAtMillis,
                holdMillis,
                wrapUpEndMillis,
                outcome,
                agent,
                offers,
                dispositions,
                ArrivalKind.CUSTOMER);
    }

    public boolean answered() {
        return answeredAtMillis != 0;
    }

    /// Until answered or, unanswered, until it left; ringing belongs to it. Of an open, unanswered entry: 0,
    /// since its wait is not known yet.
    public long waitMillis() {
        return answered() ? answeredAtMillis - queuedAtMillis : endedAtMillis == 0 ? 0 : endedAtMillis - queuedAtMillis;
    }

    /// Talk and hold; 0 if nobody answered or it has not ended.
    public long conversationMillis() {
        return answered() && endedAtMillis != 0 ? endedAtMillis - answeredAtMillis : 0;
    }

    public long talkMillis() {
        return conversationMillis() - (endedAtMillis == 0 ? 0 : holdMillis);
    }

    public long wrapUpMillis() {
        return answered() && wrapUpEndMillis != 0 ? wrapUpEndMillis - endedAtMillis : 0;
    }

    public long handleMillis() {
        return conversationMillis() + wrapUpMillis();
    }
}
