package org.callosum.forms;

import java.math.BigDecimal;
import java.util.List;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// What an item asks for: its kind with all that belongs to this kind.
public sealed interface Question {
    int MAX_DECIMALS = 6;
    int LONGEST_TEXT = 20_000;

    /// The words of the stored form and of JSON, in the order an editor offers them.
    List<String> KINDS =
            List.of("text", "long-text", "number", "date", "date-time", "yes-no", "choice", "choices", "scale");

    /// The word of its kind.
    default String kind() {
        return switch (this) {
            case Words words -> words.lines() ? "long-text" : "text";
            case Quantity _ -> "number";
            case Day day -> day.withTime() ? "date-time" : "date";
            case YesNo _ -> "yes-no";
            case Choice choice -> choice.several() ? "choices" : "choice";
            case OnScale _ -> "scale";
        };
    }

    /// @param lines whether it may have several
    /// @param longest in characters, from 1 to {@value #LONGEST_TEXT}; `null`: 300, or 4 000 of several lines
    /// @param pattern one of {@link Patterns#CODES}; `null`: any text
    record Words(
            boolean lines,
            @Nullable Integer longest,
            @Nullable String pattern) implements Question {
        public int most() {
            return longest != null ? longest : lines ? 4_000 : 300;
        }
    }

    /// A number with its bounds, both included.
    ///
    /// @param decimals digits after the point, from 0 to {@value #MAX_DECIMALS}; `null`: none
    /// @param unit such as `kg` or `days`
    record Quantity(
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable Integer decimals,
            @Nullable LocaleText unit)
            implements Question {
        public Quantity {
            minimum = Form.normal(minimum);
            maximum = Form.normal(maximum);
        }
    }

    /// A day, written `2026-11-22`, or with its time a moment, written `2026-11-22T09:30`, in the site's zone.
    record Day(boolean withTime) implements Question {}

    /// Yes is worth everything, no nothing.
    record YesNo() implements Question {}

    /// One of the options, or several of them.
    record Choice(boolean several, List<Form.Option> options) implements Question {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /// @param scale code of one of the form's scales; empty in a draft that names none yet
    record OnScale(String scale) implements Question {}
}
