package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.desk.DeskPerson.Me;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// An agent calls a customer from their record or from a case, with a reason; a number that is on no record is
/// called by nobody (OUT-04).
@RestController
@RequestMapping("/api/desk/call")
class CallOutController {
    private final DeskPerson person;
    private final DeskLine line;
    private final CallOutRules rules;

    CallOutController(DeskPerson person, DeskLine line, CallOutRules rules) {
        this.person = person;
        this.line = line;
        this.rules = rules;
    }

    /// Exactly one of `customerId` and `caseId`.
    ///
    /// @param number as it stands on the customer's record
    /// @param reason code
    /// @param queueId whose wrap-up and results count; absent: the queue the customer was in last, if this agent
    ///     serves it, else the first one they serve
    @Schema(name = "DeskCallOut")
    record Wanted(
            @Nullable String customerId,
            @Nullable String caseId,
            @Nullable String number,
            @Nullable String reason,
            @Nullable String queueId) {
        @Override
        public String toString() {
            return "Wanted[…]"; // no number in a log
        }
    }

    /// What there is to choose from.
    @GetMapping
    @RequiresRight(Right.DESK_CALL_OUT)
    CallOutRules.Choice choice(
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable String caseId) {
        Me me = person.me();
        return rules.choice(me, rules.whom(customerId, caseId));
    }

    /// Calls; the screen then shows it ringing.
    @PostMapping
    @RequiresRight(Right.DESK_CALL_OUT)
    Desk call(@RequestBody Wanted wanted) {
        Me me = person.me();
        var whom = rules.whom(wanted.customerId(), wanted.caseId());
        String queue = wanted.queueId();
        var order = rules.order(
                me,
                whom,
                Objects.requireNonNullElse(wanted.number(), ""),
                Objects.requireNonNullElse(wanted.reason(), ""),
                queue == null ? null : Ids.parse(queue));
        String refusal = DeskProblems.answered(line.callOuts().call(order));
        if (refusal.startsWith(DeskTransfers.NUMBER)) {
            String reason = refusal.substring(DeskTransfers.NUMBER.length());
            throw Problems.refused("call-refused", Map.of("reason", reason, "why", rules.words(reason)));
        }
        if (refusal.equals("floor-unavailable") || refusal.equals("media-unavailable")) {
            throw Problems.of(503, refusal, Map.of());
        }
        if (!refusal.isEmpty()) {
            throw Problems.refused(refusal);
        }
        return person.screen(me);
    }
}
