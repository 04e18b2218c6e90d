package org.callosum.server.platform.definitions;

import java.util.ArrayList;
import java.util.List;

/// Words that two texts share, and those only one of them has. A Chinese character counts as a word, and so
/// does each mark and each stretch of blanks.
public final class WordDifference {
    private WordDifference() {}

    /// A stretch of words of one kind.
    public record Run(LineDifference.Kind kind, String text) {}

    /// What leads from one text to the other, neighbours of one kind joined.
    public static List<Run> between(String from, String to) {
        var runs = new ArrayList<Run>();
        var text = new StringBuilder();
        LineDifference.Kind kind = LineDifference.Kind.SAME;
        for (var word : LineDifference.between(words(from), words(to))) {
            if (word.kind() != kind && !text.isEmpty()) {
                runs.add(new Run(kind, text.toString()));
                text.setLength(0);
            }
            kind = word.kind();
            text.append(word.text());
        }
        if (!text.isEmpty()) {
            runs.add(new Run(kind, text.toString()));
        }
        return List.copyOf(runs);
    }

    static List<String> words(String text) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int letter = text.codePointAt(at);
            at += Character.charCount(letter);
            if (joins(letter)) {
                while (at < text.length() && joins(text.codePointAt(at))) {
                    at += Character.charCount(text.codePointAt(at));
                }
            } else if (Character.isWhitespace(letter)) {
                while (at < text.length() && Character.isWhitespace(text.codePointAt(at))) {
                    at += Character.charCount(text.codePointAt(at));
                }
            }
            words.add(text.substring(start, at));
        }
        return words;
    }

    private static boolean joins(int letter) {
        return Character.isLetterOrDigit(letter) && !Character.isIdeographic(letter);
    }
}
