package org.callosum.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The answers to a form as JSON Schema (2020-12), for programs elsewhere. An export only: what the
/// conditions hide it cannot say, so nothing is required in it.
public final class FormSchema {
    private FormSchema() {}

    /// @param language of titles and descriptions
    /// @return maps, lists, texts, numbers and truths, in the form's order
    public static SequencedMap<String, Object> of(CheckedForm checked, String language) {
        var form = checked.form();
        var properties = new LinkedHashMap<String, Object>();
        for (var section : form.sections()) {
            for (var item : section.items()) {
                properties.putIfAbsent(item.code(), answer(checked, item, language));
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        if (form.title() != null) {
            schema.put("title", form.title().in(language));
        }
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static SequencedMap<String, Object> answer(CheckedForm checked, Form.Item item, String language) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("value", value(checked, item, language));
        if (item.comment() != Form.Comment.NONE) {
            var comment = new LinkedHashMap<String, Object>();
            comment.put("type", List.of("string", "null"));
            comment.put("maxLength", Answer.LONGEST_COMMENT);
            properties.put("comment", comment);
        }
        if (item.notApplicable()) {
            properties.put("notApplicable", single("type", "boolean"));
        }
        var schema = new LinkedHashMap<String, Object>();
        if (item.label() != null) {
            schema.put("title", item.label().in(language));
        }
        if (item.help() != null) {
            schema.put("description", item.help().in(language));
        }
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static SequencedMap<String, Object> value(CheckedForm checked, Form.Item item, String language) {
        var schema = new LinkedHashMap<String, Object>();
        switch (item.question()) {
            case Question.Words words -> {
                schema.put("type", List.of("string", "null"));
                schema.put("maxLength", words.most());
            }
            case Question.Quantity quantity -> {
                var decimals = quantity.decimals() == null ? 0 : quantity.decimals();
                schema.put("type", List.of(decimals == 0 ? "integer" : "number", "null"));
                if (quantity.minimum() != null) {
                    schema.put("minimum", quantity.minimum());
                }
                if (quantity.maximum() != null) {
                    schema.put("maximum", quantity.maximum());
                }
            }
            case Question.Day day -> {
                schema.put("type", List.of("string", "null"));
                if (!day.withTime()) {
                    schema.put("format", "date");
                } else {
                    // the format date-time of JSON Schema asks for an offset, which a form's moment has not
                    schema.put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$");
                }
            }
            case Question.YesNo _ -> schema.put("type", List.of("boolean", "null"));
            case Question.Choice choice -> {
                if (choice.several()) {
                    schema.put("type", List.of("array", "null"));
                    schema.put("items", single("oneOf", options(choice.options(), language)));
                    schema.put("uniqueItems", true);
                } else {
                    schema.put("oneOf", orNull(options(choice.options(), language)));
                }
            }
            case Question.OnScale(var code) -> schema.put("oneOf", orNull(options(checked.points(code), language)));
        }
        return schema;
    }

    private static List<Object> options(List<Form.Option> options, String language) {
        var all = new ArrayList<Object>();
        for (var option : options) {
            var one = single("const", option.code());
            if (option.name() != null) {
                one.put("title", option.name().in(language));
            }
            all.add(one);
        }
        return all;
    }

    private static List<Object> orNull(List<Object> options) {
        options.add(single("type", "null"));
        return options;
    }

    private static SequencedMap<String, Object> single(String key, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        return map;
    }
}
