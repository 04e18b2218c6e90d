package org.callosum.forms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.forms.Form.Critical;
import org.jspecify.annotations.Nullable;

/// A form with answers.
///
/// @param shown codes of the items that are asked, in the form's order
/// @param answers what is kept: of shown items only, in the form's order, each in its one spelling
/// @param faults what cannot be taken, in the form's order
/// @param score `null` when the form scores nothing
public record Filled(
        List<String> shown,
        SequencedMap<String, Answer> answers,
        List<Fault> faults,
        @Nullable Score score) {
    public Filled {
        shown = List.copyOf(shown);
        answers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(answers));
        faults = List.copyOf(faults);
    }

    /// @param item its code
    /// @param key stable, for instance `required`; the README lists them
    public record Fault(String item, String key, Map<String, String> values) {
        /// The one fault that only says that something is still to be done.
        public static final String REQUIRED = "required";

        public static final String COMMENT_REQUIRED = "comment-required";

        public Fault {
            values = Map.copyOf(values);
        }

        /// Nothing wrong was said, something is not said yet.
        public boolean isMissing() {
            return key.equals(REQUIRED) || key.equals(COMMENT_REQUIRED);
        }
    }

    /// @param total from 0 to 1; `null` while nothing that counts is answered
    /// @param answered of the shown items that count or are critical, those answered or set aside
    /// @param of how many of them are shown
    public record Score(
            @Nullable Double total,
            List<SectionScore> sections,
            List<CriticalError> criticalErrors,
            int answered,
            int of) {
        public Score {
            sections = List.copyOf(sections);
            criticalErrors = List.copyOf(criticalErrors);
        }
    }

    /// @param score from 0 to 1; `null` while nothing in it counts
    public record SectionScore(String code, @Nullable Double score) {}

    public record CriticalError(String item, Critical kind) {}
}
