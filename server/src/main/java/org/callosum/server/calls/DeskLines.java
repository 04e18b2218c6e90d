package org.callosum.server.calls;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskMedia;

/// The desk's sound, by the calls of this node.
final class DeskLines implements DeskMedia {
    private static final long PATIENCE_SECONDS = 2;

    private final CallCentre centre;

    DeskLines(CallCentre centre) {
        this.centre = centre;
    }

    /// Waits until the call has taken it up, so that the desk's answer shows it; a call that is behind shows it later.
    private static void done(CompletableFuture<Boolean> taken) {
        taken.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(full -> false)
                .join();
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
    public void heldFor(long tenant, InteractionId interaction, String reason) {
        var call = centre.call(interaction);
        if (call != null) {
            call.heldFor(reason);
        }
    }

    @Override
    public void mute(long tenant, InteractionId interaction, boolean on) {
        var call = centre.call(interaction);
        if (call != null) {
            done(call.agentMutes(interaction, on));
        }
    }

    @Override
    public boolean muted(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call != null && call.muted(interaction);
    }

    @Override
    public void pauseRecording(long tenant, InteractionId interaction, boolean on) {
        var call = centre.call(interaction);
        if (call != null) {
            done(call.pausesRecording(on));
        }
    }

    @Override
    public boolean recordingPaused(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call != null && call.recordingPaused();
    }

    @Override
    public void digits(long tenant, InteractionId interaction, String digits) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentSendsDigits(digits);
        }
    }
}
