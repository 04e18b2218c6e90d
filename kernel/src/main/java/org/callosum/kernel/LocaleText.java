package org.callosum.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// One wording in one or more languages.
///
/// @param texts language tag (`en`, `zh-Hans`, `zh-Hant`) to text; at least one, none blank; the order is kept
public record LocaleText(SequencedMap<String, String> texts) {
    private static final Pattern TAG = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");

    public LocaleText {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("A text needs at least one language, for instance en");
        }
        texts.forEach((tag, text) -> {
            if (!TAG.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "%s is not a language tag like en, zh-Hans or zh-Hant".formatted(tag));
            }
            if (text.isBlank()) {
                throw new IllegalArgumentException("The text in %s is empty".formatted(tag));
            }
        });
        texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
    }

    public static LocaleText of(String language, String text) {
        return new LocaleText(new LinkedHashMap<>(Map.of(language, text)));
    }

    /// The wording for a reader of `language`: that language; else the other Chinese script, since a Chinese reader
    /// prefers it to English; else English; else the first one given.
    public String in(String language) {
        var exact = texts.get(language);
        if (exact != null) {
            return exact;
        }
        if (language.startsWith("zh")) {
            for (var script : new String[] {"zh-Hans", "zh-Hant"}) {
                var chinese = texts.get(script);
                if (chinese != null) {
                    return chinese;
                }
            }
        }
        var english = texts.get("en");
        return english != null ? english : texts.firstEntry().getValue();
    }
}
