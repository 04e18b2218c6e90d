package org.callosum.server.interactions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one interaction: its row, and every step to the millisecond.
///
/// @param timeline in order; names of agents and queues stand beside their ids
record InteractionPage(
        @JsonUnwrapped InteractionRow row,
        String dialled,
        String language,
        List<Pressed> keys,
        Map<String, String> attributes,
        List<Step> timeline,
        List<Recording> recordings,
        List<Note> notes,
        List<Map<String, Object>> cases,
        @Nullable CustomerBrief customer) {
    record Pressed(String prompt, String digits, @Nullable Text meaning) {}

    record Step(Instant at, String type, Map<String, Object> data) {}

    /// @param state `complete`, `recording`, `interrupted` or `erased`
    record Recording(String id, Instant startedAt, long durationMillis, String state) {}

    record Note(Instant at, String author, String text) {}
}
