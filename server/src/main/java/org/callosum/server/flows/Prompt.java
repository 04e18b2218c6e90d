package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Something a flow can play.
///
/// @param clientId null: the house's own, for every client that has none of its own by this code
/// @param name what it says, shortly; read only
/// @param texts what it says, for written channels and for speaking
/// @param audio what there is to hear; read only
@Answered(except = "clientId")
public record Prompt(
        @Nullable Integer version,
        @Nullable String code,
        @Nullable String clientId,
        @Nullable String name,
        @Nullable Text texts,
        @Nullable List<Audio> audio) {
    /// @param source `shipped`, `upload` or `speech`
    public record Audio(
            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            @Schema(allowableValues = {"shipped", "upload", "speech"})
            String source,

            int millis) {}
}
