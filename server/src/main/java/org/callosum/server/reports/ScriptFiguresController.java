package org.callosum.server.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// At most 366 days are looked at; usually the 28 before now.
@RestController
@RequestMapping("/api/reports/scripts")
class ScriptFiguresController {
    private static final Duration USUAL = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final List<String> UNITS = List.of("day", "week", "month");

    private final ScriptFigures figures;
    private final PeakHoursReport zones;
    private final Clock clock;

    ScriptFiguresController(ScriptFigures figures, PeakHoursReport zones, Clock clock) {
        this.figures = figures;
        this.zones = zones;
        this.clock = clock;
    }

    private ScriptFigures.Choice choice(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String client,
            @Nullable String script,
            @Nullable Integer version) {
        return new ScriptFigures.Choice(Period.of(from, to, USUAL, LONGEST, clock), Period.id(client), script, version);
    }

    /// By script and version.
    @GetMapping
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptFigures.Row> scripts(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return figures.versions(choice(from, to, client, null, null));
    }

    /// Solving and selling side by side over time, by script.
    @GetMapping("/spans")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptFigures.Span> spans(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(defaultValue = "week") String unit) {
        if (!UNITS.contains(unit)) {
            throw Problems.field("unit", "unknown");
        }
        return figures.spans(
                choice(from, to, client, null, null),
                unit,
                zones.zone(Period.id(client), null).getId());
    }

    /// By node.
    @GetMapping("/{code}/nodes")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptFigures.Node> nodes(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer version) {
        return figures.nodes(choice(from, to, client, code, version));
    }

    /// Two versions by what became of their contacts.
    @GetMapping("/{code}/versions")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowComparison> versions(
            @PathVariable String code,
            @RequestParam int one,
            @RequestParam int other,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return figures.compared(choice(from, to, client, code, null), one, other);
    }

    /// What became of the steps that count: key steps, and those with critical behaviours.
    @GetMapping("/{code}/key-steps")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptFigures.KeyStep> keySteps(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer version) {
        return figures.keySteps(choice(from, to, client, code, version));
    }

    /// What customers said that the script did not expect.
    @GetMapping("/{code}/free-answers")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptFigures.FreeAnswer> freeAnswers(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String step) {
        return figures.freeAnswers(choice(from, to, client, code, version), step);
    }
}
