package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Decides conversations: hold, moving on to another agent, what an agent begins, the end and wrap-up.
final class Conversing {
    private final FloorState state;
    private final EventSink sink;
    private final Agents agents;
    private final Queues queues;
    private final Entries entries;
    private final Matching matching;

    Conversing(FloorState state, EventSink sink, Matching matching) {
        this.state = state;
        this.sink = sink;
        this.agents = state.agents;
        this.queues = state.queues;
        this.entries = state.entries;
        this.matching = matching;
    }

    @Nullable
    Refusal startHold(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notTalking(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        if (entries.stage[e] == Entries.ON_HOLD) {
            return new Refusal.AlreadyOnHold(new InteractionId(interaction));
        }
        sink.holdStarted(interaction, agents.id[entries.agent[e]], at);
        state.holdStarted(e, at);
        return null;
    }

    @Nullable
    Refusal endHold(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notTalking(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        if (entries.stage[e] == Entries.TALKING) {
            return new Refusal.NotOnHold(new InteractionId(interaction));
        }
        sink.holdEnded(interaction, agents.id[entries.agent[e]], at);
        state.holdEnded(e, at);
        return null;
    }

    @Nullable
    Refusal endConversation(long interaction, EndedBy by, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notTalking(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        over(e, by, at);
        afterConversation(e, at);
        return null;
    }

    private void over(int e, EndedBy by, long at) {
        sink.conversationEnded(entries.id[e], agents.id[entries.agent[e]], queues.id[entries.queue[e]], by, at);
        state.conversationEnded(e, at);
    }

    /// Wrap-up, where the queue has one. A consult has none.
    private void afterConversation(int e, long at) {
        long wrapUp = queues.rules(entries.queue[e]).wrapUpMillis();
        if (wrapUp > 0 && !entries.isConsult(e)) {
            long deadline = at + wrapUp;
            sink.wrapUpStarted(entries.id[e], entries.offers[e], agents.id[entries.agent[e]], deadline, at);
            state.wrapUpStarted(e, deadline, at);
        } else {
            matching.completeWrapUp(e, List.of(), false, at);
        }
    }

    // ---- conversations that begin without an offer ----

    /// @param consult 0 for a take-over
    @Nullable
    Refusal moveConversation(long interaction, long to, long consult, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notTalking(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        int a = agents.find(to);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(to));
        }
        int from = entries.agent[e];
        if (from == a) {
            return new Refusal.SameAgent(new InteractionId(interaction), new AgentId(to));
        }
        int held = -1;
        int q = entries.queue[e];
        if (consult != 0) {
            held = entries.find(consult);
            refusal = notConsulting(consult, held, interaction, a);
        }
        if (refusal == null) {
            refusal = cannotTake(a, q, held < 0 ? -1 : queues.channel[entries.queue[held]]);
        }
        if (refusal == null && held < 0 && entries.size() >= state.limits.interactions()) {
            refusal = new Refusal.FloorFull("interactions", state.limits.interactions());
        }
        if (refusal != null) {
            return refusal;
        }
        if (held >= 0) {
            // a chat about which they spoke by voice stays in its queue
            q = queues.channel[entries.queue[held]] == queues.channel[q] ? entries.queue[held] : q;
            over(held, EndedBy.TRANSFERRED, at);
            sink.wrapUpCompleted(consult, entries.offers[held], to, List.of(), false, at);
            state.wrapUpCompleted(held, at);
        }
        over(e, EndedBy.TRANSFERRED, at);
        start(
                interaction,
                entries.offers[e] + 1,
                q,
                a,
                entries.arrival(e),
                consult == 0 ? ConversationStart.TAKEN_OVER : ConversationStart.TRANSFERRED,
                agents.id[from],
                at);
        // last: whoever becomes free here may get the next
        afterConversation(e, at);
        if (held >= 0) {
            // a chat taken over by voice leaves room for more, which the voice did not
            matching.matchAgent(a, at);
        }
        return null;
    }

    private @Nullable Refusal notConsulting(long consult, int e, long interaction, int a) {
        if (e >= 0
                && entries.isConsult(e)
                && (entries.stage[e] == Entries.TALKING || entries.stage[e] == Entries.ON_HOLD)
                && entries.agent[e] == a) {
            var of = entries.arrival(e).of();
            if (of != null && of.value() == interaction) {
                return null;
            }
        }
        return new Refusal.NotConsulting(new InteractionId(consult), agents.agentId(a));
    }

    private @Nullable Refusal cannotTake(int a, int q, int less) {
        if (agents.presence[a] == Agents.SIGNED_OUT) {
            return new Refusal.NotSignedIn(agents.agentId(a));
        }
        if (!agents.grants(a, queues.rules(q))) {
            return new Refusal.NotEntitled(agents.agentId(a), queues.queueId(q));
        }
        return agents.canTake(a, queues.channel[q], less) ? null : new Refusal.NoRoom(agents.agentId(a));
    }

    @Nullable
    Refusal startOutbound(long interaction, long queue, long agent, Arrival arrival, long now) {
        long at = state.time(now);
        int q = queues.find(queue);
        if (q < 0) {
            return new Refusal.UnknownQueue(new QueueId(queue));
        }
        int a = agents.find(agent);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(agent));
        }
        if (interaction <= 0) {
            throw new IllegalArgumentException("An interaction's id is positive, not " + interaction);
        }
        int known = entries.find(interaction);
        if (known >= 0 && entries.stage[known] != Entries.WRAPPING_UP) {
            return new Refusal.AlreadyOnFloor(new InteractionId(interaction));
        }
        var refusal = cannotTake(a, q, -1);
        if (refusal != null) {
            return refusal;
        }
        if (entries.size() >= state.limits.interactions()) {
            return new Refusal.FloorFull("interactions", state.limits.interactions());
        }
        var outbound = arrival.kind() == ArrivalKind.OUTBOUND || arrival.kind() == ArrivalKind.CALL_BACK
                ? arrival
                : arrival.withKind(ArrivalKind.OUTBOUND);
        int before = known < 0 ? 0 : entries.offers[known];
        start(
                interaction,
                Math.max(arrival.offersBefore(), before) + 1,
                q,
                a,
                outbound,
                ConversationStart.OUTBOUND,
                0,
                at);
        return null;
    }

