package org.callosum.forms;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody answered to one item.
///
/// @param value `null` when nothing was given
/// @param comment beside the value; `null` or blank: none
/// @param notApplicable set aside: it has no value and leaves the score
public record Answer(@Nullable Given value, @Nullable String comment, boolean notApplicable) {
    public static final int LONGEST_COMMENT = 4_000;

    public Answer {
        comment = comment == null || comment.isBlank() ? null : comment.strip();
    }

    public static Answer of(String text) {
        return new Answer(new Given.Text(text), null, false);
    }

    public static Answer of(long number) {
        return new Answer(new Given.Number(BigDecimal.valueOf(number)), null, false);
    }

    public static Answer of(boolean yes) {
        return new Answer(new Given.Truth(yes), null, false);
    }

    public static Answer of(List<String> codes) {
        return new Answer(new Given.Codes(codes), null, false);
    }

    public static Answer setAside() {
        return new Answer(null, null, true);
    }

    /// Nothing at all was said.
    boolean isEmpty() {
        return value == null && comment == null && !notApplicable;
    }

    /// The value as it came, before it is known what was asked.
    public sealed interface Given {
        /// A text, a code of a choice or of a scale's point, or a day.
        record Text(String text) implements Given {}

        record Number(BigDecimal number) implements Given {}

        record Truth(boolean yes) implements Given {}

        record Codes(List<String> codes) implements Given {
            public Codes {
                codes = List.copyOf(codes);
            }
        }
    }
}
