package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.flow.FlowReader;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
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
@RequestMapping("/api/flows")
class FlowsController {
    private final Flows flows;
    private final FlowTrials trials;

    FlowsController(Flows flows, FlowTrials trials) {
        this.flows = flows;
        this.trials = trials;
    }

    record NewFlow(
            @Nullable String code,
            @Nullable Text name,
            @Nullable String clientId,
            @Nullable String yaml,
            @Nullable String reason) {}

    record Draft(
            @Nullable Integer baseVersion,
            @Nullable String yaml,
            @Nullable String reason) {}

    record Wording(@Nullable String yaml, @Nullable String clientId) {}

    /// @param validTo until when it serves; null: until another one is approved
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param kind `same`, `added` or `removed`
    record Line(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    record Difference(List<Line> lines) {}

    @GetMapping
    @RequiresRight({Right.FLOWS_VIEW, Right.TELEPHONY_VIEW, Right.QUEUES_EDIT})
    Page<FlowRow> list(PageQuery query) {
        return Listing.of(
                query,
                flows.all(),
                each -> each.code() + " " + each.name(),
                Map.of(
                        "code", Comparator.comparing(FlowRow::code),
                        "name", Comparator.comparing(FlowRow::code),
                        "updatedAt", Comparator.comparing(FlowRow::updatedAt)));
    }

    @PostMapping
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    FlowPage create(@RequestBody NewFlow flow) {
        return flows.create(
                flow.code(), flow.name(), flow.clientId(), flow.yaml(), flow.reason() == null ? "" : flow.reason());
    }

    @PostMapping("/validate")
    @RequiresRight(Right.FLOWS_VIEW)
    FlowPage.Reading validate(@RequestBody Wording wording) {
        var fields = new Fields();
        fields.required("yaml", wording.yaml(), FlowReader.MAX_LENGTH);
        var client = fields.optionalId("clientId", wording.clientId());
        fields.check();
        return flows.validate(String.valueOf(wording.yaml()), client);
    }

    /// Changes nothing, calls nobody.
    @PostMapping("/try")
    @RequiresRight(Right.FLOWS_VIEW)
    TrialPage trial(@RequestBody TrialWish wish) {
        return trials.run(wish);
    }

    /// Changes nothing, calls nobody; takes some seconds at most.
    @PostMapping("/crowd")
    @RequiresRight(Right.FLOWS_VIEW)
    CrowdPage crowd(@RequestBody CrowdWish wish) {
        return trials.crowd(wish);
    }

    @GetMapping("/{code}")
    @RequiresRight(Right.FLOWS_VIEW)
    FlowPage one(@PathVariable String code) {
        return flows.page(code);
    }

    @PutMapping("/{code}")
    @RequiresRight(Right.FLOWS_EDIT)
    FlowPage draft(@PathVariable String code, @RequestBody Draft draft) {
        return flows.draft(code, draft.baseVersion(), draft.yaml(), draft.reason());
    }

    @GetMapping("/{code}/versions/{version}")
    @RequiresRight(Right.FLOWS_VIEW)
    FlowPage.Body version(@PathVariable String code, @PathVariable int version) {
        return flows.version(code, version);
    }

    @PostMapping("/{code}/versions/{version}/approve")
    @RequiresRight(Right.FLOWS_APPROVE)
    FlowPage approve(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return flows.approve(code, version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    @PostMapping("/{code}/versions/{version}/retire")
    @RequiresRight(Right.FLOWS_APPROVE)
    FlowPage retire(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return flows.retire(code, version, decision.reason());
    }

    /// Takes an approval back: the version before serves again.
    @PostMapping("/{code}/versions/{version}/take-back")
    @RequiresRight(Right.FLOWS_APPROVE)
    FlowPage takeBack(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return flows.takeBack(code, version, decision.reason());
    }

    @GetMapping("/{code}/diff")
    @RequiresRight(Right.FLOWS_VIEW)
    Difference difference(@PathVariable String code, @RequestParam int from, @RequestParam int to) {
        return new Difference(flows.difference(code, from, to).stream()
                .map(line -> new Line(line.kind().name().toLowerCase(Locale.ROOT), line.text()))
                .toList());
    }
}
