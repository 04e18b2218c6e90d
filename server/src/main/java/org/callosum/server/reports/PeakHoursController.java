package org.callosum.server.reports;

import java.time.Clock;
import java.time.LocalDate;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// At most 400 days are looked at; usually 52 weeks up to today.
@RestController
@RequestMapping("/api/reports/peak-hours")
class PeakHoursController {
    private static final int USUAL_DAYS = 364;
    private static final int MOST_DAYS = 400;

    private final PeakHoursReport report;
    private final Clock clock;

    PeakHoursController(PeakHoursReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
    }

    /// @param from the first day, usually 52 weeks before `to`
    /// @param to the last day, today if it is not given
    /// @param minutes of a period: 15 or 60
    @GetMapping
    @RequiresRight(Right.INTERACTIONS_VIEW)
    PeakHoursReport.PeakHoursPage peakHours(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(defaultValue = "60") int minutes) {
        if (minutes != 15 && minutes != 60) {
            throw Problems.field("minutes", "unknown");
        }
        var ofClient = Period.id(client);
        var ofQueue = Period.id(queue);
        var zone = report.zone(ofClient, ofQueue);
        var last = to == null ? LocalDate.ofInstant(clock.instant(), zone) : to;
        var first = from == null ? last.minusDays(USUAL_DAYS - 1) : from;
        if (last.isBefore(first) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw Problems.invalid("period-unusable");
        }
        return report.page(zone, first, last, minutes, ofClient, ofQueue);
    }
}
