package org.callosum.server.cases;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What a kind of case is, as data.
///
/// @param states in their usual order; the first one is where a case begins
/// @param dueMinutes until a new case is due unless it says otherwise; null: no due time
public record CaseType(
        String code,
        Text name,
        List<State> states,
        @Nullable Integer dueMinutes,
        boolean active) {
    public CaseType {
        states = List.copyOf(states);
        if (states.isEmpty()) {
            throw new IllegalArgumentException("Case type %s has no states; it needs at least one".formatted(code));
        }
    }

    /// @param closed nothing is left to do
    public record State(String code, Text name, boolean closed) {}

    State first() {
        return states.getFirst();
    }

    State state(String wanted) {
        return states.stream()
                .filter(state -> state.code().equals(wanted))
                .findFirst()
                .orElseGet(() -> new State(wanted, Text.english(wanted), false));
    }
}
