package org.callosum.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// The findings of one reading.
final class Findings {
    /// A file that is wrong everywhere needs no longer list.
    private static final int MOST = 200;

    /// Messages quote the file, and a hostile file has long words.
    private static final int LONGEST_MESSAGE = 400;

    private final List<Finding> all = new ArrayList<>();

    void error(Place place, String code, String message) {
        error(place, code, message, null);
    }

    /// @param proposal the word that could stand there instead
    void error(Place place, String code, String message, @Nullable String proposal) {
        add(Finding.Severity.ERROR, place, code, message, proposal);
    }

    void warn(Place place, String code, String message) {
        add(Finding.Severity.WARNING, place, code, message, null);
    }

    private void add(Finding.Severity severity, Place place, String code, String message, @Nullable String proposal) {
        if (!isFull()) {
            var clipped = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
            all.add(new Finding(severity, place.line(), place.column(), code, clipped, proposal));
        }
    }

    /// Nothing more will be kept, so nothing more need be looked for.
    boolean isFull() {
        return all.size() >= MOST;
    }

    boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    List<Finding> all() {
        return all.stream()
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }

    /// A place in the file, both counted from 1.
    record Place(int line, int column) {
        static final Place TOP = new Place(1, 1);

        static Place of(@Nullable Mark mark) {
            return mark == null ? TOP : new Place(mark.getLine() + 1, mark.getColumn() + 1);
        }

        Place plus(int columns) {
            return new Place(line, column + columns);
        }
    }
}
