package org.callosum.kernel.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names an expression may use in one place, for instance in a flow.
///
/// @param names name to what it is, at most 500; the order is that of an editor's list
public record Names(SequencedMap<String, Name> names) {
    public static final int MAX_NAMES = 500;
    private static final Pattern SHAPE = Pattern.compile("[a-z][A-Za-z0-9_]{0,39}(\\.[a-z][A-Za-z0-9_]{0,39}){0,3}");

    /// One name.
    ///
    /// @param values the only texts it can have; empty when any text may come (and for every other type)
    public record Name(String name, Type type, List<String> values) {
        public Name {
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "%s is not a name: letters, digits and _, parts joined by dots, like queue.position"
                                .formatted(name));
            }
            values = List.copyOf(values);
            if (!values.isEmpty() && type != Type.TEXT && type != Type.TEXTS) {
                throw new IllegalArgumentException("Only texts have a list of values, not " + name);
            }
        }

        public Name(String name, Type type) {
            this(name, type, List.of());
        }
    }

    public Names {
        if (names.size() > MAX_NAMES) {
            throw new IllegalArgumentException("At most %d names, not %d".formatted(MAX_NAMES, names.size()));
        }
        names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
    }

    public static Names of(Name... names) {
        return of(List.of(names));
    }

    public static Names of(List<Name> names) {
        var byName = new LinkedHashMap<String, Name>();
        for (var name : names) {
            if (byName.put(name.name(), name) != null) {
                throw new IllegalArgumentException(name.name() + " is declared twice");
            }
        }
        return new Names(byName);
    }

    /// These names and the given ones; a name declared twice is refused.
    public Names with(List<Name> more) {
        var all = new LinkedHashMap<>(names);
        for (var name : more) {
            if (all.put(name.name(), name) != null) {
                throw new IllegalArgumentException(name.name() + " is declared twice");
            }
        }
        return new Names(all);
    }

    public @Nullable Name find(String name) {
        return names.get(name);
    }

    /// Whether `text` can be a name; words of the language itself (`and`, `in` …) cannot.
    public static boolean isName(String text) {
        return SHAPE.matcher(text).matches() && !Words.isReserved(text);
    }
}
