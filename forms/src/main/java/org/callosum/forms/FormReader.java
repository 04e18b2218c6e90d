package org.callosum.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Reads a form from YAML. What is read may still be wrong ({@link CheckedForm} says so); what cannot be
/// read becomes a finding with its path. Hostile files are refused before they cost anything: by size,
/// depth, references.
public final class FormReader {
    /// In characters; 200 items with three languages have some 120 000.
    public static final int MAX_LENGTH = 600_000;

    private static final int MAX_DEPTH = 12;
    private static final int MAX_NODES = 60_000;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

    private final Findings findings = new Findings();

    private FormReader() {}

    /// @param form `null` when there is a finding
    public record Reading(@Nullable Form form, List<FormFinding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }
    }

    public static Reading read(String yaml) {
        var reader = new FormReader();
        var form = reader.form(yaml);
        var findings = reader.findings.all();
        return new Reading(findings.isEmpty() ? form : null, findings);
    }

    private @Nullable Form form(String yaml) {
        if (yaml.length() > MAX_LENGTH) {
            findings.error("", "too-long", Map.of("max", MAX_LENGTH));
            return null;
        }
        // Every scalar stays the text that stands there: it is known by its place what it must be. The library's reader
        // stumbles over a character of two units on the edge of its buffer, so the buffer takes the whole file.
        var settings = LoadSettings.builder()
                .setLabel("form")
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(MAX_LENGTH * 2)
                .setBufferSize(yaml.length() + 16)
                .build();
        try {
            return withinBounds(yaml, settings) ? form(part("", new Load(settings).loadFromString(yaml))) : null;
        } catch (YamlEngineException broken) {
            findings.error("", "not-yaml", Map.of("message", String.valueOf(broken.getMessage())));
            return null;
        }
    }

    /// The parser gives its events one by one, so that too deep a file is refused before anything is built
    /// from it.
    private boolean withinBounds(String yaml, LoadSettings settings) {
        var depth = 0;
        var nodes = 0;
        for (var event : new Parse(settings).parseString(yaml)) {
            if (++nodes > MAX_NODES) {
                findings.error("", "too-many", Map.of("max", MAX_NODES));
                return false;
            }
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> {
                    if (++depth > MAX_DEPTH) {
                        findings.error("", "too-deep", Map.of("max", MAX_DEPTH));
                        return false;
                    }
                }
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> {
                    findings.error("", "reference");
                    return false;
                }
                case Comment, DocumentStart, DocumentEnd, Scalar, StreamStart, StreamEnd -> {}
            }
        }
        return true;
    }

    /// A list of fields with its place. Fields are taken out one by one; what is left over has no meaning.
    private final class Part {
        private final String path;
        private final Map<Object, Object> fields;

        Part(String path, Map<?, ?> fields) {
            this.path = path;
            this.fields = new LinkedHashMap<>(fields);
        }

        String at(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }

        @Nullable
        Object take(String key) {
            return fields.remove(key);
        }

        @Nullable
        String text(String key) {
            return switch (take(key)) {
                case null -> null;
                case String text -> text;
                default -> {
                    findings.error(at(key), "not-a-text");
                    yield null;
                }
            };
        }

        String code(String key) {
            var code = text(key);
            return code == null ? "" : code;
        }

        boolean flag(String key) {
            var text = text(key);
            if (text != null && !text.equals("true") && !text.equals("false")) {
                findings.error(at(key), "not-true-or-false", Map.of("value", text));
            }
            return "true".equals(text);
        }

        @Nullable
        BigDecimal number(String key) {
            var text = text(key);
            if (text == null) {
                return null;
            }
            if (!NUMBER.matcher(text).matches()) {
                findings.error(at(key), "not-a-number", Map.of("value", text));
                return null;
            }
            return new BigDecimal(text);
        }

        @Nullable
        Integer whole(String key) {
            var number = number(key);
            if (number == null) {
                return null;
            }
            try {
                return number.intValueExact();
            } catch (ArithmeticException notWhole) {
                findings.error(at(key), "not-a-number", Map.of("value", number));
                return null;
            }
        }

        <E extends Enum<E>> @Nullable E oneOf(String key, E[] values) {
            var text = text(key);
            if (text == null) {
                return null;
            }
            var known = new ArrayList<String>();
            for (var value : values) {
                if (Form.codeOf(value).equals(text)) {
                    return value;
                }
                known.add(Form.codeOf(value));
            }
            findings.error(at(key), "not-one-of", Map.of("value", text, "known", String.join(", ", known)));
            return null;
        }

        @Nullable
        LocaleText words(String key) {
            var value = take(key);
            if (value == null) {
                return null;
            }
            if (!(value instanceof Map<?, ?> map)) {
                findings.error(at(key), "not-by-language");
                return null;
            }
            var texts = new LinkedHashMap<String, String>();
            map.forEach((language, text) -> {
                if (!(language instanceof String tag) || !FormWriter.LANGUAGES.contains(tag)) {
                    findings.error(
                            at(key), "unknown-language", Map.of("known", String.join(", ", FormWriter.LANGUAGES)));
                } else if (!(text instanceof String wording) || wording.isBlank()) {
                    findings.error(at(key) + "." + tag, "not-a-text");
                } else {
                    texts.put(tag, wording);
                }
            });
            return texts.isEmpty() ? null : new LocaleText(texts);
        }

        List<Part> parts(String key) {
            var value = take(key);
            if (value == null) {
                return List.of();
            }
            if (!(value instanceof List<?> list)) {
                findings.error(at(key), "not-a-list");
                return List.of();
            }
            var parts = new ArrayList<Part>();
            for (int i = 0; i < list.size(); i++) {
                var part = part("%s[%d]".formatted(at(key), i), list.get(i));
                if (part != null) {
                    parts.add(part);
                }
            }
            return parts;
        }

        void end() {
            fields.keySet().forEach(key -> findings.error(at(String.valueOf(key)), "unknown-field"));
        }
    }

    private @Nullable Part part(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Part(path, map);
        }
        findings.error(path, "not-fields");
        return null;
    }

    private @Nullable Form form(@Nullable Part part) {
        if (part == null) {
            return null;
        }
        var use = part.oneOf("use", Form.Use.values());
        if (use == null) {
            findings.error("use", "missing");
        }
        var form = new Form(
                use == null ? Form.Use.CASE : use,
                part.words("title"),
                part.words("introduction"),
                part.number("critical-cap"),
                part.parts("scales").stream().map(this::scale).toList(),
                part.parts("sections").stream().map(this::section).toList());
        part.end();
        return form;
    }

    private Form.Scale scale(Part part) {
        var scale = new Form.Scale(part.code("code"), part.words("name"), options(part, "points"));
        part.end();
        return scale;
    }

    private List<Form.Option> options(Part part, String key) {
        return part.parts(key).stream()
                .map(option -> {
                    var read = new Form.Option(option.code("code"), option.words("name"), option.number("score"));
                    option.end();
                    return read;
                })
                .toList();
    }

    private Form.Section section(Part part) {
        var section = new Form.Section(
                part.code("code"),
                part.words("title"),
                part.number("weight"),
                part.text("when"),
                part.parts("items").stream().map(this::item).toList());
        part.end();
        return section;
    }

    private Form.Item item(Part part) {
        var comment = part.oneOf("comment", Form.Comment.values());
        var item = new Form.Item(
                part.code("code"),
                question(part),
                part.words("label"),
                part.words("help"),
                part.flag("required"),
                part.text("when"),
                part.flag("not-applicable"),
                comment == null ? Form.Comment.NONE : comment,
                part.number("weight"),
                part.oneOf("critical", Form.Critical.values()),
                part.flag("sensitive"));
        part.end();
        return item;
    }

    private Question question(Part part) {
        var kind = part.text("kind");
        return switch (kind) {
            case "text", "long-text" ->
                new Question.Words(kind.equals("long-text"), part.whole("longest"), part.text("pattern"));
            case "number" ->
                new Question.Quantity(
                        part.number("minimum"), part.number("maximum"), part.whole("decimals"), part.words("unit"));
            case "date" -> new Question.Day(false);
            case "date-time" -> new Question.Day(true);
            case "yes-no" -> new Question.YesNo();
            case "choice" -> new Question.Choice(false, options(part, "options"));
            case "choices" -> new Question.Choice(true, options(part, "options"));
            case "scale" -> new Question.OnScale(part.code("scale"));
            case null, default -> {
                findings.error(
                        part.at("kind"),
                        "not-one-of",
                        Map.of("value", String.valueOf(kind), "known", String.join(", ", Question.KINDS)));
                yield new Question.YesNo();
            }
        };
    }
}
