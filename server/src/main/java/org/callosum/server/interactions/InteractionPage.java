package org.callosum.server.interactions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Everything that is known of one interaction: its row, and every step to the millisecond.
///
/// @param recordingRules what the reader may do with its recordings
/// @param repeats contacts of the same customer around this one
/// @param timeline in order; names of agents and queues stand beside their ids
record InteractionPage(
        @JsonUnwrapped InteractionRow row,
        String dialled,
        String language,
        List<Pressed> keys,
        Map<String, String> attributes,
        List<Step> timeline,
        List<Recording> recordings,
        List<ConversationSpeech> speech,
        List<Note> notes,
        List<Coded> coded,

        @ArraySchema(schema = @Schema(ref = "#/components/schemas/CaseRow"))
        List<Map<String, Object>> cases,

        @Nullable CustomerBrief customer,
        RepeatedContacts.Repeats repeats,
        RecordingStandards.Permission recordingRules) {
    record Pressed(String prompt, String digits, @Nullable Text meaning) {}

    record Step(Instant at, String type, Map<String, Object> data) {}

    /// @param state `complete`, `recording`, `interrupted` or `erased`
    /// @param keptUntil by the client's rule; erased in the night after
    record Recording(
            String id,
            Instant startedAt,
            long durationMillis,

            @Schema(allowableValues = {"complete", "recording", "erased", "interrupted"})
            String state,

            Instant keptUntil) {}

    /// What it was coded as at one time; the last one counts.
    ///
    /// @param revision from 1
    /// @param by a name
    /// @param names of the codes, as they are called today
    /// @param reason of a correction, a code; empty for what the agent chose in wrap-up
    record Coded(int revision, Instant at, String by, List<String> codes, List<Text> names, String reason) {}

    /// @param form null: a free note
    record Note(Instant at, String author, String text, NoteForms.@Nullable Filled form) {
        @Override
        public String toString() {
            return "Note[…]"; // a note is personal
        }
    }
}