    private void start(
            long interaction, int count, int q, int a, Arrival arrival, ConversationStart why, long from, long at) {
        sink.conversationStarted(interaction, count, agents.id[a], queues.id[q], arrival, why, from, at);
        state.conversationStarted(interaction, count, q, a, arrival, at);
    }

    private @Nullable Refusal notTalking(long interaction, int e) {
        if (e < 0) {
            return new Refusal.UnknownInteraction(new InteractionId(interaction));
        }
        return switch (entries.stage[e]) {
            case Entries.TALKING, Entries.ON_HOLD -> null;
            case Entries.WRAPPING_UP -> new Refusal.ConversationOver(new InteractionId(interaction));
            default -> new Refusal.NotAnswered(new InteractionId(interaction));
        };
    }

    /// @param agent whose wrap-up; 0 for the one that began first
    @Nullable
    Refusal completeWrapUp(long interaction, long agent, List<String> dispositions, long now) {
        long at = state.time(now);
        int newest = entries.find(interaction);
        if (newest < 0) {
            return new Refusal.UnknownInteraction(new InteractionId(interaction));
        }
        int found = -1;
        for (int e = newest; e >= 0; e = entries.older[e]) {
            if (entries.stage[e] == Entries.WRAPPING_UP && (agent == 0 || agents.id[entries.agent[e]] == agent)) {
                found = e; // the oldest stays found
            }
        }
        if (found < 0) {
            return new Refusal.NotWrappingUp(new InteractionId(interaction));
        }
        matching.completeWrapUp(found, dispositions, false, at);
        return null;
    }
}
