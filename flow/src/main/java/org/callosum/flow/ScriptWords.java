package org.callosum.flow;

import java.util.LinkedHashMap;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;

/// How long a text is to somebody who listens, in English words. A character of Chinese counts 0.6 of a word: at usual
/// speeds of speech, 150 words and 250 characters a minute, that takes the same time.
public final class ScriptWords {
    private static final double CHARACTER = 0.6;

    private ScriptWords() {}

    /// The longest of its languages, rounded up.
    public static int count(LocaleText text) {
        return text.texts().values().stream().mapToInt(ScriptWords::count).max().orElse(0);
    }

    /// Words between blanks and marks; each character of Chinese for itself. Rounded up.
    public static int count(String text) {
        int words = 0;
        int characters = 0;
        boolean inWord = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            boolean han = Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
            // an apostrophe or a hyphen inside a word does not make two of it
            boolean letter = !han && (Character.isLetterOrDigit(point) || (inWord && "'’-.".indexOf(point) >= 0));
            if (han) {
                characters++;
            } else if (letter && !inWord) {
                words++;
            }
            inWord = letter;
        }
        return words + (int) Math.ceil(characters * CHARACTER);
    }

    /// A text with what the run knows in its places, in each of its languages.
    public static LocaleText filled(LocaleText text, FlowRun run) {
        var texts = new LinkedHashMap<String, String>();
        text.texts().forEach((language, words) -> {
            var filled = Shown.fill(words, run::variable);
            texts.put(language, filled.isBlank() ? words : filled);
        });
        return new LocaleText(texts);
    }

    /// A value as people read it.
    public static String text(Value value) {
        return Shown.text(value);
    }
}
