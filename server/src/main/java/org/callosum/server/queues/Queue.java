package org.callosum.server.queues;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A waiting line as people configure it. Everything but code, name, client and site has a usual value.
///
/// @param priority 0 (lowest) to 9
/// @param targetSeconds with `targetPercent` the service level: so many percent answered within so many seconds
/// @param shortAbandonSeconds a caller who leaves sooner is a short abandon
/// @param slVariant how abandons count, a measure's code (`metrics.md`): `sl_no_short` and its siblings
/// @param policy `best-proficiency`, `longest-idle`, `least-occupied` or `fair-share`
/// @param steps what is needed of an agent, relaxing with time; none: anybody who may serve the queue
/// @param maxWaiting 0: no limit of its own
/// @param treatmentFlow what waiting callers hear; null: music
/// @param recording `all` or `none`
/// @param lastAgentDays whoever served the customer so many days ago at most is asked first; 0: nobody
/// @param knownAgentSeconds how long the customer's preferred agent is waited for, and then the last one
@Answered(except = {"calendarId", "treatmentFlow", "lastAgentDays", "knownAgentSeconds"})
public record Queue(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String clientId,
        @Nullable String siteId,
        @Nullable String calendarId,
        @Schema(allowableValues = {"voice"}) @Nullable String channel,
        @Nullable Integer priority,
        @Nullable Integer targetSeconds,
        @Nullable Integer targetPercent,
        @Nullable Integer shortAbandonSeconds,
        @Nullable String slVariant,

        @Schema(allowableValues = {"best-proficiency", "longest-idle", "least-occupied", "fair-share"}) @Nullable
        String policy,

        @Nullable List<Step> steps,
        @Nullable Integer offerSeconds,
        @Nullable Integer wrapUpSeconds,
        @Nullable Boolean readyAfterWrapUp,
        @Nullable Integer maxWaiting,
        @Nullable String treatmentFlow,
        @Nullable String music,
        @Nullable Boolean dispositionRequired,
        @Nullable Boolean severalDispositions,
        @Schema(allowableValues = {"all", "none"}) @Nullable String recording,
        @Nullable Integer lastAgentDays,
        @Nullable Integer knownAgentSeconds,
        @Nullable Boolean active) {
    @Schema(name = "QueueStep")
    @Answered
    public record Step(
            @Nullable Integer afterSeconds, @Nullable List<Need> needs) {}

    @Answered
    public record Need(@Nullable String skillId, @Nullable Integer minimum) {}

    /// The same queue with the usual value wherever none was given.
    Queue usual() {
        return new Queue(
                id,
                version,
                code,
                name,
                clientId,
                siteId,
                calendarId,
                or(channel, "voice"),
                or(priority, 0),
                or(targetSeconds, 20),
                or(targetPercent, 80),
                or(shortAbandonSeconds, 5),
                or(slVariant, "sl_no_short"),
                or(policy, "longest-idle"),
                steps == null || steps.isEmpty() ? List.of(new Step(0, List.of())) : steps,
                or(offerSeconds, 20),
                or(wrapUpSeconds, 60),
                or(readyAfterWrapUp, true),
                or(maxWaiting, 0),
                treatmentFlow == null || treatmentFlow.isBlank() ? null : treatmentFlow,
                or(music, "calm"),
                or(dispositionRequired, true),
                or(severalDispositions, false),
                or(recording, "all"),
                or(lastAgentDays, 30),
                or(knownAgentSeconds, 15),
                or(active, true));
    }

    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }
}
