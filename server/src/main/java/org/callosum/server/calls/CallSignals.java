package org.callosum.server.calls;

import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.voice.LegId;
import org.callosum.voice.SignalsId;
import org.callosum.voice.SignalsRequest;
import org.jspecify.annotations.Nullable;

/// Listens to how the customer and an agent talk, from their first word to the agent's leaving: one listening for
/// each agent in turn. Belongs to the call's mailbox.
final class CallSignals {
    private final CustomerOnLine on;
    private @Nullable SignalsId listening;
    private @Nullable AgentId agent;
    private Set<LegId> agentsSide = Set.of();

    CallSignals(CustomerOnLine on) {
        this.on = on;
    }

    /// These legs are the agents' side now. Another agent than before begins another listening.
    ///
    /// @param lines empty while the agent is away: that time counts as hold
    void listen(AgentId who, Set<LegId> lines) {
        if (!who.equals(agent)) {
            stop();
        }
        var id = listening;
        if (id == null) {
            id = new SignalsId(on.world().ids().getAsLong());
            listening = id;
            agent = who;
            on.world().history().openSpeech(on.tenant(), on.interaction(), id, who);
        } else if (lines.equals(agentsSide)) {
            return;
        }
        agentsSide = lines;
        on.world().voice().listenToSpeech(SignalsRequest.of(id, on.leg(), lines));
    }

    /// The agent has left the conversation.
    void stop() {
        var id = listening;
        listening = null;
        agent = null;
        if (id != null) {
            on.world().voice().stopListening(id);
        }
    }
}
