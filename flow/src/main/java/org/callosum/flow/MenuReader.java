package org.callosum.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.flow.Draft.Sort;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads the two steps that ask the customer: menu and collect.
final class MenuReader {
    private static final List<String> MENU =
            List.of("prompt", "say", "no-input", "no-match", "timeout", "retries", "options");
    private static final List<String> OPTION = List.of("key", "label", "words", "intents", "language", "set", "next");
    private static final List<String> COLLECT = List.of(
            "into",
            "label",
            "secret",
            "prompt",
            "say",
            "no-input",
            "no-match",
            "min",
            "max",
            "ends",
            "text",
            "timeout",
            "between",
            "retries");
    private static final int LONGEST_ENTRY = 200;
    private static final int LONGEST_NUMBER = 15;
    private static final int MOST_OPTIONS = 12;

    private final StepReader steps;
    private final AnnouncementReader announcements;

    MenuReader(StepReader steps, AnnouncementReader announcements) {
        this.steps = steps;
        this.announcements = announcements;
    }

    @Nullable
    FlowStep menu(YamlItem body, @Nullable String otherwise) {
        var fields = body.fields("menu");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, MENU, "menu");
        var prompt = prompt(body, fields);
        var noInput = announcement(fields.get("no-input"));
        var noMatch = announcement(fields.get("no-match"));
        var timeout = duration(fields.get("timeout"), "timeout", 5_000);
        var retries = retries(fields.get("retries"));
        var options = options(body, fields.get("options"));
        return prompt == null || otherwise == null || options.isEmpty()
                ? null
                : new FlowStep.Menu(prompt, noInput, noMatch, timeout, retries, options, otherwise);
    }

    private List<FlowStep.Option> options(YamlItem body, YamlItem.@Nullable Field field) {
        var options = new ArrayList<FlowStep.Option>();
        if (field == null) {
            body.error("missing", "menu needs options: a list of {key: 1, next: step}");
            return options;
        }
        var items = field.value().items("options");
        if (items == null || items.isEmpty() || items.size() > MOST_OPTIONS) {
            field.value().error("wrong-value", "A menu has 1 to %d options".formatted(MOST_OPTIONS));
            return options;
        }
        var keys = new HashSet<Character>();
        for (var item : items) {
            var option = option(item);
            if (option != null) {
                if (!keys.add(option.key())) {
                    item.error("duplicate", "Key %s is offered twice in this menu".formatted(option.key()));
                }
                options.add(option);
            }
        }
        return options;
    }

    private FlowStep.@Nullable Option option(YamlItem item) {
        var fields = item.fields("An option");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, OPTION, "An option");
        var keyField = fields.get("key");
        var nextField = fields.get("next");
        if (keyField == null || nextField == null) {
            item.error("dead-end", "An option needs key: and next: a step");
            return null;
        }
        var key = StepReader.key(keyField.value());
        var next = steps.stepReference(nextField.value());
        var labelField = fields.get("label");
        var label = labelField == null ? null : labelField.value().localeText("label");
        var languageField = fields.get("language");
        var language = languageField == null ? null : languageField.value().oneOf("language", languages());
        var setField = fields.get("set");
        var set = setField == null ? null : steps.assignments(setField.value(), "set");
        return key == null || next == null
                ? null
                : new FlowStep.Option(
                        key,
                        label,
                        words(fields.get("words")),
                        intents(fields.get("intents")),
                        language,
                        set == null ? new LinkedHashMap<>() : set,
                        next);
    }

    private List<String> intents(YamlItem.@Nullable Field field) {
        var intents = new ArrayList<String>();
        var items = field == null ? null : field.value().items("intents");
        if (items != null) {
            for (var item : items) {
                var intent = steps.reference(Sort.INTENT, item, "An intent");
                if (intent != null) {
                    intents.add(intent);
                }
            }
        }
        return intents;
    }

    private static List<String> words(YamlItem.@Nullable Field field) {
        var words = new ArrayList<String>();
        var items = field == null ? null : field.value().items("words");
        if (items != null) {
            for (var item : items) {
                var word = item.text("A word");
                if (word != null) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    @Nullable
    FlowStep collect(YamlItem body, Map<String, Type> variables, @Nullable String next, @Nullable String otherwise) {
        var fields = body.fields("collect");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, COLLECT, "collect");
        var prompt = prompt(body, fields);
        var noInput = announcement(fields.get("no-input"));
        var noMatch = announcement(fields.get("no-match"));
        var minField = fields.get("min");
        var maxField = fields.get("max");
        var min = minField == null ? 1 : minField.value().integer("min", 1, LONGEST_ENTRY, 1);
        var max = maxField == null ? 20 : maxField.value().integer("max", 1, LONGEST_ENTRY, 20);
        if (min > max) {
            body.error("wrong-value", "min (%d) is above max (%d)".formatted(min, max));
        }
        var endsField = fields.get("ends");
        var ends = endsField == null ? null : ends(endsField.value());
        var labelField = fields.get("label");
        var label = labelField == null ? null : labelField.value().localeText("label");
        var secretField = fields.get("secret");
        var secret = secretField != null && secretField.value().truth("secret", false);
        var textField = fields.get("text");
        var text = textField != null && textField.value().truth("text", false);
        var timeout = duration(fields.get("timeout"), "timeout", 8_000);
        var between = duration(fields.get("between"), "between", 4_000);
        var retries = retries(fields.get("retries"));
        var into = into(body, fields.get("into"), variables, max, text);
        return into == null || prompt == null || next == null || otherwise == null
                ? null
                : new FlowStep.Collect(
                        into, label, secret, prompt, noInput, noMatch, min, max, ends, text, timeout, between, retries,
                        next, otherwise);
    }

    private static @Nullable Character ends(YamlItem item) {
        var key = StepReader.key(item);
        if (key != null && key != '#' && key != '*') {
            item.error("wrong-value", "An entry ends with '#' or '*'");
            return null;
        }
        return key;
    }

    private static @Nullable String into(
            YamlItem body, YamlItem.@Nullable Field field, Map<String, Type> variables, int max, boolean text) {
        if (field == null) {
            body.error("missing", "collect needs into: one of the flow's variables");
            return null;
        }
        var name = field.value().text("into");
        var type = name == null ? null : variables.get(name);
        if (name != null && type == null) {
            field.value()
                    .error("unknown-variable", "%s is not among the flow's variables; add it there".formatted(name));
        } else if (type == Type.NUMBER && (text || max > LONGEST_NUMBER)) {
            field.value().error("wrong-type", "A number has at most %d digits and no text".formatted(LONGEST_NUMBER));
        } else if (type != null && type != Type.NUMBER && type != Type.TEXT) {
            field.value()
                    .error("wrong-type", "An entry goes into a text or a number, not %s".formatted(type.wording()));
        }
        return name;
    }

    private @Nullable Announcement prompt(YamlItem body, Map<String, YamlItem.Field> fields) {
        var prompt = fields.get("prompt");
        var say = fields.get("say");
        if ((prompt == null) == (say == null)) {
            body.error("missing", "Give either prompt: (recorded) or say: (a text)");
            return null;
        }
        return prompt != null ? announcements.play(prompt.value()) : announcements.say(say.value());
    }

    /// Words per language are said, anything else is played.
    private @Nullable Announcement announcement(YamlItem.@Nullable Field field) {
        if (field == null) {
            return null;
        }
        return field.value().isMapping() ? announcements.say(field.value()) : announcements.play(field.value());
    }

    private static long duration(YamlItem.@Nullable Field field, String what, long fallbackMillis) {
        return field == null ? fallbackMillis : field.value().duration(what, 500, 60_000, fallbackMillis);
    }

    private static int retries(YamlItem.@Nullable Field field) {
        return field == null ? 2 : field.value().integer("retries", 0, 9, 2);
    }

    private static Map<String, String> languages() {
        var languages = new LinkedHashMap<String, String>();
        FlowNames.LANGUAGES.forEach(language -> languages.put(language, language));
        return languages;
    }
}
