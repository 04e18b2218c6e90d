package org.callosum.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Writes a form in its one spelling: the same order always, what is usual left out, a line for each thing a
/// person may change, so that the difference of two versions reads like what was done.
public final class FormWriter {
    static final List<String> LANGUAGES = List.of("en", "zh-Hans", "zh-Hant");

    /// Longer than any text of a form: a line is never folded.
    private static final int WIDTH = 1_000_000;

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(WIDTH)
            .setSplitLines(false)
            .setMaxSimpleKeyLength(128)
            .build();

    private FormWriter() {}

    /// @return YAML that {@link FormReader#read} reads back as an equal form
    public static String write(Form form) {
        return new Dump(SETTINGS).dumpToString(map(form));
    }

    private static Map<String, Object> map(Form form) {
        var map = new LinkedHashMap<String, Object>();
        map.put("use", form.use().code());
        text(map, "title", form.title());
        text(map, "introduction", form.introduction());
        number(map, "critical-cap", form.criticalCap());
        list(map, "scales", form.scales().stream().map(FormWriter::map).toList());
        map.put("sections", form.sections().stream().map(FormWriter::map).toList());
        return map;
    }

    private static Map<String, Object> map(Form.Scale scale) {
        var map = new LinkedHashMap<String, Object>();
        map.put("code", scale.code());
        text(map, "name", scale.name());
        list(map, "points", scale.points().stream().map(FormWriter::map).toList());
        return map;
    }

    private static Map<String, Object> map(Form.Option option) {
        var map = new LinkedHashMap<String, Object>();
        map.put("code", option.code());
        text(map, "name", option.name());
        number(map, "score", option.score());
        return map;
    }

    private static Map<String, Object> map(Form.Section section) {
        var map = new LinkedHashMap<String, Object>();
        map.put("code", section.code());
        text(map, "title", section.title());
        number(map, "weight", section.weight());
        put(map, "when", section.when());
        list(map, "items", section.items().stream().map(FormWriter::map).toList());
        return map;
    }

    private static Map<String, Object> map(Form.Item item) {
        var map = new LinkedHashMap<String, Object>();
        map.put("code", item.code());
        map.put("kind", item.question().kind());
        text(map, "label", item.label());
        text(map, "help", item.help());
        flag(map, "required", item.required());
        put(map, "when", item.when());
        flag(map, "not-applicable", item.notApplicable());
        if (item.comment() != Form.Comment.NONE) {
            map.put("comment", item.comment().code());
        }
        number(map, "weight", item.weight());
        if (item.critical() != null) {
            map.put("critical", item.critical().code());
        }
        question(map, item.question());
        flag(map, "sensitive", item.sensitive());
        return map;
    }

    private static void question(SequencedMap<String, Object> map, Question question) {
        switch (question) {
            case Question.Words words -> {
                whole(map, "longest", words.longest());
                put(map, "pattern", words.pattern());
            }
            case Question.Quantity quantity -> {
                number(map, "minimum", quantity.minimum());
                number(map, "maximum", quantity.maximum());
                whole(map, "decimals", quantity.decimals());
                text(map, "unit", quantity.unit());
            }
            case Question.Choice choice ->
                list(
                        map,
                        "options",
                        choice.options().stream().map(FormWriter::map).toList());
            case Question.OnScale(var scale) -> {
                if (!scale.isEmpty()) {
                    map.put("scale", scale);
                }
            }
            case Question.Day _, Question.YesNo _ -> {}
        }
    }

    private static void list(Map<String, Object> map, String key, List<Map<String, Object>> values) {
        if (!values.isEmpty()) {
            map.put(key, new ArrayList<>(values));
        }
    }

    private static void flag(Map<String, Object> map, String key, boolean value) {
        if (value) {
            map.put(key, true);
        }
    }

    private static void put(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void whole(Map<String, Object> map, String key, @Nullable Integer value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void number(Map<String, Object> map, String key, @Nullable BigDecimal value) {
        if (value != null) {
            map.put(key, value.scale() == 0 ? value.toBigInteger() : value);
        }
    }

    private static void text(Map<String, Object> map, String key, @Nullable LocaleText text) {
        if (text == null) {
            return;
        }
        var ordered = new LinkedHashMap<String, String>();
        for (var language : LANGUAGES) {
            var wording = text.texts().get(language);
            if (wording != null) {
                ordered.put(language, wording);
            }
        }
        text.texts().forEach(ordered::putIfAbsent);
        map.put(key, ordered);
    }
}
