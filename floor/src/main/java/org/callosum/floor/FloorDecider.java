package org.callosum.floor;

import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;

/// Decides commands: checks them, tells the sink what happens and lets the state take it up, event by event,
/// then restores the floor's promise that no agent with room is left without an offer while something they may
/// serve is waiting.
///
/// The same logic for a live floor ([Floor#handle]) and for simulated days, which call the methods below with
/// plain ids and a counting sink: an accepted command allocates nothing, except where it names extra needs or
/// configuration. Times are milliseconds since the epoch, 0 up to the year 2500; one before the last event
/// counts as the last event's.
///
/// Not thread-safe: one thread owns the floor.
public final class FloorDecider {
    private final FloorState state;
    private final EventSink sink;
    private final Agents agents;
    private final Queues queues;
    private final Entries entries;
    private final Matching matching;
    private final Configuring configuring;
    private final Conversing conversing;

    FloorDecider(FloorState state, EventSink sink) {
        this.state = state;
        this.sink = sink;
        this.agents = state.agents;
        this.queues = state.queues;
        this.entries = state.entries;
        this.matching = new Matching(state, sink);
        this.configuring = new Configuring(state, sink, matching);
        this.conversing = new Conversing(state, sink, matching);
    }

    /// What the floor would answer, with nothing changed. It tries the command on a copy, which costs as much
    /// as a snapshot: for tests and what-ifs; a live floor calls [Floor#handle].
    public static Decision decide(Floor floor, FloorCommand command, long nowMillis) {
        return Floor.restore(floor.snapshot(), floor.limits()).handle(command, nowMillis);
    }

    @Nullable
    Refusal decide(FloorCommand command, long now) {
        return switch (command) {
            case FloorCommand.ConfigureQueue(var queue, var rules) -> configuring.configureQueue(queue, rules, now);
            case FloorCommand.RetireQueue(var queue) -> configuring.retireQueue(queue, now);
            case FloorCommand.ConfigureAgent(var agent, var rules) -> configuring.configureAgent(agent, rules, now);
            case FloorCommand.RetireAgent(var agent) -> configuring.retireAgent(agent, now);
            case FloorCommand.GrantSkill(var agent, var skill, var proficiency, var preference) ->
                configuring.grantSkill(agent, skill, proficiency, preference, now);
            case FloorCommand.RevokeSkill(var agent, var skill) -> configuring.revokeSkill(agent, skill, now);
            case FloorCommand.SignIn(var agent) -> signIn(agent.value(), now);
            case FloorCommand.SignOut(var agent) -> signOut(agent.value(), now);
            case FloorCommand.GoReady(var agent) -> goReady(agent.value(), now);
            case FloorCommand.GoNotReady(var agent, var reason) -> goNotReady(agent.value(), reason, now);
            case FloorCommand.Enqueue(var interaction, var queue, var arrival) ->
                enqueue(interaction.value(), queue.value(), arrival, now);
            case FloorCommand.Abandon(var interaction) -> abandon(interaction.value(), now);
            case FloorCommand.LeaveQueue(var interaction, var exit) -> leaveQueue(interaction.value(), exit, now);
            case FloorCommand.SuspendWaiting(var interaction) -> suspendWaiting(interaction.value(), now);
            case FloorCommand.ResumeWaiting(var interaction) -> resumeWaiting(interaction.value(), now);
            case FloorCommand.AcceptOffer(var offer) ->
                acceptOffer(offer.interaction().value(), offer.count(), now);
            case FloorCommand.DeclineOffer(var offer) ->
                declineOffer(offer.interaction().value(), offer.count(), now);
            case FloorCommand.StartHold(var interaction) -> startHold(interaction.value(), now);
            case FloorCommand.EndHold(var interaction) -> endHold(interaction.value(), now);
            case FloorCommand.MoveConversation(var interaction, var to, var consult) ->
                moveConversation(interaction.value(), to.value(), consult == null ? 0 : consult.value(), now);
            case FloorCommand.StartOutbound(var interaction, var queue, var agent, var arrival) ->
                startOutbound(interaction.value(), queue.value(), agent.value(), arrival, now);
            case FloorCommand.EndConversation(var interaction, var by) -> endConversation(interaction.value(), by, now);
            case FloorCommand.CompleteWrapUp(var interaction, var agent, var dispositions) ->
                completeWrapUp(interaction.value(), agent == null ? 0 : agent.value(), dispositions, now);
            case FloorCommand.Interrupt(var interaction) -> interrupt(interaction.value(), now);
            case FloorCommand.AdvanceTime() -> {
                advanceTime(now);
                yield null;
            }
        };
    }

