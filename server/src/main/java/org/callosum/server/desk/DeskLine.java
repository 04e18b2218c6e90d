package org.callosum.server.desk;

import java.util.function.Supplier;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// The agent's sound, where the installation has any.
class DeskLine {
    private final Supplier<@Nullable DeskMedia> media;

    DeskLine(Supplier<@Nullable DeskMedia> media) {
        this.media = media;
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

    void close(long tenant, AgentId agent) {
        DeskMedia running = media.get();
        if (running != null) {
            running.close(tenant, agent);
        }
    }
}
