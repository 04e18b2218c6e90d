package org.callosum.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.callosum.kernel.expression.Value;

/// Numbers and digits as prompt codes. 0 to 20, the tens and 100 are recorded whole; the rest is a ten and a unit,
/// which
/// is how English and Chinese both say it.
final class SpokenNumbers {
    static final int HIGHEST = 100;
    private static final int LAST_WHOLE = 20;
    private static final int MOST_DIGITS = 40;

    private SpokenNumbers() {}

    /// `number-7`, or `number-40`, `number-2`; above 100 `number-over-100`; nothing for what is absent, negative or not
    /// a
    /// number. Rounded half up.
    static List<String> number(Value value) {
        if (!(value instanceof Value.Number(var number)) || number.signum() < 0) {
            return List.of();
        }
        var whole = number.setScale(0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(HIGHEST + 1L))
                .intValue();
        if (whole > HIGHEST) {
            return List.of("number-over-" + HIGHEST);
        }
        return whole <= LAST_WHOLE || whole % 10 == 0
                ? List.of("number-" + whole)
                : List.of("number-" + (whole - whole % 10), "number-" + whole % 10);
    }

    /// `digit-0` … `digit-9`, at most 40; other characters are passed over.
    static List<String> digits(Value value) {
        return Shown.text(value)
                .chars()
                .filter(c -> c >= '0' && c <= '9')
                .limit(MOST_DIGITS)
                .mapToObj(c -> "digit-" + (char) c)
                .toList();
    }
}
