package org.callosum.server.platform.search;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes spellings alike, character by character, so that a place in the folded text is the same place in
/// the text: small letters, no accents, half width, and simplified for traditional Chinese.
///
/// A character's simplified form and its reading come from ICU's data (CLDR's *Traditional-Simplified*
/// and *Han-Latin*). One character has one form here: which of several is meant is decided by words,
/// and both sides of a search are folded alike, so nothing is lost by it. Tables fill as characters are
/// met; any thread may ask.
public final class Folding {
    private static final char FIRST_HAN = '\u3400';
    private static final char LAST_HAN = '\u9fff';
    private static final char FIRST_COMPATIBLE = '\uf900';
    private static final char LAST_COMPATIBLE = '\ufaff';

    // Filled without a lock: two threads that meet a character at once write the same value.
    private static final char[] FOLDED = new char[1 << 16];
    private static final @Nullable String[] SYLLABLES = new String[1 << 16];

    private Folding() {}

    /// ICU is loaded with the first Chinese character, not with the application.
    private static final class Icu {
        static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");
        static final Transliterator LATIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");
    }

    public static boolean isHan(char letter) {
        return (letter >= FIRST_HAN && letter <= LAST_HAN) || (letter >= FIRST_COMPATIBLE && letter <= LAST_COMPATIBLE);
    }

    /// As long as the text itself.
    public static String fold(String text) {
        char[] folded = new char[text.length()];
        for (int at = 0; at < folded.length; at++) {
            folded[at] = fold(text.charAt(at));
        }
        return new String(folded);
    }

    static char fold(char letter) {
        char known = FOLDED[letter];
        if (known != 0) {
            return known;
        }
        char found = folded(letter);
        FOLDED[letter] = found;
        return found;
    }

    private static char folded(char letter) {
        if (letter < 128) {
            return Character.toLowerCase(letter);
        }
        if (isHan(letter)) {
            return single(Icu.SIMPLIFIED.transliterate(single(normal(letter), letter) + ""), letter);
        }
        String bare = normal(letter).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT);
        return single(bare, letter);
    }

    private static String normal(char letter) {
        return Character.isSurrogate(letter)
                ? String.valueOf(letter)
                : Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFKD);
    }

    private static char single(String text, char otherwise) {
        return text.length() == 1 ? text.charAt(0) : otherwise;
    }

    /// A text folded, with each Chinese character as its reading, so that 吴晓琳 and 吳曉琳 are both
    /// `wuxiaolin`.
    public static String reading(String text) {
        var folded = fold(text);
        var read = new StringBuilder(folded.length() * 2);
        for (int at = 0; at < folded.length(); at++) {
            var syllable = syllable(folded.charAt(at));
            if (syllable.isEmpty()) {
                read.append(folded.charAt(at));
            } else {
                read.append(syllable);
            }
        }
        return read.toString();
    }

    /// The usual reading of a Chinese character without its tone, `tui` for 退; empty for any other
    /// character.
    static String syllable(char han) {
        if (!isHan(han)) {
            return "";
        }
        String known = SYLLABLES[han];
        if (known != null) {
            return known;
        }
        String read = Icu.LATIN.transliterate(String.valueOf(han)).replaceAll("[^a-z]", "");
        SYLLABLES[han] = read;
        return read;
    }
}
