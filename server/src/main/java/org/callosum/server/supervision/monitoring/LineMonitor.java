package org.callosum.server.supervision.monitoring;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.jspecify.annotations.Nullable;

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

    /// Who is told that somebody comes in, the quietest first.
    enum Announcement {
        SILENT("silent"),
        /// the agent hears a short tone
        TONE("tone"),
        /// the agent hears a sentence
        AGENT("agent"),
        /// agent and customer hear a sentence
        BOTH("both");

        private final String code;

        Announcement(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        public boolean saysMoreThan(Announcement other) {
            return compareTo(other) > 0;
        }

        /// @return null for what is none
        public static @Nullable Announcement of(String code) {
            for (Announcement each : values()) {
                if (each.code.equals(code)) {
                    return each;
                }
            }
            return null;
        }
    }

    /// Somebody who comes in, or changes to another mode.
    ///
    /// @param agent who has the conversation, and whom a whisper is for
    /// @param announcement made when they come in, and when they change to one that says more
    /// @param row of the record that says so; tells this coming from earlier ones
    /// @param gone told once if they are taken out of a call of this node without having left; on a thread
    ///     that must not be kept waiting. Another node's call tells it by [DistantStays]
    record Coming(
            long tenant,
            AgentId supervisor,
            Mode mode,
            AgentId agent,
            Announcement announcement,
            long row,
            Consumer<Gone> gone) {}

    /// What came of coming in.
    enum Answer {
        IN,
        /// no node has the call, nobody talks in it, or they are in it themselves
        NOT_HERE,
        /// too many supervise it
        FULL,
        /// their browser has no line that carries sound
        NO_LINE,
        /// the node that has the call does not answer; whether they are in it is not known
        UNREACHABLE
    }

    /// Why somebody is in a call no longer.
    enum Gone {
        /// the conversation has ended
        OVER,
        /// the customer was let go on to wait elsewhere, or to somebody outside
        SENT_ON,
        /// their browser has not come back
        LINE_LOST
    }

    CompletableFuture<Answer> enter(InteractionId interaction, Coming coming);

    /// @return whether they were there
    CompletableFuture<Boolean> leave(long tenant, InteractionId interaction, AgentId supervisor);
}
