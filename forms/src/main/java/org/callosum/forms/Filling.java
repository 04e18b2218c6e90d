package org.callosum.forms;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.callosum.forms.Answer.Given;
import org.callosum.forms.Filled.Fault;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// One filling-in of a form, from top to bottom.
final class Filling {
    private static final int MOST_UNKNOWN = 20;
    private static final int MOST_DIGITS = 15;

    private final Form form;
    private final Map<String, Form.Item> items;
    private final Map<String, Form.Scale> scales;
    private final Map<String, Expression> conditions;
    private final Map<String, Answer> given;

    private final LinkedHashSet<String> shown = new LinkedHashSet<>();
    private final LinkedHashMap<String, Answer> kept = new LinkedHashMap<>();
    private final Map<String, Value> known = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    Filling(
            Form form,
            Map<String, Form.Item> items,
            Map<String, Form.Scale> scales,
            Map<String, Expression> conditions,
            Map<String, Answer> given) {
        this.form = form;
        this.items = items;
        this.scales = scales;
        this.conditions = conditions;
        this.given = given;
    }

    Filled fill() {
        Function<String, Value> values = name -> known.getOrDefault(name, Value.ABSENT);
        for (int i = 0; i < form.sections().size(); i++) {
            var section = form.sections().get(i);
            if (!holds("sections[%d].when".formatted(i), values)) {
                continue;
            }
            for (int j = 0; j < section.items().size(); j++) {
                var item = section.items().get(j);
                // of two items with one code, as drafts have them, the first one stands
                if (items.get(item.code()) == item && holds("sections[%d].items[%d].when".formatted(i, j), values)) {
                    shown.add(item.code());
                    take(item, given.get(item.code()));
                }
            }
        }
        given.keySet().stream()
                .filter(code -> !items.containsKey(code))
                .sorted()
                .limit(MOST_UNKNOWN)
                .forEach(code -> fault(code.length() > 60 ? code.substring(0, 60) : code, "unknown-item"));
        return new Filled(List.copyOf(shown), kept, faults, Scoring.of(form, scales, shown, kept));
    }

    private boolean holds(String path, Function<String, Value> values) {
        var condition = conditions.get(path);
        return condition == null || condition.holds(values);
    }

    private void take(Form.Item item, @Nullable Answer answer) {
        if (answer == null || answer.isEmpty()) {
            missing(item);
            return;
        }
        if (answer.notApplicable() && !item.notApplicable()) {
            fault(item.code(), "not-applicable-refused");
            return;
        }
        var before = faults.size();
        var value = answer.notApplicable() || answer.value() == null ? null : read(item, answer.value());
        if (faults.size() > before) {
            return;
        }
        var comment = comment(item, answer.comment());
        if (value == null && !answer.notApplicable()) {
            missing(item);
        } else if (comment == null && item.comment() == Form.Comment.REQUIRED) {
            fault(item.code(), Fault.COMMENT_REQUIRED);
        }
        var taken = new Answer(value, comment, answer.notApplicable());
        if (!taken.isEmpty()) {
            kept.put(item.code(), taken);
        }
        if (value != null) {
            known.put(item.name(), value(value));
        }
    }

    private void missing(Form.Item item) {
        if (item.required()) {
            fault(item.code(), Fault.REQUIRED);
        }
    }

    private @Nullable String comment(Form.Item item, @Nullable String comment) {
        if (comment == null) {
            return null;
        }
        if (item.comment() == Form.Comment.NONE) {
            fault(item.code(), "comment-refused");
            return null;
        }
        if (comment.length() > Answer.LONGEST_COMMENT) {
            fault(item.code(), "comment-too-long", Map.of("max", Answer.LONGEST_COMMENT));
            return null;
        }
        return comment;
    }

    /// @return the value in its one spelling; `null` with a fault, or when it is empty
    private @Nullable Given read(Form.Item item, Given value) {
        return switch (item.question()) {
            case Question.Words words -> value instanceof Given.Text(var text) ? words(item, words, text) : wrong(item);
            case Question.Quantity quantity ->
                value instanceof Given.Number number ? quantity(item, quantity, number) : wrong(item);
            case Question.Day day -> value instanceof Given.Text(var text) ? day(item, day, text.strip()) : wrong(item);
            case Question.YesNo _ -> value instanceof Given.Truth ? value : wrong(item);
            case Question.Choice choice ->
                choice.several() ? several(item, choice, value) : one(item, choice.options(), value);
            case Question.OnScale(var code) -> {
                var scale = scales.get(code);
                yield one(item, scale == null ? List.of() : scale.points(), value);
            }
        };
    }

