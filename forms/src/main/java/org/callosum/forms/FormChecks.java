package org.callosum.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.callosum.forms.FormFinding.Severity;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Nearest;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Looks at a form once, from top to bottom, as it will be filled in: a condition sees the items above it.
final class FormChecks {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+(\\.[A-Za-z0-9_]++)*+");
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(1_000);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(999_999_999_999L);

    private final Form form;
    private final Findings findings;
    private final Map<String, Form.Scale> scales = new LinkedHashMap<>();
    private final Set<String> itemCodes = new LinkedHashSet<>();

    /// By the path of the part that has them.
    final Map<String, Expression> conditions = new LinkedHashMap<>();

    FormChecks(Form form, Findings findings) {
        this.form = form;
        this.findings = findings;
    }

    /// @return false when the form is so large that nothing more was looked at
    boolean check() {
        if (!withinBounds()) {
            return false;
        }
        named("title", form.title());
        worded("introduction", form.introduction());
        number("criticalCap", form.criticalCap(), BigDecimal.ZERO, BigDecimal.ONE);
        scales();
        sections();
        languages();
        return true;
    }

    /// Before anything else is looked at, so that a hostile form costs nothing.
    private boolean withinBounds() {
        most("sections", form.sections().size(), Form.MAX_SECTIONS);
        most("scales", form.scales().size(), Form.MAX_SCALES);
        most(
                "sections",
                form.sections().stream()
                        .mapToInt(section -> section.items().size())
                        .sum(),
                Form.MAX_ITEMS);
        for (int i = 0; i < form.scales().size() && i < Form.MAX_SCALES; i++) {
            most("scales[%d].points".formatted(i), form.scales().get(i).points().size(), Form.MAX_OPTIONS);
        }
        if (findings.hasErrors()) {
            return false;
        }
        eachItem((path, item) -> {
            if (item.question() instanceof Question.Choice choice) {
                most(path + ".options", choice.options().size(), Form.MAX_OPTIONS);
            }
        });
        return !findings.hasErrors();
    }

    private void most(String path, int count, int most) {
        if (count > most) {
            findings.error(path, "too-many", Map.of("max", most, "count", count));
        }
    }

    private void scales() {
        var codes = new HashSet<String>();
        var used = new HashSet<String>();
        eachItem((_, item) -> {
            if (item.question() instanceof Question.OnScale(var code)) {
                used.add(code);
            }
        });
        for (int i = 0; i < form.scales().size(); i++) {
            var scale = form.scales().get(i);
            var path = "scales[%d]".formatted(i);
            code(path + ".code", scale.code(), codes);
            named(path + ".name", scale.name());
            options(path + ".points", scale.points(), 2);
            scales.putIfAbsent(scale.code(), scale);
            if (!used.contains(scale.code())) {
                findings.warn(path, "unused-scale", Map.of("code", scale.code()));
            }
        }
    }

