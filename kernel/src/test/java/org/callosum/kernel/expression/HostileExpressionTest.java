package org.callosum.kernel.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.callosum.kernel.expression.Expression.Parsed;
import org.callosum.kernel.expression.Names.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes in, reading ends with an expression or with problems, and evaluation ends with a value.
class HostileExpressionTest {
    private static final Names NAMES = Names.of(
            new Name("a", Type.NUMBER),
            new Name("b", Type.TEXT),
            new Name("c", Type.TRUTH),
            new Name("t", Type.TIME),
            new Name("s", Type.TEXTS));
    private static final List<String> WORDS = List.of(
            "a", "b", "c", "t", "s", "x", "1", "2.5", "0", "08:30", "'b'", "true", "false", "and", "or", "not", "in",
            "is", "absent", "present", "between", "else", "(", ")", "{", "}", ",", "..", "=", "!=", "<", "<=", ">",
            ">=", "+", "-", "*", "/", "%", "'", "\u0000", "好");

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static List<Expression.Problem> problems(String source) {
        return Expression.parse(source, NAMES) instanceof Parsed.Faulty(var problems) ? problems : List.of();
    }

    @Test
    void tenThousandParenthesesAreRefusedByLength() {
        assertThat(problems("(".repeat(10_000) + "a" + ")".repeat(10_000))
                        .getFirst()
                        .message())
                .startsWith("An expression has at most 2000 characters");
    }

    @Test
    void deepNestingIsRefusedWhereItBecomesTooDeep() {
        for (var opening : List.of("(", "-", "not ", "-(", "not (")) {
            var problem = problems(opening.repeat(300) + "a").getFirst();

            assertThat(problem.message()).isEqualTo("Nested deeper than 32 levels; simplify it");
            assertThat(problem.position()).isLessThanOrEqualTo(33 * opening.length());
        }
    }

    @Test
    void tooManyPartsAreRefused() {
        assertThat(problems("1" + "+1".repeat(900)).getFirst().message())
                .startsWith("An expression has at most 300 parts");
        assertThat(problems("a in {" + "1,".repeat(900) + "1}").getFirst().message())
                .startsWith("An expression has at most 300 parts");
    }

    @Test
    void anExpressionThatIsWrongEverywhereIsNotReadToItsEnd() {
        assertThat(problems("x > 1 and ".repeat(90) + "c")).hasSize(21);
    }

    @Test
    void theLongestAllowedChainsAreEvaluated() {
        assertThat(Expression.of("1" + "+1".repeat(149), NAMES).evaluate(name -> Value.ABSENT))
                .isEqualTo(Value.of(150));
        var product = Expression.of("a" + "*a".repeat(149), NAMES);
        assertThat(product.evaluate(name -> Value.of(999_999_999_999_999L))).isEqualTo(Value.ABSENT);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyMixtureOfWordsIsReadAndEvaluatedWithoutAFault(int seed) {
        var random = new Random(seed);
        var sound = 0;
        for (var i = 0; i < 5_000; i++) {
            var source = new StringBuilder();
            var length = 1 + random.nextInt(9);
            for (var j = 0; j < length; j++) {
                source.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextInt(5) == 0 ? "" : " ");
            }
            switch (Expression.parse(source.toString(), NAMES)) {
                case Parsed.Sound(var expression) -> {
                    sound++;
                    var known = new Value[] {Value.ABSENT, Value.of(random.nextInt(5)), Value.of("b"), Value.of(true)};
                    var value = expression.evaluate(name -> known[random.nextInt(known.length)]);
                    assertThat(value instanceof Value.Absent || value.type() == expression.type())
                            .as(source.toString())
                            .isTrue();
                }
                case Parsed.Faulty(var problems) -> {
                    assertThat(problems).isNotEmpty();
                    assertThat(problems).allSatisfy(problem -> {
                        assertThat(problem.position()).isBetween(0, source.length());
                        assertThat(problem.message()).isNotBlank();
                    });
                }
            }
        }
        assertThat(sound).as("some of them mean something").isPositive();
    }
}
