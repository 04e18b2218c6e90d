package org.callosum.server.routing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/routing")
class RoutingController {
    private final RuleBook book;
    private final RoutingTrials trials;

    RoutingController(RuleBook book, RoutingTrials trials) {
        this.book = book;
        this.trials = trials;
    }

    @Schema(name = "RoutingCheck")
    record Check(@Nullable List<RoutingRule> rules) {}

    /// @param baseVersion the newest version its author had seen; 0 for the first
    @Schema(name = "RoutingDraft")
    record Draft(
            @Nullable Integer baseVersion,
            @Nullable List<RoutingRule> rules,
            @Nullable String reason) {}

    @Schema(name = "RoutingReason")
    record Reason(@Nullable String reason) {}

    /// @param validFrom null: at once
    /// @param validTo until when the rules hold; null: until others are approved
    @Schema(name = "RoutingDecision")
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param kind `same`, `added` or `removed`
    @Schema(name = "RoutingLine")
    record Line(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    @Schema(name = "RoutingDifference")
    record Difference(List<Line> lines) {}

    /// @param day a local day of the house; absent: yesterday
    /// @param version absent: the newest
    /// @param seeds 1 to 30, usually 10
    @Schema(name = "RoutingTrialWanted")
    record Wanted(
            @Nullable LocalDate day,
            @Nullable Integer version,
            @Nullable Integer seeds) {}

    @GetMapping
    @RequiresRight(Right.ROUTING_VIEW)
    RoutingPage page() {
        return book.page();
    }

    @PostMapping("/check")
    @RequiresRight(Right.ROUTING_VIEW)
    List<RoutingPage.Remark> check(@RequestBody Check check) {
        return book.check(check.rules());
    }

    @PutMapping
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingPage draft(@RequestBody Draft draft) {
        return book.draft(draft.baseVersion(), draft.rules(), draft.reason());
    }

    @GetMapping("/versions/{version}")
    @RequiresRight(Right.ROUTING_VIEW)
    RoutingPage.Body version(@PathVariable int version) {
        return book.version(version);
    }

    @PostMapping("/versions/{version}/approve")
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingPage approve(@PathVariable int version, @RequestBody Decision decision) {
        return book.approve(version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    /// Undoes an approval: the rules that it had ended hold again.
    @PostMapping("/versions/{version}/take-back")
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingPage takeBack(@PathVariable int version, @RequestBody Reason reason) {
        return book.takeBack(version, reason.reason());
    }

    /// Rule by rule as they are stored, one blank a line.
    @GetMapping("/difference")
    @RequiresRight(Right.ROUTING_VIEW)
    Difference difference(@RequestParam int from, @RequestParam int to) {
        return new Difference(book.difference(from, to).stream()
                .map(line -> new Line(line.kind().name().toLowerCase(Locale.ROOT), line.text()))
                .toList());
    }

    @PostMapping("/versions/{version}/retire")
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingPage retire(@PathVariable int version, @RequestBody Reason reason) {
        return book.retire(version, reason.reason());
    }

    /// The newest first.
    @GetMapping("/trials")
    @RequiresRight(Right.ROUTING_VIEW)
    Page<RoutingTrialRow> trials() {
        return Page.whole(trials.all());
    }

    @GetMapping("/trials/{id}")
    @RequiresRight(Right.ROUTING_VIEW)
    RoutingTrialRow trial(@PathVariable String id) {
        return trials.find(Ids.parse(id));
    }

    @PostMapping("/trials")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingTrialRow start(@RequestBody Wanted wanted) {
        return trials.start(wanted.day(), wanted.version(), wanted.seeds());
    }

    @PostMapping("/trials/{id}/cancel")
    @RequiresRight(Right.ROUTING_EDIT)
    RoutingTrialRow cancel(@PathVariable String id) {
        return trials.cancel(Ids.parse(id));
    }
}
