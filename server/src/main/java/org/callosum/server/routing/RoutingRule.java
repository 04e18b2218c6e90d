package org.callosum.server.routing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One rule as a manager writes it: a sentence with blanks. Which blanks it has depends on its kind; others are left
/// out. Rules of one kind are tried in their order.
///
/// | Kind | Says | Blanks |
/// |---|---|---|
/// | `team` | an expert team receives | name, when, queue, skill, level, fallBack |
/// | `department` | a department receives | when, queue, needs |
/// | `complexity` | how hard a reason is | reasons, level |
/// | `admission` | who may get what is hard | level, tenureDays, certificate |
/// | `priority` | who comes sooner | when, points |
/// | `last-agent` | whom they know comes first | seconds, withinDays |
/// | `short-way` | who goes straight to a person | when, points |
/// | `strain` | when easier contacts come | limitPerHour, recoverBelow, level |
///
/// @param on false keeps it without using it; absent: true
/// @param name for people; only a team must have one
/// @param when all must hold; none at all: always
/// @param queue as `client/queue`
/// @param level proficiency or complexity, 1 to 5
public record RoutingRule(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {
                    "team",
                    "department",
                    "complexity",
                    "admission",
                    "priority",
                    "last-agent",
                    "short-way",
                    "strain"
                })
        @Nullable
        String kind,

        @Nullable Boolean on,
        @Nullable String name,
        @Nullable List<Condition> when,
        @Nullable String queue,
        @Nullable String skill,
        @Nullable Integer level,
        @Nullable List<Need> needs,
        @Nullable List<Step> fallBack,
        @Nullable List<String> reasons,
        @Nullable Integer tenureDays,
        @Nullable String certificate,
        @Nullable Integer points,
        @Nullable Integer seconds,
        @Nullable Integer withinDays,
        @Nullable Double limitPerHour,
        @Nullable Double recoverBelow) {

    /// @param is `one-of`, `none-of` (texts), `at-least`, `at-most` (numbers), `yes`, `no`, `between` (two times)
    @Schema(name = "RoutingCondition")
    public record Condition(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String fact,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"one-of", "none-of", "at-least", "at-most", "yes", "no", "between"})
            @Nullable
            String is,

            @Nullable List<String> values) {}

    @Schema(name = "RoutingNeed")
    public record Need(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String skill,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Integer level) {}

    /// @param level from then on; 0 for anyone of the queue, which is the last step
    /// @param skill another than the team's own
    @Schema(name = "RoutingStep")
    public record Step(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Integer afterSeconds,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Integer level,

            @Nullable String skill) {}

    boolean isOn() {
        return !Boolean.FALSE.equals(on);
    }
}
