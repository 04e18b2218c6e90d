package org.callosum.server.forms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.callosum.forms.Form;
import org.callosum.forms.Question;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// An answer in the words of its form, for somebody who was not there when it was given.
public final class AnsweredWords {
    private static final Text YES = Text.of("Yes", "是", "是");
    private static final Text NO = Text.of("No", "否", "否");

    private AnsweredWords() {}

    /// @param value as of [AnswerBody]
    /// @return null where nothing was said
    public static @Nullable Text of(Form form, Form.Item item, @Nullable Object value) {
        return switch (item.question()) {
            case Question.Choice choice -> options(choice.options(), value);
            case Question.OnScale(var scale) -> options(points(form, scale), value);
            case Question.YesNo _ -> value instanceof Boolean yes ? yes ? YES : NO : null;
            case Question.Quantity quantity -> {
                var said = plain(value);
                var unit = quantity.unit();
                yield said.isEmpty() ? null : all(language -> unit == null ? said : said + " " + unit.in(language));
            }
            case Question.Words _, Question.Day _ -> {
                var said = plain(value);
                yield said.isEmpty() ? null : all(_ -> said);
            }
        };
    }

    /// What may be answered where the answer is a code, in the form's order; yes and no are `true` and `false`.
    /// None where it is a text, a day or a number.
    public static List<Form.Option> codes(Form form, Form.Item item) {
        return switch (item.question()) {
            case Question.Choice choice -> choice.options();
            case Question.OnScale(var scale) -> points(form, scale);
            case Question.YesNo _ -> List.of(new Form.Option("true", null, null), new Form.Option("false", null, null));
            case Question.Quantity _, Question.Words _, Question.Day _ -> List.of();
        };
    }

    /// What a code of [#codes] is called.
    public static Text name(Form.Option option) {
        var name = Forms.text(option.name());
        return name != null
                ? name
                : option.code().equals("true") ? YES : option.code().equals("false") ? NO : Text.english(option.code());
    }

    private static List<Form.Option> points(Form form, String scale) {
        return form.scales().stream()
                .filter(each -> each.code().equals(scale))
                .findFirst()
                .map(Form.Scale::points)
                .orElse(List.of());
    }

    private static @Nullable Text options(List<Form.Option> options, @Nullable Object value) {
        var codes = value instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : value == null ? List.<String>of() : List.of(plain(value));
        return codes.isEmpty()
                ? null
                : all(language -> codes.stream()
                        .map(code -> options.stream()
                                .filter(option -> option.code().equals(code))
                                .map(Form.Option::name)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .map(name -> name.in(language))
                                .orElse(code))
                        .collect(Collectors.joining(", ")));
    }

    private static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case List<?> codes ->
                String.join(",", codes.stream().map(String::valueOf).toList());
            case BigDecimal number -> number.toPlainString();
            case Object other -> String.valueOf(other);
        };
    }

    private static Text all(Function<String, String> said) {
        return new Text(said.apply("en"), said.apply("zh-Hans"), said.apply("zh-Hant"));
    }
}
