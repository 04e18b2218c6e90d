package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// The notes of an interaction that are filled-in templates, in words.
@FunctionalInterface
public interface NoteForms {
    /// By the id of the note.
    Map<Long, Filled> of(long interaction);

    /// @param title of the template
    @Schema(name = "NoteFilled")
    record Filled(Text title, List<Line> lines) {
        @Override
        public String toString() {
            return "Filled[" + title.en() + "]"; // a note is personal
        }
    }

    /// @param said in the words of the template; one text where it is the writer's own; null: not for this reader
    /// @param at when it was last answered, by whom
    @Schema(name = "NoteLine")
    record Line(
            String item,
            Text label,
            @Nullable Text said,
            @Nullable Instant at,
            @Nullable String by) {
        @Override
        public String toString() {
            return "Line[" + item + "]";
        }
    }
}
