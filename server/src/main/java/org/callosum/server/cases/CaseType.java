package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A version of what a kind of case is.
///
/// @param clientId null: every client of the house may have such cases
/// @param version of the definition; a case keeps the one it began with
/// @param liveVersion the one that new cases begin with; null: none yet
/// @param states in their usual order; the first one is where a case begins
/// @param moves which states may follow which; none: any may follow any
/// @param reasons why such a case is opened
/// @param dueMinutes until a new case is due when its reason says nothing; null: no due time
/// @param form code of the form that its cases are filled in with
/// @param notesRequired whether a case needs a note before it may be closed
/// @param dispositions codes of results offered when it is closed
/// @param teamId whose work such cases are, when nobody says otherwise
/// @param script code of the script that leads through such a case at the desk; null: none
/// @param task what that script knows it by, a task of the playbook; null: the type's own code
/// @param escalation who hears of a case that stays open, in the order of time
public record CaseType(
        String code,
        @Nullable String clientId,
        int version,
        @Nullable Integer liveVersion,
        Text name,
        @Nullable String form,
        @Nullable String script,
        @Nullable String task,
        List<State> states,
        List<Move> moves,
        List<Reason> reasons,
        @Nullable Integer dueMinutes,
        boolean notesRequired,
        List<String> dispositions,
        @Nullable String teamId,
        List<Escalation> escalation,
        boolean active) {
    public CaseType {
        states = List.copyOf(states);
        moves = List.copyOf(moves);
        reasons = List.copyOf(reasons);
        dispositions = List.copyOf(dispositions);
        escalation = List.copyOf(escalation);
    }

    /// @param closed nothing is left to do
    /// @param dueMinutes until a case that comes into this state is due again; null: its due time stays
    @Schema(name = "CaseState")
    public record State(
            String code,
            Text name,
            boolean closed,
            @Nullable Integer dueMinutes) {}

    @Schema(name = "CaseMove")
    public record Move(String from, List<String> to) {
        public Move {
            to = List.copyOf(to);
        }
    }

    /// @param dueMinutes null: as the type says
    /// @param openingHours whether the time runs only while the queue's calendar is open
    @Schema(name = "CaseReason")
    public record Reason(String code, Text name, @Nullable Integer dueMinutes, boolean openingHours) {}

    /// @param afterMinutes since the case was opened
    @Schema(name = "CaseEscalation")
    public record Escalation(
            int afterMinutes,

            @Schema(allowableValues = {"owner", "team-leader", "escalation-owner"})
            String whom) {}

    State first() {
        return states.getFirst();
    }

    State state(String wanted) {
        return states.stream()
                .filter(state -> state.code().equals(wanted))
                .findFirst()
                .orElseGet(() -> new State(wanted, Text.english(wanted), false, null));
    }

    Optional<Reason> reason(@Nullable String wanted) {
        return reasons.stream()
                .filter(reason -> Objects.equals(reason.code(), wanted))
                .findFirst();
    }

    /// The states that may follow one; every state when the type names no moves from anywhere.
    List<String> after(String state) {
        if (moves.isEmpty()) {
            return states.stream().map(State::code).toList();
        }
        return moves.stream()
                .filter(move -> move.from().equals(state))
                .findFirst()
                .map(Move::to)
                .orElse(List.of());
    }
}
