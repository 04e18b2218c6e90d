package org.callosum.server.platform.search;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// What of a text can be found: words of letters and digits (and their singular), pairs of Chinese
/// characters, and of a title the readings of its Chinese (`th`, `thzc`, `tuihuo` for 退货政策).
final class SearchTerms {
    /// Before a reading, so that it never meets a word.
    static final char READING = '~';

    private static final int LONGEST_WORD = 60;
    private static final int LONGEST_READ = 40;

    /// Says how something is asked, not what: left out of a question while anything else is in it.
    static final Set<String> ASKING = Set.of(
            "a", "an", "the", "is", "are", "do", "does", "did", "i", "my", "me", "we", "our", "you", "your", "it", "to",
            "of", "for", "in", "on", "at", "and", "or", "how", "what", "when", "where", "why", "who", "can", "if", "be",
            "with");

    /// Folded, the longer before what it contains.
    static final List<String> ASKING_HAN = List.of(
            "为什么", "怎么样", "怎么办", "怎么", "怎样", "如何", "什么", "是否", "能不能", "可不可以", "可以", "请问", "哪里", "多少", "的", "了", "吗",
            "呢", "吧");

    private SearchTerms() {}

    /// A stretch of one kind within a folded text.
    ///
    /// @param to exclusive
    record Stretch(int from, int to, boolean han) {}

    static void stretches(String folded, int from, int to, Consumer<Stretch> each) {
        int at = from;
        while (at < to) {
            char letter = folded.charAt(at);
            boolean han = Folding.isHan(letter);
            if (!han && !Character.isLetterOrDigit(letter)) {
                at++;
                continue;
            }
            int start = at;
            while (at < to
                    && Folding.isHan(folded.charAt(at)) == han
                    && (han || Character.isLetterOrDigit(folded.charAt(at)))) {
                at++;
            }
            each.accept(new Stretch(start, at, han));
        }
    }

    /// Every term of a text; a term may come more than once.
    static void of(String folded, Consumer<String> term) {
        stretches(folded, 0, folded.length(), stretch -> {
            if (stretch.han()) {
                for (int at = stretch.from(); at < stretch.to() - 1; at++) {
                    term.accept(folded.substring(at, at + 2));
                }
                term.accept(folded.substring(stretch.to() - 1, stretch.to())); // so that its last character is found
            } else {
                String word = folded.substring(stretch.from(), Math.min(stretch.to(), stretch.from() + LONGEST_WORD));
                term.accept(word);
                String singular = singular(word);
                if (!singular.equals(word)) {
                    term.accept(singular);
                }
            }
        });
    }

    /// The readings of a title's Chinese, from each of its characters on.
    static void readings(String folded, Consumer<String> term) {
        stretches(folded, 0, folded.length(), stretch -> {
            if (!stretch.han()) {
                return;
            }
            for (int from = stretch.from(); from < stretch.to(); from++) {
                var initials = new StringBuilder().append(READING);
                var whole = new StringBuilder().append(READING);
                for (int at = from; at < stretch.to() && whole.length() < LONGEST_READ; at++) {
                    String syllable = Folding.syllable(folded.charAt(at));
                    if (!syllable.isEmpty()) {
                        initials.append(syllable.charAt(0));
                        whole.append(syllable);
                    }
                }
                if (initials.length() > 1) {
                    term.accept(initials.toString());
                    term.accept(whole.toString());
                }
            }
        });
    }

    /// `orders` → `order`, `policies` → `policy`. No more of English: a wrong stem finds what nobody asked
    /// for.
    static String singular(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")) {
            return word.substring(0, length - 1);
        }
        return word;
    }
}
