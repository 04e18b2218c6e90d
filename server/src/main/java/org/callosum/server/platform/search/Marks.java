package org.callosum.server.platform.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Cuts out of a text what answers a question, and says which of it was asked for.
public final class Marks {
    private static final int BEFORE = 30;

    private Marks() {}

    /// A stretch of text. A browser writes it as text, never as markup.
    public record Run(String text, boolean marked) {}

    /// The whole text.
    public static List<Run> whole(String text, SearchQuestion question) {
        return runs(text, 0, text.length(), places(text, question));
    }

    /// The part of a text around what was asked, or its beginning.
    ///
    /// @param length characters at most, beside the dots where something is left out
    public static List<Run> snippet(String text, SearchQuestion question, int length) {
        var places = places(text, question);
        int first = Math.max(0, best(places, length));
        int from = first <= BEFORE || text.length() <= length ? 0 : wordBegin(text, first - BEFORE);
        int to = Math.min(text.length(), from + length);
        if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
            to--;
        }
        var runs = new ArrayList<Run>();
        if (from > 0) {
            runs.add(new Run("… ", false));
        }
        runs.addAll(runs(text, from, to, places));
        if (to < text.length()) {
            runs.add(new Run(" …", false));
        }
        return List.copyOf(runs);
    }

    /// Where a window of this length holds most marks; -1 without any.
    private static int best(BitSet places, int length) {
        int best = -1;
        int most = 0;
        int tried = 0;
        for (int at = places.nextSetBit(0); at >= 0 && tried < 200; at = places.nextSetBit(places.nextClearBit(at))) {
            int count = places.get(at, at + length - BEFORE).cardinality();
            if (count > most) {
                most = count;
                best = at;
            }
            tried++;
        }
        return best;
    }

    private static int wordBegin(String text, int from) {
        for (int at = from; at < from + BEFORE - 1; at++) {
            if (!Character.isLetterOrDigit(text.charAt(at)) || Folding.isHan(text.charAt(at))) {
                return Character.isLowSurrogate(text.charAt(at + 1)) ? at : at + 1;
            }
        }
        return Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    }

    private static BitSet places(String text, SearchQuestion question) {
        String folded = Folding.fold(text);
        var places = new BitSet(text.length());
        for (String word : question.marked()) {
            boolean han = Folding.isHan(word.charAt(0));
            for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
                if (han || at == 0 || !isWordLetter(folded.charAt(at - 1))) {
                    places.set(at, at + word.length());
                }
            }
        }
        return places;
    }

    private static boolean isWordLetter(char letter) {
        return Character.isLetterOrDigit(letter) && !Folding.isHan(letter);
    }

    private static List<Run> runs(String text, int from, int to, BitSet places) {
        var runs = new ArrayList<Run>();
        int at = from;
        while (at < to) {
            boolean marked = places.get(at);
            int next = marked ? places.nextClearBit(at) : places.nextSetBit(at);
            int end = next < 0 || next > to ? to : next;
            runs.add(new Run(text.substring(at, end), marked));
            at = end;
        }
        return List.copyOf(runs);
    }
}
