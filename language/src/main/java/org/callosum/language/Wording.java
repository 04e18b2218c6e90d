package org.callosum.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A sentence as words that can be counted: of alphabets words, pairs of words and pieces of three letters,
/// which
/// survive endings and slips; of Chinese characters and pairs of them, for words are not marked off there.
///
/// @param plain the sentence without marks, its words a blank apart and framed by blanks
/// @param features each with how much it weighs before rarity: whole words and pairs more than their pieces
record Wording(String plain, Map<String, Double> features) {
    private static final double WORD = 1.0;
    private static final double PAIR = 0.8;
    private static final double PIECE = 0.25;
    private static final double HAN = 0.4;
    private static final double HAN_PAIR = 1.0;
    private static final int PIECE_LENGTH = 3;

    /// @param folded with spellings made alike: small letters, no accents, simplified Chinese
    static Wording of(String folded) {
        var words = words(folded);
        var features = new LinkedHashMap<String, Double>();
        String before = null;
        for (var word : words) {
            boolean han = isHan(word.codePointAt(0));
            features.merge(word, han ? HAN : WORD, Math::max);
            if (before != null) {
                boolean bothHan = han && isHan(before.codePointAt(0));
                features.merge(bothHan ? before + word : before + " " + word, bothHan ? HAN_PAIR : PAIR, Math::max);
            }
            if (!han) {
                pieces(word, features);
            }
            before = word;
        }
        return new Wording(" " + String.join(" ", words) + " ", features);
    }

    private static void pieces(String word, Map<String, Double> features) {
        var framed = "<" + word + ">";
        for (int at = 0; at + PIECE_LENGTH <= framed.length(); at++) {
            features.merge("~" + framed.substring(at, at + PIECE_LENGTH), PIECE, Math::max);
        }
    }

    /// Runs of letters and digits; each Chinese character is a word of its own.
    private static List<String> words(String folded) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        folded.codePoints().forEach(point -> {
            if (isHan(point)) {
                close(word, words);
                words.add(Character.toString(point));
            } else if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            } else if (point != '\'' && point != '’') { // don't and dont are one word
                close(word, words);
            }
        });
        close(word, words);
        return words;
    }

    private static void close(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isHan(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
    }

    /// How many words it has; a Chinese character is one.
    int length() {
        return plain.isBlank() ? 0 : plain.strip().split(" ").length;
    }
}
