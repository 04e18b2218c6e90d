package org.callosum.server.supervision;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One agent on the board.
///
/// @param state `ready`, `ringing`, `talk`, `hold`, `acw`, `not-ready` or `signed-out`; of several interactions at once
///     the one of `metrics.md` 0.1
/// @param reason of not being ready, a code
/// @param since when the state began
/// @param queueId what they are busy with, if the reader may see its client; `interactionId` likewise
/// @param device `browser` or `phone`
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
        @Nullable Double strain) {
    static final String SIGNED_OUT = "signed-out";

    AgentRow withoutWork() {
        return new AgentRow(agentId, name, teamId, state, reason, since, null, null, device, strain);
    }

    AgentRow signedOut(Instant at) {
        return new AgentRow(agentId, name, teamId, SIGNED_OUT, null, at, null, null, device, null);
    }
}
