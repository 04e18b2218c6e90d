package org.callosum.language;

import java.util.List;

/// What a sentence was taken for, likeliest first, and why.
///
/// @param candidates at most five, by falling confidence; empty when the text shares nothing with any phrase
public record Understanding(List<Candidate> candidates) {
    /// Below this a customer is asked again rather than led to the wrong people (project default).
    public static final double SURE = 0.6;

    public static final Understanding NOTHING = new Understanding(List.of());

    public Understanding {
        candidates = List.copyOf(candidates);
    }

    /// @param confidence 0 to 1; with what is held for no known wish they add up to one at most
    /// @param phrase the phrase of the site that the sentence is nearest to
    /// @param likeness of the two, 0 to 1
    public record Candidate(String intent, double confidence, String phrase, double likeness) {}

    /// Whether the first may be acted on without asking again.
    public boolean sure(double atLeast) {
        return !candidates.isEmpty() && candidates.getFirst().confidence() >= atLeast;
    }
}
