package org.callosum.server.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What agents noted in templates. At most a year is looked at; usually the 28 days before now.
@RestController
@RequestMapping("/api/reports/notes")
class NoteFiguresController {
    private static final Duration USUAL = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final NoteFigures notes;
    private final Clock clock;

    NoteFiguresController(NoteFigures notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    @GetMapping
    @RequiresRight(Right.INTERACTIONS_VIEW)
    NoteFigures.Figures figures(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam(required = false) @Nullable String form) {
        return notes.of(which(from, to, client, queue, product), form);
    }

    /// @param by `queue`, `client`, `product` or `item:CODE`
    @GetMapping("/cross")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    NoteFigures.Cross cross(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String product,
            @RequestParam String form,
            @RequestParam String item,
            @RequestParam String by) {
        return notes.cross(which(from, to, client, queue, product), form, item, by);
    }

    private NoteFigures.Which which(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String client,
            @Nullable String queue,
            @Nullable String product) {
        return new NoteFigures.Which(
                Period.of(from, to, USUAL, LONGEST, clock), Period.id(client), Period.id(queue), Period.id(product));
    }
}
