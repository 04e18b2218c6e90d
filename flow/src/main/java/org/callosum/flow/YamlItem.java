package org.callosum.flow;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.callosum.flow.Findings.Place;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Nearest;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One value of the file with its place. A value of another kind than asked for becomes a finding and `null`.
record YamlItem(Node node, Findings findings) {
    static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MAX_CODE = 60;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m)");

    Place place() {
        return Place.of(node.getStartMark().orElse(null));
    }

    void error(String code, String message) {
        findings.error(place(), code, message);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /// Two whole numbers, from left and from above.
    boolean isPoint() {
        return node instanceof SequenceNode sequence
                && sequence.getValue().size() == 2
                && sequence.getValue().stream()
                        .allMatch(each -> each instanceof ScalarNode scalar
                                && scalar.getValue().matches("-?[0-9]{1,6}"));
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /// Nothing stands after the colon.
    boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }

    /// The fields of a mapping; a field that comes twice is an error.
    @Nullable
    SequencedMap<String, Field> fields(String what) {
        if (!(node instanceof MappingNode mapping)) {
            error("wrong-kind", "%s is a list of fields (name: value), one per line".formatted(what));
            return null;
        }
        var fields = new LinkedHashMap<String, Field>();
        for (var tuple : mapping.getValue()) {
            var key = new YamlItem(tuple.getKeyNode(), findings);
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                key.error("wrong-kind", "A field's name is a plain word");
            } else if (fields.putIfAbsent(
                            scalar.getValue(), new Field(key, new YamlItem(tuple.getValueNode(), findings)))
                    != null) {
                key.error("duplicate", "%s stands here twice; keep one".formatted(scalar.getValue()));
            }
        }
        return fields;
    }

    record Field(YamlItem key, YamlItem value) {}

    /// Reports fields that have no meaning here.
    static void refuseOthers(Map<String, Field> fields, List<String> known, String what) {
        fields.forEach((name, field) -> {
            if (!known.contains(name) && !field.key().findings().isFull()) {
                var near = Nearest.of(name, known);
                field.key()
                        .findings()
                        .error(
                                field.key().place(),
                                "unknown-field",
                                "%s has no field %s; %s"
                                        .formatted(
                                                what,
                                                name,
                                                near != null
                                                        ? "did you mean %s?".formatted(near)
                                                        : "it has " + String.join(", ", known)),
                                near);
            }
        });
    }

    @Nullable
    List<YamlItem> items(String what) {
        if (!(node instanceof SequenceNode sequence)) {
            error("wrong-kind", "%s is a list (- one, - two)".formatted(what));
            return null;
        }
        var items = new ArrayList<YamlItem>();
        sequence.getValue().forEach(item -> items.add(new YamlItem(item, findings)));
        return items;
    }

    @Nullable
    String text(String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        error("wrong-kind", "%s is a text".formatted(what));
        return null;
    }

    /// A code: lower-case letters, digits, single hyphens.
    @Nullable
    String code(String what) {
        var text = text(what);
        if (text != null && (text.length() > MAX_CODE || !CODE.matcher(text).matches())) {
            error(
                    "wrong-code",
                    "%s is a code of lower-case letters, digits and hyphens, like main-menu".formatted(what));
            return null;
        }
        return text;
    }

    <E> @Nullable E oneOf(String what, Map<String, E> choices) {
        var text = text(what);
        if (text == null) {
            return null;
        }
        var choice = choices.get(text);
        if (choice == null) {
            error("wrong-value", "%s is one of %s, not %s".formatted(what, String.join(", ", choices.keySet()), text));
        }
        return choice;
    }

    int integer(String what, int low, int high, int fallback) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,9}")) {
            var number = new BigInteger(scalar.getValue()).intValueExact();
            if (number >= low && number <= high) {
                return number;
            }
        }
        error("wrong-value", "%s is a whole number from %d to %d".formatted(what, low, high));
        return fallback;
    }

    boolean truth(String what, boolean fallback) {
        if (node instanceof ScalarNode scalar
                && (scalar.getValue().equals("true") || scalar.getValue().equals("false"))) {
            return scalar.getValue().equals("true");
        }
        error("wrong-value", "%s is true or false".formatted(what));
        return fallback;
    }

    /// @return milliseconds within the bounds
    long duration(String what, long lowMillis, long highMillis, long fallbackMillis) {
        if (node instanceof ScalarNode scalar) {
            var match = DURATION.matcher(scalar.getValue());
            if (match.matches()) {
                var unit = switch (match.group(2)) {
                    case "ms" -> 1L;
                    case "s" -> 1_000L;
                    default -> 60_000L;
                };
                var millis = Long.parseLong(match.group(1)) * unit;
                if (millis >= lowMillis && millis <= highMillis) {
                    return millis;
                }
            }
        }
        error(
                "wrong-value",
                "%s is a time from %s to %s, written like 500ms, 20s or 3m"
                        .formatted(what, shown(lowMillis), shown(highMillis)));
        return fallbackMillis;
    }

    private static String shown(long millis) {
        return millis % 60_000 == 0 && millis > 0
                ? millis / 60_000 + "m"
                : millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    @Nullable
    LocaleText localeText(String what) {
        if (!isMapping()) {
            error("wrong-kind", "%s gives its wording per language, like {en: Hello, zh-Hans: 您好}".formatted(what));
            return null;
        }
        var fields = fields(what);
        var texts = new LinkedHashMap<String, String>();
        if (fields != null) {
            fields.forEach((language, field) -> {
                if (!FlowNames.LANGUAGES.contains(language)) {
                    field.key()
                            .error(
                                    "unknown-language",
                                    "%s is not one of the languages %s"
                                            .formatted(language, String.join(", ", FlowNames.LANGUAGES)));
                }
                var text = field.value().text(what);
                if (text != null && FlowNames.LANGUAGES.contains(language)) {
                    texts.put(language, text);
                }
            });
        }
        if (texts.isEmpty()) {
            error("missing", "%s has no wording".formatted(what));
            return null;
        }
        return new LocaleText(texts);
    }

    /// @param wanted its type, or `null` for any
    @Nullable
    Expression expression(String what, Names names, @Nullable Type wanted) {
        if (!(node instanceof ScalarNode scalar)) {
            error("wrong-kind", "%s is an expression, like customer.rank >= 4".formatted(what));
            return null;
        }
        if (findings.isFull()) {
            return null;
        }
        var source = scalar.getValue();
        var parsed = wanted == null ? Expression.parse(source, names) : Expression.parse(source, names, wanted);
        return switch (parsed) {
            case Expression.Parsed.Sound(var expression) -> expression;
            case Expression.Parsed.Faulty(var problems) -> {
                problems.forEach(
                        problem -> findings.error(inside(scalar, problem.position()), "expression", problem.message()));
                yield null;
            }
        };
    }

    /// The place of a character of the value. Exact where the value stands on one line; else the value's own place.
    private Place inside(ScalarNode scalar, int position) {
        var start = scalar.getStartMark();
        var end = scalar.getEndMark();
        if (start.isEmpty()
                || end.isEmpty()
                || start.get().getLine() != end.get().getLine()) {
            return place();
        }
        return place().plus(position + (scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1));
    }
}
