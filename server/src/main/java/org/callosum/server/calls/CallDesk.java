package org.callosum.server.calls;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;

/// The room's front door: what desks and rehearsals ask of calls.
public final class CallDesk {
    private final CallCentre centre;
    private final VoiceHost host;

    CallDesk(CallCentre centre, VoiceHost host) {
        this.centre = centre;
        this.host = host;
    }

    /// Takes the offer of an agent's browser; a new line replaces the agent's old one.
    ///
    /// @return the description to answer with; fails for an offer that cannot be read
    public CompletableFuture<String> openLine(long tenant, AgentId agent, String offerSdp) {
        return centre.openLine(tenant, agent, offerSdp);
    }

    public void closeLine(long tenant, AgentId agent) {
        centre.closeLine(tenant, agent);
    }

    /// @return `none`, `connecting`, `connected` or `lost`
    public String lineState(long tenant, AgentId agent) {
        return centre.lineState(tenant, agent).code();
    }

    /// The agent puts the conversation down; nothing happens where there is none.
    public void hangUp(InteractionId interaction) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentHangsUp();
        }
    }

    public void mute(InteractionId interaction, boolean on) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentMutes(on);
        }
    }

    /// @param digits of `0123456789*#`
    public void sendDigits(InteractionId interaction, String digits) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentSendsDigits(digits);
        }
    }

    /// Whether somebody talks with the caller of this number now.
    public boolean talksWith(String callerNumber) {
        return centre.talksWith(callerNumber);
    }

    /// Where SIP listens.
    public InetSocketAddress sipAddress() {
        return host.sipAddress();
    }

    /// Counters of calls and of the voice engine, by name.
    public Map<String, Long> counters() {
        return centre.counters();
    }
}
