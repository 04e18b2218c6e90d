package org.callosum.server.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What contacts were about and how they were finished. At most 93 days are looked at; usually the 28
/// before now.
@RestController
@RequestMapping("/api/reports")
class ContactFiguresController {
    private static final Duration USUAL = Duration.ofDays(28);
    private static final Duration LONGEST = Duration.ofDays(93);

    private final ContactFigures contacts;
    private final WrapUpFigures wrapUps;
    private final Clock clock;

    ContactFiguresController(ContactFigures contacts, WrapUpFigures wrapUps, Clock clock) {
        this.contacts = contacts;
        this.wrapUps = wrapUps;
        this.clock = clock;
    }

    private Period period(@Nullable Instant from, @Nullable Instant to) {
        return Period.of(from, to, USUAL, LONGEST, clock);
    }

    @GetMapping("/needs")
    @RequiresRight(Right.NEEDS_VIEW)
    List<ContactFigures.NeedFigure> needs(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return contacts.needs(period(from, to), Period.id(client));
    }

    @GetMapping("/escalations")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    ContactFigures.Escalations escalations(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return contacts.escalations(period(from, to), Period.id(client));
    }

    @GetMapping("/escalations/findings")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ContactFigures.Finding> findings(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return contacts.findings(period(from, to), Period.id(client));
    }

    /// Advice contacts that became complaints, and who may be about to complain (ESC-15).
    @GetMapping("/advice")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    ContactFigures.AdviceFigures advice(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return contacts.advice(period(from, to), Period.id(client));
    }

    @GetMapping("/drivers")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<WrapUpFigures.Driver> drivers(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return wrapUps.drivers(period(from, to), Period.id(client));
    }

    @GetMapping("/code-quality")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<WrapUpFigures.Quality> quality(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return wrapUps.quality(period(from, to), Period.id(client));
    }

    @GetMapping("/code-suggestions")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<WrapUpFigures.Taken> suggestions(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String client) {
        return wrapUps.suggestions(period(from, to), Period.id(client));
    }

    /// Recurring problems, the most frequent first.
    @GetMapping("/recurring-problems")
    @RequiresRight(Right.CASES_VIEW)
    List<WrapUpFigures.Problem> problems(@RequestParam(required = false) @Nullable String client) {
        return wrapUps.problems(Period.id(client), clock.instant());
    }
}
