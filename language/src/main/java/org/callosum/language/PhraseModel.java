package org.callosum.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.callosum.language.Understanding.Candidate;

/// The built-in classifier: words vote for the wishes in whose phrases they stand. Nothing is learnt that
/// nobody wrote
/// down, a handful of phrases is enough to begin with, and the phrase that is nearest can be shown.
///
/// A sentence is taken apart into words, pairs and pieces ({@link Wording}). One that stands in the table
/// gives its vote
/// `v` to each intent in proportion to the share of that intent's phrases which have it, and `v` is its
/// weight times
/// `0.05 + (1 - H) n / (n + 0.5)`: `H` is the entropy of those shares (0: it belongs to one intent; 1: it
/// says nothing)
/// and `n` the phrases that have it. One that stands nowhere gives 0.4 of its weight to nobody. The share
/// of all votes
/// is the likeness `s` of sentence and intent; a phrase that stands in the sentence word for word makes it
/// at least
/// 0.9, the same sentence 1. The confidence of an intent is
/// `exp(s / 0.06) / (exp(0.4 / 0.06) + sum over all intents of exp(s / 0.06))`: two that share the votes
/// share it, and
/// what is less alike than 0.4 to everything is rather none of them. The five numbers were chosen by hand
/// on a table of
/// a hundred phrases in two languages (`README.md`).
///
/// Immutable; any thread may ask.
public final class PhraseModel implements LanguageUnderstanding {
    public static final int LONGEST_TEXT = 500;
    public static final int MOST_PHRASES = 200;
    public static final int MOST_INTENTS = 300;

    private static final double LEAST_VOTE = 0.05;
    private static final double HALF_SEEN = 0.5;
    private static final double UNKNOWN = 0.4;
    private static final double NONE_OF_THEM = 0.4;
    private static final double SHARPNESS = 0.06;
    private static final double CONTAINED = 0.9;
    private static final int CONTAINED_WORDS = 2;
    private static final int CANDIDATES = 5;
    private static final int NOTHING_LEFT_OUT = -1;

    private final UnaryOperator<String> fold;
    private final List<String> intents;
    private final List<Known> phrases = new ArrayList<>();
    /// How many phrases an intent has.
    private final int[] sizes;
    /// The phrases that have a feature.
    private final Map<String, List<Integer>> index = new HashMap<>();

    private record Known(int intent, String phrase, Wording wording) {}

    /// @param intents at most {@link #MOST_INTENTS}, each with at most {@link #MOST_PHRASES} phrases
    /// @param fold makes spellings alike; used for phrases and sentences
    /// @throws IllegalArgumentException beyond those bounds, or when two intents have one code
    public static PhraseModel of(List<Intent> intents, UnaryOperator<String> fold) {
        if (intents.size() > MOST_INTENTS) {
            throw new IllegalArgumentException("At most %d intents, not %d".formatted(MOST_INTENTS, intents.size()));
        }
        if (intents.stream().map(Intent::code).distinct().count() < intents.size()) {
            throw new IllegalArgumentException("Two intents have the same code");
        }
        for (var intent : intents) {
            if (intent.phrases().size() > MOST_PHRASES) {
                throw new IllegalArgumentException("At most %d phrases, intent %s has %d"
                        .formatted(MOST_PHRASES, intent.code(), intent.phrases().size()));
            }
        }
        return new PhraseModel(intents, fold);
    }

    private PhraseModel(List<Intent> given, UnaryOperator<String> fold) {
        this.fold = fold;
        intents = given.stream().map(Intent::code).toList();
        sizes = new int[given.size()];
        for (int intent = 0; intent < given.size(); intent++) {
            for (var phrase : given.get(intent).phrases()) {
                var wording = wording(phrase);
                if (!wording.features().isEmpty()) {
                    int number = phrases.size();
                    phrases.add(new Known(intent, phrase, wording));
                    sizes[intent]++;
                    wording.features()
                            .keySet()
                            .forEach(feature -> index.computeIfAbsent(feature, _ -> new ArrayList<>())
                                    .add(number));
                }
            }
        }
    }

    private Wording wording(String text) {
        return Wording.of(fold.apply(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text));
    }

    @Override
    public Understanding understand(String text, Set<String> among) {
        return understood(wording(text), among, NOTHING_LEFT_OUT);
    }