    // ---- presence ----

    public @Nullable Refusal signIn(long agent, long now) {
        long at = state.time(now);
        int a = agents.find(agent);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(agent));
        }
        if (agents.leaving[a]) {
            sink.signOutCancelled(agent, at);
            state.signOutCancelled(a, at);
            return null;
        }
        if (agents.presence[a] != Agents.SIGNED_OUT) {
            return new Refusal.AlreadySignedIn(new AgentId(agent));
        }
        sink.agentSignedIn(agent, at);
        state.agentSignedIn(a, at);
        return null;
    }

    public @Nullable Refusal signOut(long agent, long now) {
        long at = state.time(now);
        int a = agents.find(agent);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(agent));
        }
        if (agents.presence[a] == Agents.SIGNED_OUT || agents.leaving[a]) {
            return new Refusal.NotSignedIn(new AgentId(agent));
        }
        int withdrawn = matching.withdrawOffers(a, at);
        if (agents.inHand[a] > 0) {
            sink.signOutDeferred(agent, at);
            state.signOutDeferred(a, at);
        } else {
            matching.signOut(a, at);
        }
        // withdrawn offers first: what is held for the agent uses the same scratch list
        matching.rematchWithdrawn(withdrawn, at);
        matching.settleHeld(a, at);
        return null;
    }

    public @Nullable Refusal goReady(long agent, long now) {
        long at = state.time(now);
        int a = agents.find(agent);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(agent));
        }
        if (agents.presence[a] == Agents.SIGNED_OUT) {
            return new Refusal.NotSignedIn(new AgentId(agent));
        }
        if (agents.presence[a] == Agents.READY) {
            return new Refusal.AlreadyReady(new AgentId(agent));
        }
        stay(a, at);
        sink.agentBecameReady(agent, at);
        state.agentBecameReady(a, at);
        matching.matchAgent(a, at);
        return null;
    }

    public @Nullable Refusal goNotReady(long agent, String reason, long now) {
        long at = state.time(now);
        int a = agents.find(agent);
        if (a < 0) {
            return new Refusal.UnknownAgent(new AgentId(agent));
        }
        if (agents.presence[a] == Agents.SIGNED_OUT) {
            return new Refusal.NotSignedIn(new AgentId(agent));
        }
        if (agents.presence[a] == Agents.NOT_READY && !agents.leaving[a] && agents.reason[a].equals(reason)) {
            return new Refusal.AlreadyNotReady(new AgentId(agent), reason);
        }
        stay(a, at);
        matching.becomeNotReady(a, reason, at);
        return null;
    }

    /// Who declares a presence does not want to leave any more.
    private void stay(int a, long at) {
        if (agents.leaving[a]) {
            sink.signOutCancelled(agents.id[a], at);
            state.signOutCancelled(a, at);
        }
    }

    // ---- the customer's side ----

    public @Nullable Refusal enqueue(long interaction, long queue, Arrival arrival, long now) {
        long at = state.time(now);
        int q = queues.find(queue);
        if (q < 0) {
            return new Refusal.UnknownQueue(new QueueId(queue));
        }
        int known = entries.find(interaction);
        if (known >= 0 && entries.stage[known] != Entries.WRAPPING_UP) {
            return new Refusal.AlreadyOnFloor(new InteractionId(interaction));
        }
        if (interaction <= 0) {
            throw new IllegalArgumentException("An interaction's id is positive, not " + interaction);
        }
        var only = arrival.onlyFor();
        if (only != null) {
            var refusal = notReachable(only, q);
            if (refusal != null) {
                return refusal;
            }
        }
        int limit = arrival.kind().entersFigures() ? queues.rules(q).maxWaiting() : 0;
        if (limit > 0 && queues.waiting[q] + queues.offered[q] >= limit) {
            return new Refusal.QueueFull(new QueueId(queue), limit);
        }
        if (entries.size() >= state.limits.interactions()) {
            return new Refusal.FloorFull("interactions", state.limits.interactions());
        }
        if (!arrival.extraNeeds().isEmpty()
                && state.entitlement.skillIndex.size() + arrival.extraNeeds().size() > state.limits.skills()) {
            return new Refusal.FloorFull("skills", state.limits.skills());
        }
        sink.interactionQueued(interaction, queue, arrival, at);
        int e = state.interactionQueued(interaction, q, arrival, at);
        matching.settle(e, at);
        return null;
    }

    /// Whether it could ever reach the one agent it waits for: the client and the channel; skills may come.
    private @Nullable Refusal notReachable(AgentId agent, int q) {
        int a = agents.find(agent.value());
        if (a < 0) {
            return new Refusal.UnknownAgent(agent);
        }
        return agents.grants(a, queues.rules(q)) ? null : new Refusal.NotEntitled(agent, queues.queueId(q));
    }

    public @Nullable Refusal suspendWaiting(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notUnanswered(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        if (entries.suspended[e]) {
            return new Refusal.AlreadySuspended(new InteractionId(interaction));
        }
        int freed = withdraw(e, Withdrawal.SUSPENDED, at);
        sink.waitingSuspended(interaction, queues.id[entries.queue[e]], at);
        state.waitingSuspended(e, at);
        matchFreed(freed, at);
        return null;
    }

    public @Nullable Refusal resumeWaiting(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notUnanswered(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        if (!entries.suspended[e]) {
            return new Refusal.NotSuspended(new InteractionId(interaction));
        }
        sink.waitingResumed(interaction, queues.id[entries.queue[e]], at);
        state.waitingResumed(e, at);
        matching.settle(e, at);
        return null;
    }

    public @Nullable Refusal abandon(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notUnanswered(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        int freed = withdraw(e, Withdrawal.ABANDONED, at);
        sink.interactionAbandoned(interaction, queues.id[entries.queue[e]], at - entries.queuedAt[e], at);
        state.leftQueue(e, at);
        matchFreed(freed, at);
        return null;
    }

    public @Nullable Refusal leaveQueue(long interaction, Exit exit, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notUnanswered(interaction, e);
        if (refusal != null) {
            return refusal;
        }
        int freed = withdraw(e, Withdrawal.LEFT_QUEUE, at);
        sink.interactionLeftQueue(interaction, queues.id[entries.queue[e]], exit, at - entries.queuedAt[e], at);
        state.leftQueue(e, at);
        matchFreed(freed, at);
        return null;
    }

    private @Nullable Refusal notUnanswered(long interaction, int e) {
        if (e < 0) {
            return new Refusal.UnknownInteraction(new InteractionId(interaction));
        }
        return entries.stage[e] > Entries.OFFERED ? new Refusal.AlreadyAnswered(new InteractionId(interaction)) : null;
    }

    /// Takes the offer back if there is one; the agent it was made to, or -1.
    private int withdraw(int e, Withdrawal why, long at) {
        if (entries.stage[e] != Entries.OFFERED) {
            return -1;
        }
        int a = entries.agent[e];
        matching.withdraw(e, why, at);
        return a;
    }

    private void matchFreed(int a, long at) {
        if (a >= 0) {
            matching.matchAgent(a, at);
        }
    }

    // ---- offers ----

    /// @param count the offer's count, see [OfferId]
    public @Nullable Refusal acceptOffer(long interaction, int count, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notPending(interaction, e, count, at);
        if (refusal != null) {
            return refusal;
        }
        int a = entries.agent[e];
        sink.offerAccepted(interaction, count, agents.id[a], queues.id[entries.queue[e]], at - entries.queuedAt[e], at);
        state.offerAccepted(e, at);
        return null;
    }

    public @Nullable Refusal declineOffer(long interaction, int count, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        var refusal = notPending(interaction, e, count, at);
        if (refusal != null) {
            return refusal;
        }
        int a = entries.agent[e];
        sink.offerDeclined(interaction, count, agents.id[a], queues.id[entries.queue[e]], at);
        state.offerDeclined(e, at);
        // the interaction first: it has waited; then the agent, who may have something else
        matching.settle(e, at);
        matching.matchAgent(a, at);
        return null;
    }

    private @Nullable Refusal notPending(long interaction, int e, int count, long at) {
        if (e < 0) {
            return new Refusal.UnknownInteraction(new InteractionId(interaction));
        }
        if (entries.stage[e] != Entries.OFFERED || entries.offers[e] != count) {
            return new Refusal.OfferSettled(new OfferId(new InteractionId(interaction), count));
        }
        return at > entries.deadline[e]
                ? new Refusal.DeadlinePassed(new OfferId(new InteractionId(interaction), count), entries.deadline[e])
                : null;
    }

    // ---- conversation and wrap-up ----

    public @Nullable Refusal startHold(long interaction, long now) {
        return conversing.startHold(interaction, now);
    }

    public @Nullable Refusal endHold(long interaction, long now) {
        return conversing.endHold(interaction, now);
    }

    public @Nullable Refusal endConversation(long interaction, EndedBy by, long now) {
        return conversing.endConversation(interaction, by, now);
    }

    /// @param consult 0 for a take-over
    public @Nullable Refusal moveConversation(long interaction, long to, long consult, long now) {
        return conversing.moveConversation(interaction, to, consult, now);
    }

    public @Nullable Refusal startOutbound(long interaction, long queue, long agent, Arrival arrival, long now) {
        return conversing.startOutbound(interaction, queue, agent, arrival, now);
    }

    /// @param agent whose wrap-up; 0 for the one that began first
    public @Nullable Refusal completeWrapUp(long interaction, long agent, List<String> dispositions, long now) {
        return conversing.completeWrapUp(interaction, agent, dispositions, now);
    }

    public @Nullable Refusal interrupt(long interaction, long now) {
        long at = state.time(now);
        int e = entries.find(interaction);
        if (e < 0) {
            return new Refusal.UnknownInteraction(new InteractionId(interaction));
        }
        long queue = queues.id[entries.queue[e]];
        switch (entries.stage[e]) {
            case Entries.WAITING, Entries.OFFERED -> {
                int freed = withdraw(e, Withdrawal.INTERRUPTED, at);
                sink.interactionInterrupted(interaction, queue, 0, at);
                state.leftQueue(e, at);
                matchFreed(freed, at);
                return null;
            }
            case Entries.WRAPPING_UP -> {
                return new Refusal.ConversationOver(new InteractionId(interaction));
            }
            default -> {
                int a = entries.agent[e];
                sink.interactionInterrupted(interaction, queue, agents.id[a], at);
                state.conversationInterrupted(e, at);
                matching.afterWork(a, at);
                return null;
            }
        }
    }

    // ---- time ----

    /// Lets everything happen that is due at `now`, in order of its instant and, at one instant, of interaction
    /// ids. What happens late happens at `now`: the floor has no past to put it into.
    public void advanceTime(long now) {
        long at = state.time(now);
        while (state.timers.nextDeadlineMillis() <= at) {
            int e = state.timers.first();
            switch (entries.stage[e]) {
                case Entries.WAITING -> matching.settle(e, at);
                case Entries.OFFERED -> matching.expire(e, at);
                case Entries.WRAPPING_UP -> matching.completeWrapUp(e, List.of(), true, at);
                default ->
                    throw new IllegalStateException(
                            "Interaction %d has a timer while in conversation; this is a fault of the floor"
                                    .formatted(entries.id[e]));
            }
        }
    }

    /// When time should next be advanced; `Long.MAX_VALUE` while nothing is due.
    public long nextDeadlineMillis() {
        return state.timers.nextDeadlineMillis();
    }
}
