package org.callosum.server.flows;

import org.callosum.flow.ScriptCatalogue;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.ClientId;
import org.jspecify.annotations.Nullable;

/// What agents' scripts may name. Implemented by the room that runs them.
public interface ScriptVocabulary {
    /// @param client null: of any
    ScriptCatalogue of(@Nullable ClientId client);

    /// What an approved page says, without its marks; null if there is none of this code.
    @Nullable
    LocaleText page(String code);
}