    /// How many phrases with words in them the model knows.
    int phraseCount() {
        return phrases.size();
    }

    String intentOf(int phrase) {
        return intents.get(phrases.get(phrase).intent());
    }

    String phrase(int phrase) {
        return phrases.get(phrase).phrase();
    }

    /// What a phrase would be taken for if it were not in the table.
    Understanding without(int phrase) {
        return understood(phrases.get(phrase).wording(), Set.of(), phrase);
    }

    private Understanding understood(Wording wording, Set<String> among, int leftOut) {
        if (wording.features().isEmpty() || intents.isEmpty()) {
            return Understanding.NOTHING;
        }
        double[] votes = new double[intents.size()];
        double[] shared = new double[phrases.size()];
        double all = 0;
        for (var feature : wording.features().entrySet()) {
            all += vote(feature.getKey(), feature.getValue(), leftOut, votes, shared);
        }
        double[] likeness = new double[intents.size()];
        int[] nearest = new int[intents.size()];
        Arrays.fill(nearest, NOTHING_LEFT_OUT);
        for (int intent = 0; intent < likeness.length; intent++) {
            likeness[intent] = votes[intent] / all;
        }
        for (int number = 0; number < shared.length; number++) {
            if (number == leftOut || shared[number] == 0) {
                continue;
            }
            var known = phrases.get(number);
            int intent = known.intent();
            if (known.wording().plain().equals(wording.plain())) {
                likeness[intent] = 1;
                shared[number] = Double.MAX_VALUE;
            } else if (known.wording().length() >= CONTAINED_WORDS
                    && wording.plain().contains(known.wording().plain())) {
                likeness[intent] = Math.max(likeness[intent], CONTAINED);
                shared[number] = Math.max(shared[number], all);
            }
            if (nearest[intent] < 0 || shared[number] > shared[nearest[intent]]) {
                nearest[intent] = number;
            }
        }
        return believed(likeness, nearest, among);
    }

    /// Lets one feature vote.
    ///
    /// @return its votes in all, those for nobody included
    private double vote(String feature, double weight, int leftOut, double[] votes, double[] shared) {
        int[] having = new int[intents.size()];
        int phrasesWithIt = 0;
        for (int number : index.getOrDefault(feature, List.of())) {
            if (number != leftOut) {
                having[phrases.get(number).intent()]++;
                phrasesWithIt++;
            }
        }
        if (phrasesWithIt == 0) {
            return weight * UNKNOWN;
        }
        double[] shares = new double[having.length];
        double sum = 0;
        for (int intent = 0; intent < having.length; intent++) {
            if (having[intent] > 0) {
                boolean shorter = leftOut >= 0 && phrases.get(leftOut).intent() == intent;
                shares[intent] = (double) having[intent] / (sizes[intent] - (shorter ? 1 : 0));
                sum += shares[intent];
            }
        }
        double entropy = 0;
        for (double share : shares) {
            if (share > 0) {
                entropy -= share / sum * Math.log(share / sum);
            }
        }
        double says = shares.length > 1 ? 1 - entropy / Math.log(shares.length) : 1;
        double vote = weight * (LEAST_VOTE + says * phrasesWithIt / (phrasesWithIt + HALF_SEEN));
        for (int intent = 0; intent < shares.length; intent++) {
            votes[intent] += vote * shares[intent] / sum;
        }
        for (int number : index.getOrDefault(feature, List.of())) {
            shared[number] += vote;
        }
        return vote;
    }

    private Understanding believed(double[] likeness, int[] nearest, Set<String> among) {
        double whole = Math.exp(NONE_OF_THEM / SHARPNESS);
        for (double each : likeness) {
            whole += Math.exp(each / SHARPNESS);
        }
        var candidates = new ArrayList<Candidate>();
        for (int intent = 0; intent < likeness.length; intent++) {
            if (nearest[intent] >= 0 && (among.isEmpty() || among.contains(intents.get(intent)))) {
                candidates.add(new Candidate(
                        intents.get(intent),
                        Math.exp(likeness[intent] / SHARPNESS) / whole,
                        phrases.get(nearest[intent]).phrase(),
                        likeness[intent]));
            }
        }
        candidates.sort(
                Comparator.comparingDouble(Candidate::confidence).reversed().thenComparing(Candidate::intent));
        return new Understanding(candidates.subList(0, Math.min(CANDIDATES, candidates.size())));
    }
}
