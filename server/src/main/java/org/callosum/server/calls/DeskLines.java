package org.callosum.server.calls;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskMedia;
import org.callosum.server.platform.problem.Problems;

/// The desk's sound, by the calls of this node and what is asked of the others.
final class DeskLines implements DeskMedia {
    private static final long PATIENCE_SECONDS = 2;

    private final CallCentre centre;
    private final CallsElsewhere elsewhere;

    DeskLines(CallCentre centre, CallsElsewhere elsewhere) {
        this.centre = centre;
        this.elsewhere = elsewhere;
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
        } else {
            elsewhere(tenant, interaction, ElsewhereWords.Act.mute(on));
        }
    }

    @Override
    public boolean muted(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call == null ? elsewhere.shown(tenant, interaction).muted() : call.muted(interaction);
    }

    @Override
    public void pauseRecording(long tenant, InteractionId interaction, boolean on) {
        var call = centre.call(interaction);
        if (call != null) {
            done(call.pausesRecording(on));
        } else {
            elsewhere(tenant, interaction, ElsewhereWords.Act.pause(on));
        }
    }

    @Override
    public boolean recordingPaused(long tenant, InteractionId interaction) {
        var call = centre.call(interaction);
        return call == null ? elsewhere.shown(tenant, interaction).paused() : call.recordingPaused();
    }

    @Override
    public void digits(long tenant, InteractionId interaction, String digits) {
        var call = centre.call(interaction);
        if (call != null) {
            call.agentSendsDigits(digits);
        } else {
            elsewhere(tenant, interaction, ElsewhereWords.Act.digits(digits));
        }
    }

    private void elsewhere(long tenant, InteractionId interaction, ElsewhereWords.Act act) {
        if (elsewhere.has(interaction)) {
            var code = elsewhere.ask(tenant, interaction, act).join();
            if (code.equals(CallsElsewhere.UNREACHABLE)) {
                throw Problems.of(503, code, Map.of());
            }
        }
    }
}
