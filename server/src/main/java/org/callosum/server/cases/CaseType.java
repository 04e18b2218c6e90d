package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What a kind of case is, as data.
///
/// @param states in their usual order; the first one is where a case begins
/// @param moves which states may follow which; none: any may follow any
/// @param reasons why such a case is opened
/// @param dueMinutes until a new case is due when its reason says nothing; null: no due time
public record CaseType(
        String code,
        Text name,
        List<State> states,
        List<Move> moves,
        List<Reason> reasons,
        @Nullable Integer dueMinutes,
        boolean active) {
    public CaseType {
        states = List.copyOf(states);
        moves = List.copyOf(moves);
        reasons = List.copyOf(reasons);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("Case type %s has no states; it needs at least one".formatted(code));
        }
    }

    /// @param closed nothing is left to do
    @Schema(name = "CaseState")
    public record State(String code, Text name, boolean closed) {}

    public record Move(String from, List<String> to) {
        public Move {
            to = List.copyOf(to);
        }
    }

    /// @param dueMinutes null: as the type says
    /// @param openingHours whether the time runs only while the queue's calendar is open
    @Schema(name = "CaseReason")
    public record Reason(String code, Text name, @Nullable Integer dueMinutes, boolean openingHours) {}

    State first() {
        return states.getFirst();
    }

    State state(String wanted) {
        return states.stream()
                .filter(state -> state.code().equals(wanted))
                .findFirst()
                .orElseGet(() -> new State(wanted, Text.english(wanted), false));
    }

    Optional<Reason> reason(@Nullable String wanted) {
        return reasons.stream().filter(reason -> reason.code().equals(wanted)).findFirst();
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
