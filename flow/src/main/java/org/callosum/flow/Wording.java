package org.callosum.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a written line means where keys are expected.
final class Wording {
    private Wording() {}

    /// The option a written line means: its key, its label or one of its words alone; else the only option of which
    /// some
    /// word occurs in the line.
    static FlowStep.@Nullable Option meant(FlowStep.Menu menu, String text) {
        var line = text.toLowerCase(Locale.ROOT);
        var containing = new ArrayList<FlowStep.Option>();
        for (var option : menu.options()) {
            var words = words(option);
            if (line.equals(String.valueOf(option.key())) || words.contains(line)) {
                return option;
            }
            if (words.stream().anyMatch(word -> containsWord(line, word))) {
                containing.add(option);
            }
        }
        return containing.size() == 1 ? containing.getFirst() : null;
    }

    /// The place of the reply that a line means, as of a menu; -1 for none.
    static int meant(ScriptStep.Ask ask, String text) {
        var line = text.toLowerCase(Locale.ROOT);
        var containing = new ArrayList<Integer>();
        for (int place = 0; place < ask.replies().size(); place++) {
            var reply = ask.replies().get(place);
            var words = new ArrayList<String>();
            reply.words().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
            reply.label().texts().values().forEach(label -> words.add(label.toLowerCase(Locale.ROOT)));
            if (line.equals(String.valueOf(place + 1)) || words.contains(line)) {
                return place;
            }
            if (words.stream().anyMatch(word -> containsWord(line, word))) {
                containing.add(place);
            }
        }
        return containing.size() == 1 ? containing.getFirst() : -1;
    }

    /// Whether a text has this word or phrase, without case.
    static boolean says(String text, String word) {
        return containsWord(text.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
    }

    private static List<String> words(FlowStep.Option option) {
        var words = new ArrayList<String>();
        option.words().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        if (option.label() != null) {
            option.label().texts().values().forEach(label -> words.add(label.toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    /// Latin words count only whole ("return" is not in "returned"); Chinese ones have no blanks around them.
    private static boolean containsWord(String line, String word) {
        for (var at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
            var end = at + word.length();
            var joinedBefore = at > 0 && isLatin(line.charAt(at - 1)) && isLatin(line.charAt(at));
            var joinedAfter = end < line.length() && isLatin(line.charAt(end)) && isLatin(line.charAt(end - 1));
            if (!joinedBefore && !joinedAfter) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLatin(char c) {
        return Character.isLetterOrDigit(c) && Character.UnicodeScript.of(c) != Character.UnicodeScript.HAN;
    }
}
