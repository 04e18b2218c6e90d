package org.callosum.server.platform.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// What was typed, as a list of parts. A text answers if it has most of them: all of up to three, and all
/// but one of four, all but two of more.
///
/// A part is a word, a run of Chinese characters, or a group of synonyms of which one is enough. Words that
/// only ask (*how do I*, 怎么) are left out while anything else is there.
public final class SearchQuestion {
    public static final int LONGEST = 100;
    private static final int MOST_PARTS = 12;
    private static final int SHORTEST_BEGINNING = 3;

    private final String folded;
    private final List<Part> parts;

    private SearchQuestion(String folded, List<Part> parts) {
        this.folded = folded;
        this.parts = List.copyOf(parts);
    }

    /// One term to look for.
    ///
    /// @param beginning whether longer words that begin so are meant as well
    /// @param reading whether it may be the reading of a title's Chinese
    record Term(String text, boolean beginning, boolean reading) {}

    /// Terms that go together: a word is one, Chinese is its pairs.
    ///
    /// @param least how many of them a text must have
    record Wording(List<Term> terms, int least, boolean synonym) {}

    /// @param wordings one is enough; what was typed stands first
    record Part(List<Wording> wordings) {}

    /// Reads what was typed; what is longer than [#LONGEST] is cut.
    public static SearchQuestion of(String typed, Synonyms synonyms) {
        String folded = Folding.fold(typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed);
        var spans = synonyms.spans(folded);
        var parts = new ArrayList<Part>();
        int at = 0;
        for (var span : spans) {
            plain(folded, at, span.from(), parts);
            var wordings = new ArrayList<Wording>();
            wordings.add(wording(folded, span.from(), span.to(), span.to() == folded.length(), false));
            for (var other : span.others()) {
                wordings.add(wording(other, 0, other.length(), false, true));
            }
            parts.add(new Part(List.copyOf(wordings)));
            at = span.to();
        }
        plain(folded, at, folded.length(), parts);
        return new SearchQuestion(
                folded, withoutAsking(parts).stream().limit(MOST_PARTS).toList());
    }

    /// Whether anything is asked at all.
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    List<Part> parts() {
        return parts;
    }

    int least() {
        int count = parts.size();
        return count <= 3 ? count : count == 4 ? 3 : count - 2;
    }

    String folded() {
        return folded;
    }

    /// The words whose places are marked in a text: as typed and as synonyms say, the longest first.
    List<String> marked() {
        var words = new LinkedHashSet<String>();
        for (var part : parts) {
            for (var wording : part.wordings()) {
                wording.terms().forEach(term -> words.add(term.text()));
            }
        }
        return words.stream()
                .sorted((one, two) -> Integer.compare(two.length(), one.length()))
                .toList();
    }

    private static void plain(String folded, int from, int to, List<Part> parts) {
        SearchTerms.stretches(folded, from, to, stretch -> {
            boolean last = stretch.to() == folded.length();
            if (!stretch.han()) {
                parts.add(new Part(List.of(wording(folded, stretch.from(), stretch.to(), last, false))));
                return;
            }
            for (var run : withoutAskingHan(folded.substring(stretch.from(), stretch.to()))) {
                parts.add(new Part(List.of(wording(run, 0, run.length(), last, false))));
            }
        });
    }

    private static Wording wording(String folded, int from, int to, boolean last, boolean synonym) {
        var terms = new ArrayList<Term>();
        var han = new int[1];
        SearchTerms.stretches(folded, from, to, stretch -> {
            if (stretch.han()) {
                int length = stretch.to() - stretch.from();
                if (length == 1) {
                    terms.add(new Term(folded.substring(stretch.from(), stretch.to()), true, false));
                }
                for (int at = stretch.from(); at < stretch.to() - 1; at++) {
                    terms.add(new Term(folded.substring(at, at + 2), false, false));
                    han[0]++;
                }
            } else {
                String word = folded.substring(stretch.from(), stretch.to());
                boolean beginning = last || word.length() >= SHORTEST_BEGINNING;
                terms.add(new Term(SearchTerms.singular(word), beginning, true));
            }
        });
        // Pairs across two words are in few texts: 退货流程 is also answered by 退货的流程.
        int least = terms.size() - han[0] / 2;
        return new Wording(List.copyOf(terms), Math.max(1, least), synonym);
    }

    private static List<String> withoutAskingHan(String run) {
        String rest = run;
        for (String asking : SearchTerms.ASKING_HAN) {
            rest = rest.replace(asking, " ");
        }
        var runs = List.of(rest.strip().split(" +"));
        return runs.getFirst().isEmpty() ? List.of(run) : runs;
    }

    private static List<Part> withoutAsking(List<Part> parts) {
        var telling = parts.stream()
                .filter(part -> part.wordings().size() > 1
                        || !part.wordings().getFirst().terms().stream()
                                .allMatch(term -> SearchTerms.ASKING.contains(term.text())))
                .toList();
        return telling.isEmpty() ? parts : telling;
    }
}
