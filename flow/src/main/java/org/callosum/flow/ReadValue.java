package org.callosum.flow;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// Texts from outside as values.
final class ReadValue {
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_TEXT = 500;

    private ReadValue() {}

    /// The text as a value of that type; absent when it cannot be one.
    static Value of(@Nullable String text, Type type) {
        if (text == null) {
            return Value.ABSENT;
        }
        return switch (type) {
            case TEXT -> Value.of(text);
            case NUMBER -> number(text.strip());
            case TRUTH -> truth(text.strip());
            case TIME -> time(text.strip());
            case TEXTS -> texts(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        };
    }

    private static Value number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Value.ABSENT;
        }
        try {
            return new Value.Number(new BigDecimal(text));
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Value.ABSENT;
        }
    }

    private static Value truth(String text) {
        return Set.of("true", "false").contains(text) ? Value.of(text.equals("true")) : Value.ABSENT;
    }

    private static Value time(String text) {
        try {
            return Value.of(LocalTime.parse(text));
        } catch (DateTimeParseException _) {
            return Value.ABSENT;
        }
    }

    private static Value texts(String text) {
        var parts = new LinkedHashSet<>(List.of(text.split(",", -1)));
        parts.removeIf(String::isBlank);
        return new Value.Texts(parts);
    }
}
