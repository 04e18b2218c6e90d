package org.callosum.server.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Names.Name;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.callosum.server.platform.editing.WhenTree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The browser evaluates conditions as trees, the server as expressions. Both must say the same of every
/// example in `web/src/testing/conditions.json`, which this test writes (`-Dcallosum.openapi.write=true`)
/// and compares.
class ConditionExamplesTest {
    private static final Path SHARED = Path.of("../web/src/testing/conditions.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Names NAMES = Names.of(
            new Name("wants_refund", Type.TRUTH),
            new Name("known", Type.TRUTH),
            new Name("amount", Type.NUMBER),
            new Name("count", Type.NUMBER),
            new Name("topic", Type.TEXT, List.of("order", "return", "other")),
            new Name("note", Type.TEXT),
            new Name("marks", Type.TEXTS, List.of("gold", "late", "loud")));

    private static final List<String> CONDITIONS = List.of(
            "wants_refund",
            "not wants_refund",
            "wants_refund = false",
            "wants_refund and known",
            "wants_refund or known",
            "not (wants_refund and known)",
            "amount = 10",
            "amount != 10",
            "amount < 10",
            "amount <= 10",
            "amount > 10",
            "amount >= 10",
            "amount in 5..10",
            "amount between 5 and count",
            "amount not in 5..10",
            "topic = 'order'",
            "topic != 'order'",
            "topic in {'order', 'return'}",
            "topic not in {'order', 'return'}",
            "amount in {1, count, 10}",
            "'gold' in marks",
            "'gold' in marks and 'late' in marks",
            "not ('loud' in marks)",
            "note is present",
            "note is absent",
            "topic is present and amount is absent",
            "amount + count > 12",
            "amount - count > 5",
            "amount * 1.1 <= 11",
            "amount / count >= 2.5",
            "amount / 0 > 1",
            "amount % 3 = 1",
            "-amount < -5",
            "(amount else 0) > 5",
            "(topic else 'other') = 'other'",
            "0.1 + 0.2 = 0.3",
            "wants_refund and amount > 5 or topic = 'return'");

    private static final List<Map<String, Object>> ANSWERS = List.of(
            Map.of(),
            Map.of("wants_refund", true, "topic", "order"),
            Map.of("wants_refund", false, "known", true),
            Map.of("wants_refund", true, "known", false, "amount", 10, "topic", "order"),
            Map.of("amount", 10, "count", 4, "marks", List.of("gold"), "note", "heard"),
            Map.of("amount", 5, "count", 10, "marks", List.of("gold", "late"), "topic", "return"),
            Map.of("amount", 10.5, "count", 2, "marks", List.of("loud"), "topic", "other", "known", true),
            Map.of("amount", -7, "wants_refund", true, "marks", List.of("late")));

    @Test
    void theSharedExamplesAreWhatTheServerSays() throws IOException {
        var said = JSON.writeValueAsString(examples()) + "\n";
        if (Boolean.getBoolean("callosum.openapi.write")) {
            Files.writeString(SHARED, said);
        }
        assertThat(SHARED).as("run ./callosum openapi and commit it").exists();
        assertThat(JSON.readTree(said))
                .as("conditions are evaluated differently now: run ./callosum openapi, look, mend the browser, commit")
                .isEqualTo(JSON.readTree(Files.readString(SHARED)));
    }

    @Test
    void everyConditionIsSometimesTrueOrItsOppositeIs() {
        for (var source : CONDITIONS) {
            var expression = Expression.of(source, NAMES);
            assertThat(ANSWERS.stream()
                            .map(answers -> shown(evaluated(expression, answers)))
                            .distinct())
                    .as(source)
                    .hasSizeGreaterThanOrEqualTo(source.equals("amount / 0 > 1") || source.startsWith("0.1") ? 1 : 2);
        }
    }

    private static List<Object> examples() {
        var examples = new ArrayList<>();
        for (var source : CONDITIONS) {
            var expression = Expression.of(source, NAMES);
            var cases = new ArrayList<>();
            for (var answers : ANSWERS) {
                var one = new LinkedHashMap<String, Object>();
                one.put("answers", new java.util.TreeMap<>(answers));
                one.put("result", shown(evaluated(expression, answers)));
                cases.add(one);
            }
            var example = new LinkedHashMap<String, Object>();
            example.put("condition", source);
            example.put("tree", Objects.requireNonNull(WhenTree.of(expression.tree())));
            example.put("cases", cases);
            examples.add(example);
        }
        return examples;
    }

    private static Value evaluated(Expression expression, Map<String, Object> answers) {
        return expression.evaluate(name -> value(answers.get(name)));
    }

    private static String shown(Value value) {
        return value instanceof Value.Truth(var holds) ? Boolean.toString(holds) : "unknown";
    }

    private static Value value(@Nullable Object answer) {
        return switch (answer) {
            case null -> Value.ABSENT;
            case String text -> Value.of(text);
            case Boolean truth -> Value.of(truth);
            case Integer number -> Value.of(number);
            case Double number -> new Value.Number(BigDecimal.valueOf(number));
            case List<?> texts -> {
                var set = new LinkedHashSet<String>();
                texts.forEach(text -> set.add((String) text));
                yield new Value.Texts(set);
            }
            default -> throw new IllegalArgumentException(String.valueOf(answer));
        };
    }
}
