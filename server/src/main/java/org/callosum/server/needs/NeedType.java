package org.callosum.server.needs;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A kind of need, or of deciding, as the house describes it to its agents.
///
/// @param kind what it is a type of
/// @param signs how an agent notices it
/// @param causes why customers behave so; helps to stay kind
/// @param handling what helps
/// @param words that hint at it where they stand in the agent's notes, whatever their case
/// @param active whether agents are shown it
@Answered
public record NeedType(
        @Nullable String id,
        @Nullable Integer version,

        @Schema(allowableValues = {"need", "decision"}) @Nullable
        String kind,

        @Nullable String code,
        @Nullable Text name,
        @Nullable Text signs,
        @Nullable Text causes,
        @Nullable Text handling,
        @Nullable List<String> words,
        @Nullable Boolean active,
        @Nullable Integer order) {
    public static final String NEED = "need";
    public static final String DECISION = "decision";

    NeedType withActive(boolean now) {
        return new NeedType(id, version, kind, code, name, signs, causes, handling, words, now, order);
    }
}
