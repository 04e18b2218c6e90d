package org.callosum.server.desk;

import java.util.function.Supplier;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// The agent's sound, where the installation has any.
class DeskLine {
    private final Supplier<@Nullable DeskMedia> media;
    private final Supplier<@Nullable DeskTransfers> transfers;
    private final Supplier<@Nullable DeskCallOuts> callOuts;

    DeskLine(
            Supplier<@Nullable DeskMedia> media,
            Supplier<@Nullable DeskTransfers> transfers,
            Supplier<@Nullable DeskCallOuts> callOuts) {
        this.media = media;
        this.transfers = transfers;
        this.callOuts = callOuts;
    }

    /// @throws org.callosum.server.platform.problem.Problem 503 `media-unavailable` while no voice engine runs
    DeskTransfers transfers() {
        DeskTransfers running = transfers.get();
        if (running == null) {
            throw Problems.of(503, "media-unavailable", java.util.Map.of());
        }
        return running;
    }

    /// @throws org.callosum.server.platform.problem.Problem 503 `media-unavailable` while no voice engine runs
    DeskCallOuts callOuts() {
        DeskCallOuts running = callOuts.get();
        if (running == null) {
            throw Problems.of(503, "media-unavailable", java.util.Map.of());
        }
        return running;
    }

    DeskCallOuts.@Nullable Dialling dialling(long tenant, InteractionId interaction) {
        DeskCallOuts running = callOuts.get();
        return running == null ? null : running.dialling(tenant, interaction);
    }

    DeskTransfers.@Nullable Asked asked(long tenant, InteractionId interaction) {
        DeskTransfers running = transfers.get();
        return running == null ? null : running.asked(tenant, interaction);
    }

    /// @throws org.callosum.server.platform.problem.Problem 503 `media-unavailable` while no voice engine runs
    DeskMedia media() {
        DeskMedia running = media.get();
        if (running == null) {
            throw Problems.of(503, "media-unavailable", java.util.Map.of());
        }
        return running;
    }

    DeskMedia.State state(long tenant, AgentId agent) {
        DeskMedia running = media.get();
        return running == null ? DeskMedia.State.NONE : running.state(tenant, agent);
    }

    boolean muted(long tenant, InteractionId interaction) {
        DeskMedia running = media.get();
        return running != null && running.muted(tenant, interaction);
    }

    boolean recordingPaused(long tenant, InteractionId interaction) {
        DeskMedia running = media.get();
        return running != null && running.recordingPaused(tenant, interaction);
    }

    void close(long tenant, AgentId agent) {
        DeskMedia running = media.get();
        if (running != null) {
            running.close(tenant, agent);
        }
    }
}
