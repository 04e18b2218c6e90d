package org.callosum.forms;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something to say about a form.
///
/// @param path of the part meant, like `sections[1].items[0].when`; empty for the whole
/// @param key stable, for instance `duplicate-code`; the README lists them
/// @param values what the sentence of the key names
/// @param proposal what to put there instead; `null` when nobody can know
public record FormFinding(
        String path,
        String key,
        Map<String, String> values,
        Severity severity,
        @Nullable Proposal proposal) {
    public enum Severity {
        /// It cannot be put into service.
        ERROR,
        /// It can, but somebody may suffer.
        WARNING
    }

    /// @param value what would stand at the path
    public record Proposal(String text, String value) {}

    public FormFinding {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(path, key, values);
    }
}