    private void options(String path, List<Form.Option> options, int least) {
        if (options.size() < least) {
            findings.error(path, "too-few", Map.of("min", least));
        }
        var codes = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            var option = options.get(i);
            var at = "%s[%d]".formatted(path, i);
            code(at + ".code", option.code(), codes);
            named(at + ".name", option.name());
            number(at + ".score", option.score(), BigDecimal.ZERO, MOST_POINTS);
        }
    }

    private void sections() {
        if (form.sections().stream().allMatch(section -> section.items().isEmpty())) {
            findings.error("sections", "no-items");
        }
        var codes = new HashSet<String>();
        var names = new ArrayList<Names.Name>();
        var weighted = form.sections().stream()
                .filter(FormChecks::scores)
                .filter(section -> section.weight() != null)
                .count();
        for (int i = 0; i < form.sections().size(); i++) {
            var section = form.sections().get(i);
            var path = "sections[%d]".formatted(i);
            code(path + ".code", section.code(), codes);
            named(path + ".title", section.title());
            number(path + ".weight", section.weight(), BigDecimal.ZERO, MOST_POINTS);
            if (weighted > 0 && scores(section) && section.weight() == null) {
                findings.error(path + ".weight", "weights-mixed");
            } else if (section.weight() != null && !scores(section)) {
                findings.warn(path + ".weight", "weight-without-score", Map.of());
            }
            if (section.items().isEmpty()) {
                findings.warn(path + ".items", "empty-section", Map.of());
            }
            condition(path + ".when", section.when(), names);
            for (int j = 0; j < section.items().size(); j++) {
                item("%s.items[%d]".formatted(path, j), section.items().get(j), names);
            }
        }
        if (form.use() == Form.Use.EVALUATION && form.sections().stream().noneMatch(FormChecks::scores)) {
            findings.warn("sections", "nothing-scores", Map.of());
        }
    }

    private static boolean scores(Form.Section section) {
        return section.items().stream().anyMatch(item -> item.weight() != null);
    }

    private void item(String path, Form.Item item, List<Names.Name> names) {
        var fresh = code(path + ".code", item.code(), itemCodes);
        if (fresh && !Names.isName(item.name())) {
            findings.error(path + ".code", "word-of-conditions", Map.of("code", item.code()));
            fresh = false;
        }
        named(path + ".label", item.label());
        worded(path + ".help", item.help());
        condition(path + ".when", item.when(), names);
        question(path, item.question());
        number(path + ".weight", item.weight(), BigDecimal.ZERO, MOST_POINTS);
        if (item.weight() != null && !Scoring.canScore(item.question(), scales)) {
            findings.warn(path + ".weight", "weight-without-score", Map.of());
        }
        if (item.critical() != null && !Scoring.canScore(item.question(), scales)) {
            findings.error(path + ".critical", "critical-without-score", Map.of());
        }
        if (fresh) {
            names.add(name(item));
        }
    }

    private Names.Name name(Form.Item item) {
        return switch (item.question()) {
            case Question.Words _, Question.Day _ -> new Names.Name(item.name(), Type.TEXT);
            case Question.Quantity _ -> new Names.Name(item.name(), Type.NUMBER);
            case Question.YesNo _ -> new Names.Name(item.name(), Type.TRUTH);
            case Question.Choice choice ->
                new Names.Name(item.name(), choice.several() ? Type.TEXTS : Type.TEXT, codes(choice.options()));
            case Question.OnScale(var code) -> {
                var scale = scales.get(code);
                yield new Names.Name(item.name(), Type.TEXT, scale == null ? List.of() : codes(scale.points()));
            }
        };
    }

    private static List<String> codes(List<Form.Option> options) {
        return options.stream().map(Form.Option::code).toList();
    }

    private void question(String path, Question question) {
        switch (question) {
            case Question.Words words -> {
                whole(path + ".longest", words.longest(), 1, Question.LONGEST_TEXT);
                if (words.pattern() != null && !Patterns.CODES.contains(words.pattern())) {
                    findings.add(
                            path + ".pattern",
                            "unknown-pattern",
                            Map.of("value", words.pattern(), "known", String.join(", ", Patterns.CODES)),
                            Severity.ERROR,
                            Nearest.of(words.pattern(), Patterns.CODES));
                }
            }
            case Question.Quantity quantity -> {
                number(path + ".minimum", quantity.minimum(), LARGEST.negate(), LARGEST);
                number(path + ".maximum", quantity.maximum(), LARGEST.negate(), LARGEST);
                whole(path + ".decimals", quantity.decimals(), 0, Question.MAX_DECIMALS);
                worded(path + ".unit", quantity.unit());
                if (quantity.minimum() != null
                        && quantity.maximum() != null
                        && quantity.minimum().compareTo(quantity.maximum()) > 0) {
                    findings.add(
                            path + ".maximum",
                            "minimum-above-maximum",
                            Map.of("min", quantity.minimum(), "max", quantity.maximum()),
                            Severity.ERROR,
                            quantity.minimum().toPlainString());
                }
            }
            case Question.Choice choice -> options(path + ".options", choice.options(), 1);
            case Question.OnScale(var code) -> {
                if (code.isEmpty()) {
                    findings.error(path + ".scale", "missing");
                } else if (!scales.containsKey(code)) {
                    findings.add(
                            path + ".scale",
                            "unknown-scale",
                            Map.of("code", code),
                            Severity.ERROR,
                            scales.size() == 1 ? scales.keySet().iterator().next() : Nearest.of(code, scales.keySet()));
                }
            }
            case Question.Day _, Question.YesNo _ -> {}
        }
    }

    private void condition(String path, @Nullable String source, List<Names.Name> before) {
        if (source == null) {
            return;
        }
        switch (Expression.parse(source, Names.of(before), Type.TRUTH)) {
            case Expression.Parsed.Sound(var expression) -> conditions.put(path, expression);
            case Expression.Parsed.Faulty(var problems) ->
                problems.stream().limit(3).forEach(problem -> faulty(path, source, problem, before));
        }
    }

    private void faulty(String path, String source, Expression.Problem problem, List<Names.Name> before) {
        var end = Math.min(source.length(), problem.position() + problem.length());
        var word = source.substring(Math.min(problem.position(), end), end);
        var known = before.stream().map(Names.Name::name).toList();
        var values = new LinkedHashMap<String, Object>();
        values.put("message", problem.message());
        values.put("position", problem.position());
        values.put("length", problem.length());
        values.put("name", word);
        if (!WORD.matcher(word).matches() || known.contains(word)) {
            findings.add(path, "condition", values, Severity.ERROR, null);
            return;
        }
        var hyphened = hyphened(source, known);
        if (hyphened != null) {
            findings.add(path, "condition-hyphen", values, Severity.ERROR, hyphened);
        } else if (isAhead(word)) {
            findings.add(path, "condition-looks-ahead", values, Severity.ERROR, null);
        } else {
            var near = Nearest.of(word, known);
            findings.add(
                    path,
                    "condition-unknown-name",
                    values,
                    Severity.ERROR,
                    near == null ? null : source.substring(0, problem.position()) + near + source.substring(end));
        }
    }

    /// Somebody wrote an item's code as it stands in the form: `order-number` instead of `order_number`.
    private static @Nullable String hyphened(String source, Collection<String> known) {
        var mended = source;
        for (var name : known) {
            if (name.indexOf('_') >= 0) {
                mended = mended.replace(name.replace('_', '-'), name);
            }
        }
        return mended.equals(source) ? null : mended;
    }

    private boolean isAhead(String word) {
        return form.sections().stream()
                .flatMap(section -> section.items().stream())
                .anyMatch(item -> item.name().equals(word));
    }

    /// @return whether it is one, and new
    private boolean code(String path, String code, Set<String> codes) {
        if (code.isEmpty()) {
            findings.error(path, "missing");
            return false;
        }
        if (!CODE.matcher(code).matches()) {
            findings.add(path, "wrong-code", Map.of("code", code), Severity.ERROR, asCode(code));
            return false;
        }
        if (!codes.add(code)) {
            findings.add(path, "duplicate-code", Map.of("code", code), Severity.ERROR, another(code, codes));
            return false;
        }
        return true;
    }

    private static @Nullable String asCode(String wanted) {
        var plain = wanted.length() > 60 ? wanted.substring(0, 60) : wanted;
        var code = plain.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]++", "-")
                .replaceAll("^[-0-9]++|-++$", "");
        code = code.length() > 40 ? code.substring(0, 40) : code;
        return CODE.matcher(code).matches() ? code : null;
    }

    private static String another(String code, Set<String> codes) {
        var stem = code.length() > 36 ? code.substring(0, 36) : code;
        int number = 2;
        while (codes.contains(stem + "-" + number)) {
            number++;
        }
        return stem + "-" + number;
    }

    private void named(String path, @Nullable LocaleText text) {
        if (text == null) {
            findings.error(path, "missing");
        } else {
            worded(path, text);
        }
    }

    private void worded(String path, @Nullable LocaleText text) {
        if (text != null && text.texts().values().stream().anyMatch(each -> each.length() > Form.MAX_TEXT)) {
            findings.error(path, "too-long", Map.of("max", Form.MAX_TEXT));
        }
    }

    private void number(String path, @Nullable BigDecimal number, BigDecimal least, BigDecimal most) {
        if (number == null) {
            return;
        }
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            findings.error(path, "not-between", Map.of("min", least, "max", most));
        } else if (number.scale() > Question.MAX_DECIMALS) {
            findings.error(path, "too-many-decimals", Map.of("max", Question.MAX_DECIMALS));
        }
    }

    private void whole(String path, @Nullable Integer number, int least, int most) {
        if (number != null && (number < least || number > most)) {
            findings.error(path, "not-between", Map.of("min", least, "max", most));
        }
    }

    /// Who began to translate wants to know what is left; a form in one language alone is nobody's mistake.
    private void languages() {
        if (form.title() == null) {
            return;
        }
        var wanted = form.title().texts().keySet();
        for (int i = 0; i < form.sections().size(); i++) {
            untranslated(
                    "sections[%d].title".formatted(i), form.sections().get(i).title(), wanted);
        }
        eachItem((path, item) -> {
            untranslated(path + ".label", item.label(), wanted);
            untranslated(path + ".help", item.help(), wanted);
            if (item.question() instanceof Question.Choice choice) {
                untranslated(path + ".options", choice.options(), wanted);
            }
        });
        for (int i = 0; i < form.scales().size(); i++) {
            untranslated("scales[%d].points".formatted(i), form.scales().get(i).points(), wanted);
        }
    }

    private void untranslated(String path, List<Form.Option> options, Set<String> wanted) {
        for (int i = 0; i < options.size(); i++) {
            untranslated("%s[%d].name".formatted(path, i), options.get(i).name(), wanted);
        }
    }

    private void untranslated(String path, @Nullable LocaleText text, Set<String> wanted) {
        if (text == null) {
            return;
        }
        var lacking = wanted.stream()
                .filter(language -> !text.texts().containsKey(language))
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            findings.warn(path, "untranslated", Map.of("languages", String.join(", ", lacking)));
        }
    }

    private interface Visit {
        void at(String path, Form.Item item);
    }

    private void eachItem(Visit visit) {
        for (int i = 0; i < form.sections().size(); i++) {
            var items = form.sections().get(i).items();
            for (int j = 0; j < items.size(); j++) {
                visit.at("sections[%d].items[%d]".formatted(i, j), items.get(j));
            }
        }
    }
}
