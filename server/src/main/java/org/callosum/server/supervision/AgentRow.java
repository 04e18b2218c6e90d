package org.callosum.server.supervision;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One agent on the board.
///
/// @param state `ready`, `ringing`, `talk`, `hold`, `acw`, `not-ready` or `signed-out`; of several interactions at once
///     the one of `metrics.md` 0.1
/// @param reason of not being ready, a code
/// @param since when the state began
/// @param queueId what they are busy with, if the reader may see its client; `interactionId` likewise
/// @param device `browser` or `phone`
/// @param breaks that are ahead of them or that they are on, in order of time
/// @param strain of the last hour, in steps of 0.05; absent while signed out
record AgentRow(
        String agentId,
        String name,
        @Nullable String teamId,

        @Schema(allowableValues = {"ready", "ringing", "talk", "hold", "acw", "not-ready", "signed-out"})
        String state,

        @Nullable String reason,
        Instant since,
        @Nullable String queueId,
        @Nullable String interactionId,
        @Schema(allowableValues = {"browser", "phone"}) String device,
        @Nullable Double strain,
        List<Break> breaks) {
    static final String SIGNED_OUT = "signed-out";

    AgentRow {
        breaks = List.copyOf(breaks);
    }

    /// Whether they are late, or over it, is for the reader's clock to say.
    ///
    /// @param startsAt when it is planned to begin; `at` is the same by the clock of the agent's site, `14:20`
    /// @param beganAt when they went; absent before that
    @Schema(name = "AgentBreak")
    record Break(
            String id,
            String reason,
            Instant startsAt,
            String at,
            int minutes,
            @Nullable Instant beganAt) {}

    AgentRow withoutWork() {
        return new AgentRow(agentId, name, teamId, state, reason, since, null, null, device, strain, breaks);
    }

    AgentRow signedOut(Instant at) {
        return new AgentRow(agentId, name, teamId, SIGNED_OUT, null, at, null, null, device, null, List.of());
    }
}
