package org.callosum.server.platform.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Groups of words that mean the same to whoever searches.
public final class Synonyms {
    public static final Synonyms NONE = new Synonyms(List.of());

    private final List<Member> members;

    private record Member(String folded, List<String> others) {}

    /// Where a word with synonyms stands in a question.
    record Span(int from, int to, List<String> others) {}

    private Synonyms(List<Member> members) {
        this.members = members;
    }

    public static Synonyms of(List<List<String>> groups) {
        var members = new ArrayList<Member>();
        for (var group : groups) {
            var folded = group.stream()
                    .map(word -> Folding.fold(word).strip())
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            for (var word : folded) {
                members.add(new Member(
                        word,
                        folded.stream().filter(other -> !other.equals(word)).toList()));
            }
        }
        members.sort(Comparator.comparingInt((Member member) -> member.folded().length())
                .reversed()
                .thenComparing(Member::folded));
        return new Synonyms(List.copyOf(members));
    }

    /// The words of a folded question that have synonyms, in its order; the longer word wins.
    List<Span> spans(String folded) {
        var spans = new ArrayList<Span>();
        for (var member : members) {
            for (int at = folded.indexOf(member.folded()); at >= 0; at = folded.indexOf(member.folded(), at + 1)) {
                int to = at + member.folded().length();
                if (isWhole(folded, at, to) && isFree(spans, at, to)) {
                    spans.add(new Span(at, to, member.others()));
                }
            }
        }
        spans.sort(Comparator.comparingInt(Span::from));
        return spans;
    }

    private static boolean isFree(List<Span> spans, int from, int to) {
        return spans.stream().noneMatch(span -> from < span.to() && span.from() < to);
    }

    private static boolean isWhole(String text, int from, int to) {
        return !joined(text, from - 1, from) && !joined(text, to - 1, to);
    }

    /// Whether two neighbours are letters of one word.
    private static boolean joined(String text, int left, int right) {
        return left >= 0 && right < text.length() && isLetter(text.charAt(left)) && isLetter(text.charAt(right));
    }

    private static boolean isLetter(char letter) {
        return Character.isLetterOrDigit(letter) && !Folding.isHan(letter);
    }
}
