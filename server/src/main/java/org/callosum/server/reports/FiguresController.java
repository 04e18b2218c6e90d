package org.callosum.server.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// At most 93 days are looked at; usually the 28 before now.
@RestController
@RequestMapping("/api/reports")
class FiguresController {
    private static final Duration USUAL = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(93);

    private final FlowFigures figures;
    private final RepeatFigures repeats;
    private final Clock clock;

    FiguresController(FlowFigures figures, RepeatFigures repeats, Clock clock) {
        this.figures = figures;
        this.repeats = repeats;
        this.clock = clock;
    }

    @GetMapping("/flows")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowFigureRow> flows(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return figures.flows(choice(from, to, client, null, null, null));
    }

    /// What happens at each step of one flow's contacts.
    @GetMapping("/flows/{code}/steps")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowStepRow> steps(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String entryPoint) {
        return figures.steps(choice(from, to, client, code, version, entryPoint));
    }

    /// Two versions of one flow by what became of their contacts.
    @GetMapping("/flows/{code}/versions")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowComparison> versions(
            @PathVariable String code,
            @RequestParam int one,
            @RequestParam int other,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return figures.compared(choice(from, to, client, code, null, null), one, other);
    }

    /// Who stands where in a flow at this moment.
    @GetMapping("/flows/{code}/now")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowStandingRow> now(
            @PathVariable String code, @RequestParam(required = false) @Nullable String client) {
        return figures.standing(code, Period.id(client));
    }

    /// Which queues the flows' contacts came to first, and whether they could stay.
    @GetMapping("/flows/routing")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<FlowFigures.FlowRoutingRow> routing(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String flow,
            @RequestParam(required = false) @Nullable Integer version) {
        return figures.routing(choice(from, to, client, flow, version, null));
    }

    /// Who did not have to come again (M:FCR).
    @GetMapping("/repeats")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<RepeatFigures.RepeatFigureRow> repeats(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return repeats.of(Period.of(from, to, USUAL, LONGEST, clock), Period.id(client));
    }

    private FlowFigures.Choice choice(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String client,
            @Nullable String flow,
            @Nullable Integer version,
            @Nullable String entryPoint) {
        return new FlowFigures.Choice(
                Period.of(from, to, USUAL, LONGEST, clock), Period.id(client), flow, version, Period.id(entryPoint));
    }
}
