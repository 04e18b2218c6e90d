package org.callosum.server.calls;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskMedia;

/// The desk's sound, by the calls of this node.
final class DeskLines implements DeskMedia {
    private final CallCentre centre;

    /// Bounded by the calls in progress: an interaction is taken out when it is over.
    private final Set<InteractionId> muted = ConcurrentHashMap.newKeySet();

    DeskLines(CallCentre centre) {
        this.centre = centre;
    }

    @Override
    public CompletableFuture<String> open(long tenant, AgentId agent, String offerSdp) {
        return centre.openLine(tenant, agent, offerSdp);
    }

    @Override
    public void close(long tenant, AgentId agent) {
        centre.closeLine(tenant, agent);
    }

    @Override
    public State state(long tenant, AgentId agent) {
        return switch (centre.lineState(tenant, agent)) {
            case NONE -> State.NONE;
            case CONNECTING -> State.CONNECTING;
            case CONNECTED -> State.CONNECTED;
            case LOST -> State.LOST;
        };
    }

    @Override
    public void mute(long tenant, InteractionId interaction, boolean on) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentMutes(on);
            if (on) {
                muted.add(interaction);
            } else {
                muted.remove(interaction);
            }
        }
    }

    @Override
    public boolean muted(long tenant, InteractionId interaction) {
        if (centre.call(interaction) == null) {
            muted.remove(interaction);
        }
        return muted.contains(interaction);
    }

    @Override
    public void digits(long tenant, InteractionId interaction, String digits) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentSendsDigits(digits);
        }
    }
}
