package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Many callers by chance through a flow's text: what is supposed of the world, and how they behave.
///
/// @param clientId whose flow it is; null for a flow of the house
/// @param callers 1 to 2 000; 200 when left out
/// @param seed the same one is the same crowd; 1 when left out
@Schema(name = "FlowCrowdWish")
record CrowdWish(
        @Nullable String yaml,
        @Nullable String clientId,
        TrialWish.@Nullable Situation situation,
        @Nullable Integer callers,
        @Nullable Long seed,
        @Nullable Habits habits) {

    /// Shares are of the questions asked, 0 to 1, together at most 1.
    ///
    /// @param hangUp end the call at a question; 0.03 when left out
    /// @param silence press nothing; 0.05 when left out
    /// @param wrong press a key that is not offered, or too few digits; 0.02 when left out
    /// @param keys by step: how often each key is pressed beside the others; a menu that is not here has each
    ///     as often as any other
    /// @param patienceSeconds mean time after which a waiting caller gives up; 180 when left out
    /// @param answerSeconds mean time after which an agent answers; 60 when left out
    @Schema(name = "FlowCrowdHabits")
    record Habits(
            @Nullable Double hangUp,
            @Nullable Double silence,
            @Nullable Double wrong,
            @Nullable Map<String, Map<String, Double>> keys,
            @Nullable Integer patienceSeconds,
            @Nullable Integer answerSeconds) {
        static final Habits USUAL = new Habits(null, null, null, null, null, null);
    }
}
