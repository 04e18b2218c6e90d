package org.callosum.server.calls;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.LegId;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// What every call needs of the world, handed in once.
///
/// @param ids time-ordered, for legs, plays, mixes and recordings
/// @param nowMillis UTC epoch
/// @param timers one thread that only posts to mailboxes
/// @param lines agents' lines
/// @param legs who is told of a leg's events
/// @param consults whose call a question on the floor belongs to
/// @param deskChanged an agent's screen has something new to show
record CallWorld(
        Voice voice,
        FloorGate floor,
        Directory directory,
        CallRecord history,
        CallCases cases,
        CallBackBook callBacks,
        LongSupplier ids,
        LongSupplier nowMillis,
        ScheduledExecutorService timers,
        AgentLines lines,
        Legs legs,
        Consults consults,
        Consumer<AgentLines.Key> deskChanged) {
    /// How long an agent whose browser fell silent has to come back before the customer is let go.
    static final Duration AGENT_RETURN = Duration.ofSeconds(30);

    /// Who is told of a leg's events.
    interface Legs {
        /// @param interaction whose leg it is, for the log; null: nobody's yet
        void listen(LegId leg, @Nullable InteractionId interaction, LegListener listener);

        void forget(LegId leg);
    }

    /// Questions to colleagues are interactions of their own on the floor; what it tells of them is for the call.
    interface Consults {
        void open(InteractionId consult, InteractionId of);

        void close(InteractionId consult);
    }

    @FunctionalInterface
    interface LegListener {
        void heard(VoiceEvent.OfLeg event);
    }

    /// The same world with another history.
    CallWorld withHistory(CallRecord other) {
        return new CallWorld(
                voice,
                floor,
                directory,
                other,
                cases,
                callBacks,
                ids,
                nowMillis,
                timers,
                lines,
                legs,
                consults,
                deskChanged);
    }

    LegId newLeg() {
        return new LegId(ids.getAsLong());
    }

    long now() {
        return nowMillis.getAsLong();
    }
}
