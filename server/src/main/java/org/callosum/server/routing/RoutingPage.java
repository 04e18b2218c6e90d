package org.callosum.server.routing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// The house's rules of routing with their newest version, their history, and what they may name.
///
/// @param liveVersion null: no rules are in force
/// @param latestVersion 0: none was ever written
/// @param rules of the newest version
/// @param findings about those
/// @param leftOut about the version in force: its rules with errors are not applied
/// @param facts what conditions may speak of
/// @param clients codes, the values of the fact `client`
public record RoutingPage(
        @Nullable Integer liveVersion,
        int latestVersion,

        @Schema(allowableValues = {"none", "draft", "approved", "retired"})
        String state,

        List<RoutingRule> rules,
        List<Remark> findings,
        List<Remark> leftOut,
        List<Version> versions,
        List<RoutingFact> facts,
        List<Choice> queues,
        List<Choice> skills,
        List<String> clients) {
    /// One version, newest first.
    @Schema(name = "RoutingVersion")
    public record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param rule its place, from 0; -1 for all of them together
    /// @param field the blank that is meant; empty for the whole rule
    /// @param severity `error`: it cannot go live; `warning`: it can, but customers may suffer
    @Schema(name = "RoutingRemark")
    public record Remark(
            int rule,
            String field,
            @Schema(allowableValues = {"error", "warning"}) String severity,
            String code,
            String text) {}

    @Schema(name = "RoutingChoice")
    public record Choice(String code, Text name) {}

    @Schema(name = "RoutingBody")
    public record Body(int version, String state, List<RoutingRule> rules) {}
}