    private @Nullable Given wrong(Form.Item item) {
        return fault(item.code(), "wrong-kind", Map.of("kind", item.question().kind()));
    }

    private @Nullable Given words(Form.Item item, Question.Words words, String text) {
        var plain = (words.lines() ? text.replace("\r\n", "\n") : text).strip();
        if (plain.isEmpty()) {
            return null;
        }
        if (plain.length() > words.most()) {
            return fault(item.code(), "too-long", Map.of("max", words.most()));
        }
        if (plain.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && !(c == '\n' && words.lines()))) {
            return fault(item.code(), "control-characters");
        }
        if (words.pattern() != null && !Patterns.fits(words.pattern(), plain)) {
            return fault(item.code(), "wrong-pattern", Map.of("pattern", words.pattern()));
        }
        return new Given.Text(plain);
    }

    private @Nullable Given quantity(Form.Item item, Question.Quantity quantity, Given.Number given) {
        var raw = given.number();
        // first the size, by figures that cost nothing: 1e999999 must not be written out
        if (raw.precision() > 60 || Math.abs((long) raw.precision() - raw.scale()) > MOST_DIGITS) {
            return fault(item.code(), "too-many-digits", Map.of("max", MOST_DIGITS));
        }
        var number = raw.stripTrailingZeros();
        if (number.scale() < 0) {
            number = number.setScale(0);
        }
        var decimals = quantity.decimals() == null ? 0 : quantity.decimals();
        if (number.scale() > decimals) {
            return fault(item.code(), "too-many-decimals", Map.of("max", decimals));
        }
        if (number.precision() > MOST_DIGITS) {
            return fault(item.code(), "too-many-digits", Map.of("max", MOST_DIGITS));
        }
        if (quantity.minimum() != null && number.compareTo(quantity.minimum()) < 0) {
            return fault(item.code(), "too-small", Map.of("min", quantity.minimum()));
        }
        if (quantity.maximum() != null && number.compareTo(quantity.maximum()) > 0) {
            return fault(item.code(), "too-large", Map.of("max", quantity.maximum()));
        }
        return new Given.Number(number);
    }

    private @Nullable Given day(Form.Item item, Question.Day day, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.length() > 40) {
                return fault(item.code(), "not-a-date");
            }
            if (!day.withTime()) {
                return new Given.Text(LocalDate.parse(text).toString());
            }
            return new Given.Text(
                    LocalDateTime.parse(text).withSecond(0).withNano(0).toString());
        } catch (DateTimeException notADay) {
            return fault(item.code(), "not-a-date");
        }
    }

    private @Nullable Given one(Form.Item item, List<Form.Option> options, Given value) {
        if (!(value instanceof Given.Text(var code))) {
            return wrong(item);
        }
        if (code.isEmpty()) {
            return null;
        }
        return has(options, code) ? value : unknown(item, code);
    }

    private @Nullable Given several(Form.Item item, Question.Choice choice, Given value) {
        if (!(value instanceof Given.Codes(var codes))) {
            return wrong(item);
        }
        for (var code : codes) {
            if (!has(choice.options(), code)) {
                return unknown(item, code);
            }
        }
        var ordered = choice.options().stream()
                .map(Form.Option::code)
                .filter(codes::contains)
                .distinct()
                .toList();
        return ordered.isEmpty() ? null : new Given.Codes(ordered);
    }

    private static boolean has(List<Form.Option> options, String code) {
        return options.stream().anyMatch(option -> option.code().equals(code));
    }

    private @Nullable Given unknown(Form.Item item, String code) {
        return fault(item.code(), "unknown-option", Map.of("value", code.length() > 60 ? code.substring(0, 60) : code));
    }

    private static Value value(Given given) {
        return switch (given) {
            case Given.Text(var text) -> Value.of(text);
            case Given.Number(var number) -> new Value.Number(number);
            case Given.Truth(var yes) -> Value.of(yes);
            case Given.Codes(var codes) -> new Value.Texts(new LinkedHashSet<>(codes));
        };
    }

    private @Nullable Given fault(String item, String key) {
        return fault(item, key, Map.of());
    }

    private @Nullable Given fault(String item, String key, Map<String, ?> values) {
        var shown = new HashMap<String, String>();
        values.forEach((name, value) -> shown.put(name, String.valueOf(value)));
        faults.add(new Fault(item, key, shown));
        return null;
    }
}
