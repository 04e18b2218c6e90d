package org.callosum.server.flows;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Something a flow can play.
///
/// @param clientId null: the house's own, for every client that has none of its own by this code
/// @param name what it says, shortly; read only
/// @param texts what it says, for written channels and for speaking
/// @param audio what there is to hear; read only
public record Prompt(
        @Nullable String code,
        @Nullable String clientId,
        @Nullable String name,
        @Nullable Text texts,
        @Nullable List<Audio> audio) {
    /// @param source `shipped`, `upload` or `speech`
    public record Audio(String language, String source, int millis) {}
}
