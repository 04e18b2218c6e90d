package org.callosum.language;

import java.util.Set;

/// Finds the wish behind a sentence. The built-in way is {@link PhraseModel}; a language service outside
/// answers by
/// the same type.
@FunctionalInterface
public interface LanguageUnderstanding {
    /// @param text what the customer wrote or said; only its first {@link PhraseModel#LONGEST_TEXT}
    ///     characters count
    /// @param among codes of the intents that may be answered; empty for all
    Understanding understand(String text, Set<String> among);
}
