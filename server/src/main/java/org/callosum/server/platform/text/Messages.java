package org.callosum.server.platform.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Sentences of the server in three languages, from every `texts/ROOM_LANGUAGE.properties` on the class path.
/// Placeholders are `{name}`.
public final class Messages {
    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    private Messages() {}

    /// Reads all files.
    ///
    /// @throws IllegalStateException when two rooms use one key
    public static Messages load() {
        var messages = new Messages();
        try {
            for (Language language : Language.values()) {
                var all = new Properties();
                for (Resource file : new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:texts/*_" + language.tag() + ".properties")) {
                    var some = new Properties();
                    try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                        some.load(reader);
                    }
                    some.forEach((key, value) -> {
                        if (all.putIfAbsent(key, value) != null) {
                            throw new IllegalStateException(
                                    "Text %s stands in two rooms, one of them %s".formatted(key, file.getFilename()));
                        }
                    });
                }
                messages.texts.put(language, all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /// The sentence with its placeholders filled, or null when no room has it.
    public @Nullable String find(Language language, String key, Map<String, ?> values) {
        Properties some = texts.get(language);
        String text = some == null ? null : some.getProperty(key);
        if (text == null) {
            return null;
        }
        for (var value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", String.valueOf(value.getValue()));
        }
        return text;
    }

    /// All keys of a language, for the test that compares the languages.
    public TreeSet<String> keys(Language language) {
        Properties some = texts.get(language);
        return some == null ? new TreeSet<>() : new TreeSet<>(some.stringPropertyNames());
    }
}
