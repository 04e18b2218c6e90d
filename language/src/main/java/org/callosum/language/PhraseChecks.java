package org.callosum.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.callosum.kernel.Ratio;

/// What a table of phrases is worth before customers meet it: each phrase is left out in its turn and the
/// rest has to
/// say what it means (leave-one-out). What is wrong then would be wrong with a customer, too.
public final class PhraseChecks {
    private static final int FEW = 5;
    private static final int MOST_TRIED = 5_000;

    private PhraseChecks() {}

    /// @param taken phrases for which the rest was sure enough to answer, out of those tried (the first 5 000)
    /// @param right of those answered, the ones answered with their own intent
    /// @param findings what an editor should look at, wordings first, then what would be mistaken
    public record Judgement(Ratio taken, Ratio right, List<Finding> findings) {}

    /// @param phrase the one meant; empty when the whole intent is
    /// @param other the intent it is mistaken for or shared with; empty when there is none
    /// @param otherPhrase the phrase of the other intent that is nearest
    public record Finding(Kind kind, String intent, String phrase, String other, String otherPhrase) {}

    public enum Kind {
        /// The same words stand for two intents: nobody can tell which is meant.
        SHARED,
        /// The same words stand twice for one intent.
        TWICE,
        /// Without this phrase its words would be taken for another intent.
        MISTAKEN,
        /// Fewer than five phrases: other wordings will hardly be recognised.
        FEW_PHRASES,
        /// A phrase without a letter or digit.
        EMPTY
    }

    /// @param sure confidence from which an answer is acted on, 0 to 1
    /// @throws IllegalArgumentException as {@link PhraseModel#of}
    public static Judgement judge(List<Intent> intents, UnaryOperator<String> fold, double sure) {
        var model = PhraseModel.of(intents, fold);
        var findings = new ArrayList<Finding>();
        wordings(intents, fold, findings);
        int tried = Math.min(model.phraseCount(), MOST_TRIED);
        long taken = 0;
        long right = 0;
        for (int phrase = 0; phrase < tried; phrase++) {
            var meant = model.without(phrase);
            if (meant.sure(sure)) {
                var first = meant.candidates().getFirst();
                taken++;
                if (first.intent().equals(model.intentOf(phrase))) {
                    right++;
                } else {
                    findings.add(new Finding(
                            Kind.MISTAKEN,
                            model.intentOf(phrase),
                            model.phrase(phrase),
                            first.intent(),
                            first.phrase()));
                }
            }
        }
        return new Judgement(new Ratio(taken, tried), new Ratio(right, taken), List.copyOf(findings));
    }

    /// What can be seen without asking the model.
    private static void wordings(List<Intent> intents, UnaryOperator<String> fold, List<Finding> findings) {
        var owners = new HashMap<String, Intent>();
        for (var intent : intents) {
            int good = 0;
            for (var phrase : intent.phrases()) {
                var plain = Wording.of(fold.apply(phrase)).plain();
                if (plain.isBlank()) {
                    findings.add(new Finding(Kind.EMPTY, intent.code(), phrase, "", ""));
                    continue;
                }
                good++;
                var owner = owners.putIfAbsent(plain, intent);
                if (owner != null) {
                    boolean same = owner == intent;
                    findings.add(new Finding(
                            same ? Kind.TWICE : Kind.SHARED, intent.code(), phrase, same ? "" : owner.code(), ""));
                }
            }
            if (good < FEW) {
                findings.add(new Finding(Kind.FEW_PHRASES, intent.code(), "", "", ""));
            }
        }
    }
}
