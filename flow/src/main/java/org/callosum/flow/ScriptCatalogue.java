package org.callosum.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// What a site has that a script may name. A part that is `null` is not known and not checked.
///
/// @param pages code to its length in words ({@link ScriptWords})
/// @param forms code to the codes of its items
/// @param dispositions codes
/// @param behaviours codes
/// @param jargon words that customers should not have to hear (DSK-22)
public record ScriptCatalogue(
        @Nullable Map<String, Integer> pages,
        @Nullable Map<String, Set<String>> forms,
        @Nullable Set<String> dispositions,
        @Nullable Set<String> behaviours,
        List<Jargon> jargon) {
    static final ScriptCatalogue UNKNOWN = new ScriptCatalogue(null, null, null, null, List.of());

    /// A word of the trade and what to say instead.
    ///
    /// @param instead empty: no proposal
    public record Jargon(String word, String instead) {}

    public ScriptCatalogue {
        jargon = List.copyOf(jargon);
    }

    /// Which of these words a text has, whole words only.
    public static List<Jargon> in(LocaleText text, List<Jargon> jargon) {
        return jargon.stream()
                .filter(each -> text.texts().values().stream().anyMatch(one -> Wording.says(one, each.word())))
                .toList();
    }
}
