package org.callosum.server.supervision.monitoring;

import java.util.concurrent.CompletableFuture;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;

/// A supervisor's ears and voice in a call; implemented by whoever has the sound.
public interface LineMonitor {
    /// What a supervisor is in a call.
    enum Mode {
        /// hears everything, is heard by nobody
        LISTEN("listen"),
        /// is heard by the agent alone, and is in no recording
        WHISPER("whisper"),
        /// is heard by all
        JOIN("join");

        private final String code;

        Mode(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /// Comes in, or changes to another mode.
    ///
    /// @param agent who has the conversation, and whom a whisper is for
    /// @return false if the call is not of this node, nobody talks in it, or too many supervise it
    CompletableFuture<Boolean> enter(InteractionId interaction, AgentId supervisor, Mode mode, AgentId agent);

    /// @return whether they were there
    CompletableFuture<Boolean> leave(InteractionId interaction, AgentId supervisor);
}
