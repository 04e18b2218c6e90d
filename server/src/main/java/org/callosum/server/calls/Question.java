package org.callosum.server.calls;

import java.util.List;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.LegId;
import org.jspecify.annotations.Nullable;

/// How far a question to somebody beside the customer is.
sealed interface Question {
    /// In a queue, or waiting for one colleague.
    ///
    /// @param id of its own on the floor
    record Waiting(InteractionId id, @Nullable AgentId only, Phase.@Nullable Ringing ringing) implements Question {}

    /// A colleague has answered.
    ///
    /// @param offer which they accepted
    /// @param line null while their browser is silent
    /// @param together in a conference
    record Colleague(
            InteractionId id,
            OfferId offer,
            AgentId agent,
            boolean phone,
            @Nullable LegId line,
            boolean together) implements Question {
        Colleague withLine(@Nullable LegId leg) {
            return new Colleague(id, offer, agent, phone, leg, together);
        }

        Colleague joined() {
            return new Colleague(id, offer, agent, phone, line, true);
        }
    }

    /// Somebody outside, rung or on the line.
    ///
    /// @param ended gives the place of an outside call back
    record Dialled(LegId leg, Consumer<Boolean> ended, boolean answered, boolean together) implements Question {
        Dialled heard() {
            return new Dialled(leg, ended, true, false);
        }

        Dialled joined() {
            return new Dialled(leg, ended, true, true);
        }
    }

    default boolean isAnswered() {
        return switch (this) {
            case Waiting _ -> false;
            case Colleague _ -> true;
            case Dialled dialled -> dialled.answered();
        };
    }

    default boolean isTogether() {
        return switch (this) {
            case Waiting _ -> false;
            case Colleague colleague -> colleague.together();
            case Dialled dialled -> dialled.together();
        };
    }

    /// Whether whoever answered can be heard.
    default boolean isThere() {
        return switch (this) {
            case Waiting _ -> false;
            case Colleague colleague -> colleague.line() != null;
            case Dialled dialled -> dialled.answered();
        };
    }

    /// The agent who has answered; null before, and for somebody outside.
    default @Nullable AgentId who() {
        return this instanceof Colleague colleague ? colleague.agent() : null;
    }

    /// Whether this is its id on the floor.
    default boolean is(InteractionId other) {
        return switch (this) {
            case Waiting waiting -> waiting.id().equals(other);
            case Colleague colleague -> colleague.id().equals(other);
            case Dialled _ -> false;
        };
    }

    /// Who is in the call because of it. Apart, they wait with music while the agent talks with the customer.
    default List<Party> parties(boolean customerHeld) {
        return switch (this) {
            case Waiting _ -> List.of();
            case Colleague colleague ->
                List.of(Party.consulted(colleague.agent(), colleague.line())
                        .held(!colleague.together() && !customerHeld));
            case Dialled dialled ->
                dialled.answered()
                        ? List.of(Party.outside(dialled.leg()).held(!dialled.together() && !customerHeld))
                        : List.of();
        };
    }
}
