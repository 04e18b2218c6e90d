package org.callosum.kernel.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a name stands for and what an expression gives.
public sealed interface Value {
    /// Nobody knows: never asked, not answered, or a sum of something unknown.
    Value ABSENT = new Absent();

    /// The type, or `null` for the absent value, which has none.
    @Nullable
    Type type();

    record Text(String text) implements Value {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    /// A decimal number of at most 16 digits, so that 0.1 + 0.2 = 0.3.
    record Number(BigDecimal number) implements Value {
        /// Exponents beyond this would make a comparison slow; no figure of a contact centre comes near.
        static final int MAX_EXPONENT = 1_000;

        public Number {
            number = number.round(MathContext.DECIMAL64);
            if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
                throw new IllegalArgumentException("A number lies within 1e±%d".formatted(MAX_EXPONENT));
            }
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }

        /// Numbers are equal by size: 1.0 is 1.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Number(var that) && number.compareTo(that) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }
    }

    record Truth(boolean holds) implements Value {
        @Override
        public Type type() {
            return Type.TRUTH;
        }
    }

    record Time(LocalTime time) implements Value {
        public Time {
            time = time.truncatedTo(ChronoUnit.MINUTES);
        }

        @Override
        public Type type() {
            return Type.TIME;
        }
    }

    /// @param texts sorted, so that the order of arrival decides nothing
    record Texts(SequencedSet<String> texts) implements Value {
        public Texts {
            texts = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(new TreeSet<>(texts)));
        }

        @Override
        public Type type() {
            return Type.TEXTS;
        }
    }

    record Absent() implements Value {
        @Override
        public @Nullable Type type() {
            return null;
        }
    }

    static Value of(@Nullable String text) {
        return text == null ? ABSENT : new Text(text);
    }

    static Value of(long number) {
        return new Number(BigDecimal.valueOf(number));
    }

    static Value of(boolean holds) {
        return new Truth(holds);
    }

    static Value of(LocalTime time) {
        return new Time(time);
    }
}
