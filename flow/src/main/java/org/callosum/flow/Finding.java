package org.callosum.flow;

import org.jspecify.annotations.Nullable;

/// Something the reader has to say about a flow's file.
///
/// @param line from 1
/// @param column from 1
/// @param code stable, for instance `unknown-step`
/// @param message what is wrong and what to do, in English
/// @param proposal the word that could stand at this place instead; null when nothing is near enough
public record Finding(
        Severity severity,
        int line,
        int column,
        String code,
        String message,
        @Nullable String proposal) {
    public enum Severity {
        /// The flow cannot go live.
        ERROR,
        /// It can, but customers may suffer.
        WARNING
    }

    @Override
    public String toString() {
        return "%d:%d %s %s: %s"
                .formatted(line, column, severity == Severity.ERROR ? "error" : "warning", code, message);
    }
}
