package org.callosum.flow;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.callosum.kernel.expression.Value;

/// Values as text, and texts with `{name}` places filled in.
final class Shown {
    static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.]{0,120})}");

    private Shown() {}

    static String text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> number.stripTrailingZeros().toPlainString();
            case Value.Truth(var holds) -> String.valueOf(holds);
            case Value.Time(var time) -> time.toString();
            case Value.Texts(var texts) -> String.join(", ", texts);
            case Value.Absent _ -> "";
        };
    }

    static String fill(String text, Function<String, Value> known) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(text(known.apply(place.group(1)))));
    }
}
