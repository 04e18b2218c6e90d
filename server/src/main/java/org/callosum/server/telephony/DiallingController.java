package org.callosum.server.telephony;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class DiallingController {
    private final DiallingRules rules;

    DiallingController(DiallingRules rules) {
        this.rules = rules;
    }

    record Question(@Nullable String clientId, @Nullable String number) {}

    /// @param reason `allowed`, or why not
    @Schema(name = "DiallingAnswer")
    record Answer(
            boolean allowed,
            @Nullable String ruleId,
            String reason,
            @Nullable String number) {}

    @GetMapping("/dialling-limits")
    @RequiresRight(Right.TELEPHONY_VIEW)
    Page<DiallingLimits> limits() {
        return Page.whole(rules.limits());
    }

    @PutMapping("/dialling-limits")
    @RequiresRight(Right.TELEPHONY_EDIT)
    DiallingLimits limit(@RequestBody DiallingLimits wanted) {
        return rules.limit(wanted);
    }

    @PostMapping("/dialling-rules/check")
    @RequiresRight(Right.TELEPHONY_VIEW)
    Answer check(@RequestBody Question question) {
        var fields = new Fields();
        var client = fields.id("clientId", question.clientId());
        fields.required("number", question.number(), 64);
        fields.check();
        return switch (rules.check(client, String.valueOf(question.number()))) {
            case DiallingPlan.Verdict.Allowed allowed ->
                new Answer(true, Long.toString(allowed.ruleId()), "allowed", allowed.number());
            case DiallingPlan.Verdict.Denied(var reason, var rule) ->
                new Answer(false, rule == null ? null : Long.toString(rule), reason, null);
        };
    }
}
