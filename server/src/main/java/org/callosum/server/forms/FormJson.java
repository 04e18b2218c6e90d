package org.callosum.server.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Form;
import org.callosum.forms.Question;
import org.callosum.kernel.LocaleText;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.WhenTree;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Forms between the interface's shape and the engine's. What an author may still get wrong passes and is
/// said by the check; only what the engine has no place for is refused.
final class FormJson {
    private final Fields fields;

    private FormJson(Fields fields) {
        this.fields = fields;
    }

    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid` with paths such as
    ///     `form.sections[0].items[1].kind`
    static Form read(@Nullable FormBody body) {
        var fields = new Fields();
        fields.present("form", body);
        fields.check();
        var form = new FormJson(fields).form(Objects.requireNonNull(body));
        fields.check();
        return form;
    }

    private Form form(FormBody body) {
        return new Form(
                oneOf("form.use", body.use(), Form.Use.values(), null),
                text(body.title()),
                text(body.introduction()),
                number("form.criticalCap", body.criticalCap()),
                list("form.scales", body.scales(), Form.MAX_SCALES, this::scale),
                list("form.sections", body.sections(), Form.MAX_SECTIONS, this::section));
    }

    private Form.Scale scale(String path, FormBody.Scale scale) {
        return new Form.Scale(
                code(path + ".code", scale.code()),
                text(scale.name()),
                list(path + ".points", scale.points(), Form.MAX_OPTIONS, this::option));
    }

    private Form.Option option(String path, FormBody.Option option) {
        return new Form.Option(
                code(path + ".code", option.code()), text(option.name()), number(path + ".score", option.score()));
    }

    private Form.Section section(String path, FormBody.Section section) {
        return new Form.Section(
                code(path + ".code", section.code()),
                text(section.title()),
                number(path + ".weight", section.weight()),
                condition(path + ".when", section.when()),
                list(path + ".items", section.items(), Form.MAX_ITEMS, this::item));
    }

    private Form.Item item(String path, FormBody.Item item) {
        return new Form.Item(
                code(path + ".code", item.code()),
                question(path, item),
                text(item.label()),
                text(item.help()),
                Boolean.TRUE.equals(item.required()),
                condition(path + ".when", item.when()),
                Boolean.TRUE.equals(item.notApplicable()),
                oneOf(path + ".comment", item.comment(), Form.Comment.values(), Form.Comment.NONE),
                number(path + ".weight", item.weight()),
                item.critical() == null
                        ? null
                        : oneOf(path + ".critical", item.critical(), Form.Critical.values(), null),
                Boolean.TRUE.equals(item.sensitive()));
    }

    private Question question(String path, FormBody.Item item) {
        var kind = Objects.requireNonNullElse(item.kind(), "");
        return switch (kind) {
            case "text", "long-text" ->
                new Question.Words(
                        kind.equals("long-text"),
                        item.longest(),
                        item.pattern() == null ? null : code(path + ".pattern", item.pattern()));
            case "number" ->
                new Question.Quantity(
                        number(path + ".minimum", item.minimum()),
                        number(path + ".maximum", item.maximum()),
                        item.decimals(),
                        text(item.unit()));
            case "date", "date-time" -> new Question.Day(kind.equals("date-time"));
            case "choice", "choices" ->
                new Question.Choice(
                        kind.equals("choices"),
                        list(path + ".options", item.options(), Form.MAX_OPTIONS, this::option));
            case "scale" -> new Question.OnScale(code(path + ".scale", item.scale()));
            case "yes-no" -> new Question.YesNo();
            default -> {
                fields.oneOf(path + ".kind", item.kind(), Question.KINDS);
                yield new Question.YesNo();
            }
        };
    }

    /// A draft's code may be empty or wrong, but not long.
    private String code(String path, @Nullable String code) {
        fields.length(path, code, 100);
        return code == null ? "" : code.strip();
    }

    private @Nullable String condition(String path, @Nullable String condition) {
        fields.length(path, condition, 2 * Form.MAX_TEXT);
        return condition == null || condition.isBlank() ? null : condition.strip();
    }

    private @Nullable BigDecimal number(String path, @Nullable BigDecimal number) {
        if (number != null && (number.precision() > 30 || Math.abs((long) number.scale()) > 30)) {
            fields.add(path, "wrong-form");
            return null;
        }
        return number;
    }

    private <E extends Enum<E>> E oneOf(String path, @Nullable String code, E[] values, @Nullable E usual) {
        if (code == null && usual != null) {
            return usual;
        }
        var known = new ArrayList<String>();
        for (var value : values) {
            var word = value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (word.equals(code)) {
                return value;
            }
            known.add(word);
        }
        fields.oneOf(path, code, known);
        return values[0];
    }

    private <B, T> List<T> list(String path, @Nullable List<B> bodies, int most, BiFunction<String, B, T> read) {
        if (bodies == null) {
            return List.of();
        }
        fields.count(path, bodies, most);
        var all = new ArrayList<T>();
        for (int i = 0; i < bodies.size() && i < most; i++) {
            var body = bodies.get(i);
            var at = "%s[%d]".formatted(path, i);
            if (body == null) {
                fields.add(at, "required");
            } else {
                all.add(read.apply(at, body));
            }
        }
        return all;
    }

    static @Nullable LocaleText text(@Nullable Text text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var texts = new LinkedHashMap<String, String>();
        put(texts, "en", text.en());
        put(texts, "zh-Hans", text.zhHans());
        put(texts, "zh-Hant", text.zhHant());
        return new LocaleText(texts);
    }

    private static void put(LinkedHashMap<String, String> texts, String language, @Nullable String text) {
        if (text != null) {
            texts.put(language, text);
        }
    }

    // ---- and back

    static FormBody of(CheckedForm checked) {
        var form = checked.form();
        var sections = new ArrayList<FormBody.Section>();
        for (int i = 0; i < form.sections().size(); i++) {
            var section = form.sections().get(i);
            var path = "sections[%d]".formatted(i);
            var items = new ArrayList<FormBody.Item>();
            for (int j = 0; j < section.items().size(); j++) {
                items.add(of(
                        section.items().get(j),
                        WhenTree.of(checked.condition("%s.items[%d].when".formatted(path, j)))));
            }
            sections.add(new FormBody.Section(
                    section.code(),
                    of(section.title()),
                    section.weight(),
                    section.when(),
                    WhenTree.of(checked.condition(path + ".when")),
                    items));
        }
        return new FormBody(
                form.use().code(),
                of(form.title()),
                of(form.introduction()),
                form.criticalCap(),
                form.scales().stream()
                        .map(scale -> new FormBody.Scale(scale.code(), of(scale.name()), options(scale.points())))
                        .toList(),
                sections);
    }

    private static FormBody.Item of(Form.Item item, @Nullable WhenTree tree) {
        var question = item.question();
        var words = question instanceof Question.Words some ? some : null;
        var quantity = question instanceof Question.Quantity some ? some : null;
        return new FormBody.Item(
                item.code(),
                question.kind(),
                of(item.label()),
                of(item.help()),
                item.required(),
                item.when(),
                tree,
                item.notApplicable(),
                item.comment().code(),
                item.weight(),
                item.critical() == null ? null : item.critical().code(),
                question instanceof Question.OnScale(var scale) ? scale : null,
                question instanceof Question.Choice choice ? options(choice.options()) : List.of(),
                quantity == null ? null : quantity.minimum(),
                quantity == null ? null : quantity.maximum(),
                quantity == null ? null : quantity.decimals(),
                quantity == null ? null : of(quantity.unit()),
                words == null ? null : words.longest(),
                words == null ? null : words.pattern(),
                item.sensitive());
    }

    private static List<FormBody.Option> options(List<Form.Option> options) {
        return options.stream()
                .map(option -> new FormBody.Option(option.code(), of(option.name()), option.score()))
                .toList();
    }

    static @Nullable Text of(@Nullable LocaleText text) {
        return text == null
                ? null
                : new Text(
                        text.texts().get("en"),
                        text.texts().get("zh-Hans"),
                        text.texts().get("zh-Hant"));
    }
}
