package org.callosum.server.intents;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A client's table of wishes with its newest version, its history, and what it is worth.
///
/// @param clientId null: the table of the house, which serves clients without one of their own
/// @param liveVersion null: none is in force
/// @param latestVersion 0: none was ever written
/// @param table of the newest version
record IntentsPage(
        @Nullable String clientId,
        @Nullable Integer liveVersion,
        int latestVersion,

        @Schema(allowableValues = {"none", "draft", "approved", "retired"})
        String state,

        IntentTable table,
        Judgement judgement,
        List<Version> versions) {
    /// One version, newest first.
    @Schema(name = "IntentsVersion")
    record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    @Schema(name = "IntentsBody")
    record Body(int version, String state, IntentTable table) {}

    /// Each phrase left out in its turn: what the rest would have said to it.
    ///
    /// @param tried phrases
    /// @param answered of those, where the rest was sure
    /// @param right of the answered, those with their own wish
    /// @param low,high Wilson's interval of right / answered; null without any
    @Schema(name = "IntentsJudgement")
    record Judgement(
            long tried,
            long answered,
            long right,
            @Nullable Double low,
            @Nullable Double high,
            List<Remark> remarks) {}

    /// @param code `shared`, `twice`, `mistaken`, `few-phrases`, `empty`
    /// @param phrase empty where the whole wish is meant
    @Schema(name = "IntentsRemark")
    record Remark(String intent, String phrase, String code, String other, String text) {}

    /// What a sentence would be taken for.
    ///
    /// @param intent null: nobody would act on it
    @Schema(name = "IntentsTried")
    record Tried(@Nullable String intent, List<Candidate> candidates) {}

    /// A wish in words that no intent took.
    ///
    /// @param words as typed last, each digit as `#`
    /// @param nearest the likeliest wish by the table in force, though not sure; null for none
    @Schema(name = "IntentsMissed")
    record Missed(
            String words,
            int count,
            Instant firstAt,
            Instant lastAt,
            @Nullable String nearest) {}

    @Schema(name = "IntentCandidate")
    record Candidate(String intent, @Nullable Text name, double confidence, String phrase, double likeness) {}
}
