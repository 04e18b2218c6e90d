package org.callosum.server.supervision.breaks;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of one agent's break.
///
/// @param outcome `done`, or the code of a refusal
/// @param was the break before the act; null for a new one
/// @param is the break after it; null once it is taken back
public record BreakChange(
        String outcome, @Nullable Slot was, @Nullable Slot is) {
    /// @param at by the clock of the agent's site, `14:20`
    @Schema(name = "BreakSlot")
    public record Slot(String at, int minutes) {}

    static BreakChange refused(String code) {
        return new BreakChange(code, null, null);
    }
}
