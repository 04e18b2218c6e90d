package org.callosum.kernel.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.expression.Expression.Parsed;
import org.callosum.kernel.expression.Expression.Problem;
import org.callosum.kernel.expression.Names.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Names NAMES = Names.of(
            new Name("rank", Type.NUMBER),
            new Name("queue.position", Type.NUMBER),
            new Name("unknown", Type.NUMBER),
            new Name("topic", Type.TEXT, List.of("order", "return")),
            new Name("free", Type.TEXT),
            new Name("vip", Type.TRUTH),
            new Name("maybe", Type.TRUTH),
            new Name("time", Type.TIME),
            new Name("tags", Type.TEXTS));
    private static final Map<String, Value> VALUES = Map.of(
            "rank", Value.of(4),
            "queue.position", Value.of(3),
            "topic", Value.of("order"),
            "free", Value.of("x"),
            "vip", Value.of(true),
            "time", Value.of(LocalTime.of(23, 30)),
            "tags", new Value.Texts(new LinkedHashSet<>(List.of("gold", "loyal"))));

    private static Value value(String source) {
        return Expression.of(source, NAMES).evaluate(name -> VALUES.getOrDefault(name, Value.ABSENT));
    }

    private static List<Problem> problems(String source) {
        return Expression.parse(source, NAMES) instanceof Parsed.Faulty(var problems) ? problems : List.of();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rank = 4 | true",
                "rank == 4.0 | true",
                "rank != 4 | false",
                "rank > 4 | false",
                "rank >= 4 | true",
                "rank < 4.5 | true",
                "rank <= 3 | false",
                "rank + 1 = 5 and queue.position * 2 = 6 | true",
                "0.1 + 0.2 = 0.3 | true",
                "2 + 3 * 4 = 14 | true",
                "(2 + 3) * 4 = 20 | true",
                "10 - 3 - 2 = 5 | true",
                "-rank = -4 | true",
                "7 % 4 = 3 | true",
                "1 / 4 = 0.25 | true",
                "rank in 1..4 | true",
                "rank in 5..9 | false",
                "rank not in 5..9 | true",
                "rank between 4 and 6 and vip | true",
                "rank in {1, 2, 4} | true",
                "topic in {'return'} | false",
                "topic = 'order' | true",
                "free = \"x\" | true",
                "'gold' in tags | true",
                "'new' not in tags | true",
                "not vip or rank > 3 | true",
                "vip and not (topic = 'return') | true",
                "vip = true | true",
                "time in 22:00..06:00 | true",
                "time in 06:00..22:00 | false",
                "time in 08:00..08:00 | true",
                "time in 09:00..23:30 | false",
                "time in 23:30..23:31 | true",
                "time >= 23:00 | true",
                "unknown is absent | true",
                "rank is present | true",
                "unknown is present | false",
                "(unknown else 7) = 7 | true",
                "rank else 7 = 4 | true",
                "unknown else unknown else 2 = 2 | true",
                "maybe or vip | true",
                "maybe and false | false",
                "true or 1 / 0 = 1 | true",
            })
    void aConditionIsTrueOrFalse(String source, boolean holds) {
        assertThat(value(source)).isEqualTo(Value.of(holds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown > 3",
                "not (unknown > 3)",
                "unknown = unknown",
                "unknown in 1..5",
                "rank in {1, unknown}",
                "rank in unknown..9",
                "maybe",
                "not maybe",
                "maybe and vip",
                "maybe or not vip",
                "1 / 0 = 1",
                "1 % 0 = 1",
            })
    void whatIsUnknownStaysUnknownAndDoesNotHold(String source) {
        assertThat(value(source)).isEqualTo(Value.ABSENT);
        assertThat(Expression.of(source, NAMES).holds(name -> VALUES.getOrDefault(name, Value.ABSENT)))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rnk > 3 | 0 | rnk is not known here; did you mean rank?",
                "vip and rank | 8 | Here true or false is needed, this is a number",
                "rank > 'a' | 7 | A number cannot be compared with a text",
                "free < 'b' | 7 | Only numbers and times have an order; use = or != or a set {…}",
                "topic = 'ordr' | 8 | topic is never 'ordr'; did you mean 'order'?",
                "topic in {'x9z'} | 10 | topic is never 'x9z'; it is one of order, return",
                "rank > | 6 | The expression ends too early; a value is missing here",
                "rank > > 3 | 7 | A value is missing before >",
                "(rank > 3 | 9 | This parenthesis is never closed; add ); here stands the end",
                "rank > 3) | 8 | The expression could end here; ) does not go on from it",
                "rank & vip | 5 | AMPERSAND has no meaning here; write and",
                "1 < rank < 3 | 9 | Comparisons do not chain; write a < b and b < c, or b in a..c",
                "count(rank) | 0 | count(…): there are no functions here",
                "time > 25:00 | 7 | A time of day lies between 00:00 and 23:59",
                "free = 'open | 7 | This text has no closing '",
                "rank in 3 | 8 | After in comes a range 1..5, a set {'a', 'b'} or a set of texts, not a number",
                "rank is 3 | 8 | After is comes absent or present, not 3",
                "rank not 3 | 9 | After not in this place comes in or between, not 3",
                "tags = tags | 7 | Sets of texts are not compared; ask 'text' in the set",
                "rank else 'a' | 10 | Both sides of else are of one kind; here a number meets a text",
                "rank > 1234567890123456 | 7 | A number has at most 15 digits",
                "free = ‘x’ | 7 | LEFT SINGLE QUOTATION MARK has no meaning here; write texts in straight quotes, 'like this'",
            })
    void anErrorIsShownWhereItStands(String source, int position, String message) {
        assertThat(problems(source)).first().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.position()).isEqualTo(position);
        });
    }

    @Test
    void severalErrorsOfTypeAreFoundAtOnce() {
        assertThat(problems("rnk > 3 and vop and rank")).hasSize(3);
    }

    @Test
    void theWholeMustBeOfTheTypeThatIsWanted() {
        assertThat(Expression.parse("rank + 1", NAMES, Type.TRUTH)).isInstanceOf(Parsed.Faulty.class);
        assertThat(Expression.parse("rank + 1", NAMES, Type.NUMBER)).isInstanceOf(Parsed.Sound.class);
    }

    @Test
    void theNamesUsedAreKnown() {
        assertThat(Expression.of("rank > 3 and topic = 'order' or rank = 1", NAMES)
                        .names())
                .containsExactly("rank", "topic");
    }

    @Test
    void blanksAndNeedlessParenthesesDoNotCount() {
        assertThat(Expression.of("(rank)>3", NAMES)).isEqualTo(Expression.of("rank > 3", NAMES));
        assertThat(Expression.of("rank > 3", NAMES)).isNotEqualTo(Expression.of("rank >= 3", NAMES));
    }

    @Test
    void aValueOfAnotherTypeThanDeclaredCountsAsAbsent() {
        assertThat(Expression.of("rank > 3", NAMES).evaluate(name -> Value.of("four")))
                .isEqualTo(Value.ABSENT);
    }

    @Test
    void figuresBeyondReasonAreUnknownRatherThanWrong() {
        var square = "unknown * unknown";
        var huge = new Value.Number(new BigDecimal("1e900"));

        assertThat(Expression.of(square, NAMES).evaluate(name -> huge)).isEqualTo(Value.ABSENT);
        assertThatThrownBy(() -> new Value.Number(new BigDecimal("1e2000000000")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAreCheckedWhenTheyAreDeclared() {
        assertThatThrownBy(() -> new Name("and", Type.TEXT)).hasMessageContaining("not a name");
        assertThatThrownBy(() -> new Name("x y", Type.TEXT)).hasMessageContaining("not a name");
        assertThatThrownBy(() -> Names.of(new Name("x", Type.TEXT), new Name("x", Type.NUMBER)))
                .hasMessageContaining("twice");
        var many = new LinkedHashMap<String, Name>();
        for (var i = 0; i <= Names.MAX_NAMES; i++) {
            many.put("n" + i, new Name("n" + i, Type.TEXT));
        }
        assertThatThrownBy(() -> new Names(many)).hasMessageContaining("At most");
    }
}
