package org.callosum.server.waiting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/waits")
class WaitsController {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(93);

    private final WaitFigures figures;
    private final SilentQueues silent;
    private final Clock clock;

    WaitsController(WaitFigures figures, SilentQueues silent, Clock clock) {
        this.figures = figures;
        this.silent = silent;
        this.clock = clock;
    }

    /// @param from usually a day before `to`; at most 93 days are looked at
    /// @param to now, if it is not given
    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.FLOOR_VIEW})
    List<QueueWaits> waits(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var end = to == null ? clock.instant() : to;
        var begin = from == null ? end.minus(USUAL) : from;
        if (!begin.isBefore(end) || begin.plus(LONGEST).isBefore(end)) {
            throw Problems.invalid("period-unusable");
        }
        return figures.between(begin, end);
    }

    /// Queues whose callers are told nothing while they wait.
    @GetMapping("/silent")
    @RequiresRight({Right.QUEUES_VIEW, Right.FLOWS_VIEW})
    List<SilentQueues.Silence> silent() {
        return silent.list();
    }
}
