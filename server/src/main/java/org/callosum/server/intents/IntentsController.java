package org.callosum.server.intents;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
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

/// Without `clientId` the table of the house.
@RestController
@RequestMapping("/api/intents")
class IntentsController {
    private final IntentTables tables;

    IntentsController(IntentTables tables) {
        this.tables = tables;
    }

    /// @param baseVersion the newest version its author had seen; 0 for the first
    @Schema(name = "IntentsDraft")
    record Draft(
            @Nullable Integer baseVersion,
            @Nullable IntentTable table,
            @Nullable String reason) {}

    /// @param validTo until when it serves; null: until another one is approved
    @Schema(name = "IntentsDecision")
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param kind `same`, `added` or `removed`
    @Schema(name = "IntentsLine")
    record Line(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    @Schema(name = "IntentsDifference")
    record Difference(List<Line> lines) {}

    @Schema(name = "IntentsSettled")
    record Settled(@Nullable String words) {}

    @Schema(name = "IntentsToJudge")
    record ToJudge(@Nullable IntentTable table) {}

    /// @param text at most 500 characters
    @Schema(name = "IntentsToTry")
    record ToTry(@Nullable IntentTable table, @Nullable String text) {}

    @GetMapping
    @RequiresRight(Right.FLOWS_VIEW)
    IntentsPage page(@RequestParam(required = false) @Nullable String clientId) {
        return tables.page(clientId);
    }

    /// Stores nothing.
    @PostMapping("/judge")
    @RequiresRight(Right.FLOWS_VIEW)
    IntentsPage.Judgement judge(@RequestBody ToJudge wanted) {
        return tables.judge(wanted.table());
    }

    /// Stores nothing.
    @PostMapping("/try")
    @RequiresRight(Right.FLOWS_VIEW)
    IntentsPage.Tried attempt(@RequestBody ToTry wanted) {
        return tables.attempt(wanted.table(), wanted.text());
    }

    /// The most frequent first, at most 200.
    @GetMapping("/misses")
    @RequiresRight(Right.FLOWS_VIEW)
    Page<IntentsPage.Missed> missed(@RequestParam(required = false) @Nullable String clientId) {
        return Page.whole(tables.missed(clientId));
    }

    /// Somebody has seen to these words.
    @PostMapping("/misses/settled")
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void settle(@RequestParam(required = false) @Nullable String clientId, @RequestBody Settled settled) {
        tables.settle(clientId, settled.words());
    }

    @PutMapping
    @RequiresRight(Right.FLOWS_EDIT)
    IntentsPage draft(@RequestParam(required = false) @Nullable String clientId, @RequestBody Draft draft) {
        return tables.draft(clientId, draft.baseVersion(), draft.table(), draft.reason());
    }

    @GetMapping("/versions/{version}")
    @RequiresRight(Right.FLOWS_VIEW)
    IntentsPage.Body version(@PathVariable int version, @RequestParam(required = false) @Nullable String clientId) {
        return tables.version(clientId, version);
    }

    @GetMapping("/difference")
    @RequiresRight(Right.FLOWS_VIEW)
    Difference difference(
            @RequestParam(required = false) @Nullable String clientId, @RequestParam int from, @RequestParam int to) {
        return new Difference(tables.difference(clientId, from, to).stream()
                .map(line -> new Line(line.kind().name().toLowerCase(Locale.ROOT), line.text()))
                .toList());
    }

    @PostMapping("/versions/{version}/approve")
    @RequiresRight(Right.FLOWS_APPROVE)
    IntentsPage approve(
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String clientId,
            @RequestBody Decision decision) {
        return tables.approve(clientId, version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    /// Undoes an approval: what it had ended serves again.
    @PostMapping("/versions/{version}/take-back")
    @RequiresRight(Right.FLOWS_APPROVE)
    IntentsPage takeBack(
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String clientId,
            @RequestBody Decision decision) {
        return tables.takeBack(clientId, version, decision.reason());
    }

    @PostMapping("/versions/{version}/retire")
    @RequiresRight(Right.FLOWS_APPROVE)
    IntentsPage retire(
            @PathVariable int version,
            @RequestParam(required = false) @Nullable String clientId,
            @RequestBody Decision decision) {
        return tables.retire(clientId, version, decision.reason());
    }
}
