package org.callosum.language;

import java.util.List;

/// A wish that customers put in different words, all of them in one list whatever their language.
///
/// @param code unique among the intents of a model
/// @param phrases as people say them, the oftenest first; at most {@link PhraseModel#MOST_PHRASES}
public record Intent(String code, List<String> phrases) {
    public Intent {
        phrases = List.copyOf(phrases);
    }
}
