package org.callosum.server.platform.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// An index of texts that never changes: its terms in order, and for each the texts that have it and where.
///
/// Three ints a term and a text at most; 20 000 texts of 300 words are some 30 MB.
final class SearchSegment {
    private static final int IN_TITLE = 4;
    private static final int IN_TAGS = 2;
    private static final int IN_BODY = 1;
    private static final int FIELD_BITS = 3;
    private static final int FIELDS = (1 << FIELD_BITS) - 1;

    /// What a term is worth by where it stands: more than all lesser places together.
    private static final int[] WORTH = {0, 10, 60, 62, 300, 304, 310, 312};

    private static final int WHOLE_WORD = 20;
    private static final int TITLE_BEGINS_SO = 150;

    private final String[] titles;
    private final String[] terms;
    private final int[] starts;
    private final int[] postings;

    /// A text to be found.
    record Source(String title, String tags, String body) {}

    /// @param text its place among the texts that the segment was made of
    record Found(int text, int score) {}

    SearchSegment(List<Source> texts) {
        titles = new String[texts.size()];
        var byTerm = new HashMap<String, Growing>();
        for (int text = 0; text < titles.length; text++) {
            var source = texts.get(text);
            int number = text;
            titles[text] = Folding.fold(source.title());
            SearchTerms.of(titles[text], term -> add(byTerm, term, number, IN_TITLE));
            SearchTerms.readings(titles[text], term -> add(byTerm, term, number, IN_TITLE));
            SearchTerms.of(Folding.fold(source.tags()), term -> add(byTerm, term, number, IN_TAGS));
            SearchTerms.of(Folding.fold(source.body()), term -> add(byTerm, term, number, IN_BODY));
        }
        terms = byTerm.keySet().toArray(String[]::new);
        Arrays.sort(terms);
        starts = new int[terms.length + 1];
        for (int term = 0; term < terms.length; term++) {
            starts[term + 1] = starts[term] + get(byTerm, terms[term]).size;
        }
        postings = new int[starts[terms.length]];
        for (int term = 0; term < terms.length; term++) {
            var list = get(byTerm, terms[term]);
            System.arraycopy(list.entries, 0, postings, starts[term], list.size);
        }
    }

    int size() {
        return titles.length;
    }

    private static Growing get(Map<String, Growing> byTerm, String term) {
        return byTerm.computeIfAbsent(term, _ -> new Growing());
    }

    private static void add(Map<String, Growing> byTerm, String term, int text, int field) {
        get(byTerm, term).add(text, field);
    }

    /// Entries of one term, texts ascending.
    private static final class Growing {
        int[] entries = new int[2];
        int size;

        void add(int text, int field) {
            if (size > 0 && entries[size - 1] >>> FIELD_BITS == text) {
                entries[size - 1] |= field;
                return;
            }
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
            }
            entries[size++] = text << FIELD_BITS | field;
        }
    }

    /// The texts that answer, best first; ties go to the shorter title, then to the earlier text.
    ///
    /// @param open says of a text whether it may be found by whoever asks
    List<Found> find(SearchQuestion question, IntPredicate open, int most) {
        int count = titles.length;
        int[] scores = new int[count];
        byte[] had = new byte[count];
        for (var part : question.parts()) {
            int[] best = new int[count];
            for (var wording : part.wordings()) {
                add(wording, best);
            }
            for (int text = 0; text < count; text++) {
                if (best[text] > 0) {
                    had[text]++;
                    scores[text] += best[text];
                }
            }
        }
        var found = new ArrayList<Found>();
        String asked = question.folded().strip();
        int least = question.least();
        for (int text = 0; text < count; text++) {
            if (had[text] >= least && open.test(text)) {
                // Of many parts a text may lack some: one that has them all comes first.
                int score = scores[text] * had[text] / question.parts().size();
                found.add(new Found(text, score + (titles[text].startsWith(asked) ? TITLE_BEGINS_SO : 0)));
            }
        }
        found.sort((one, two) -> {
            int byScore = Integer.compare(two.score(), one.score());
            int byLength =
                    byScore != 0 ? byScore : Integer.compare(titles[one.text()].length(), titles[two.text()].length());
            return byLength != 0 ? byLength : Integer.compare(one.text(), two.text());
        });
        return found.size() > most ? List.copyOf(found.subList(0, most)) : found;
    }

    /// Raises `best` where a text has enough of the wording's terms.
    private void add(SearchQuestion.Wording wording, int[] best) {
        int count = titles.length;
        int terms = wording.terms().size();
        int[] sum = new int[count];
        byte[] had = new byte[count];
        int[] worth = new int[count];
        for (var term : wording.terms()) {
            Arrays.fill(worth, 0);
            collect(term.text(), term.beginning(), worth);
            if (term.reading()) {
                collect(SearchTerms.READING + term.text(), term.beginning(), worth);
            }
            for (int text = 0; text < count; text++) {
                if (worth[text] > 0) {
                    had[text]++;
                    sum[text] += worth[text];
                }
            }
        }
        for (int text = 0; text < count; text++) {
            if (had[text] >= wording.least()) {
                int score = sum[text] / Math.max(1, terms);
                best[text] = Math.max(best[text], wording.synonym() ? score * 4 / 5 + 1 : score);
            }
        }
    }

    private void collect(String term, boolean beginning, int[] worth) {
        int at = Arrays.binarySearch(terms, term);
        int from = at >= 0 ? at : -at - 1;
        for (int each = from; each < terms.length; each++) {
            boolean whole = terms[each].equals(term);
            if (!whole && !(beginning && terms[each].startsWith(term))) {
                break;
            }
            for (int entry = starts[each]; entry < starts[each + 1]; entry++) {
                int text = postings[entry] >>> FIELD_BITS;
                int value = WORTH[postings[entry] & FIELDS] + (whole ? WHOLE_WORD : 0);
                if (value > worth[text]) {
                    worth[text] = value;
                }
            }
        }
    }
}
