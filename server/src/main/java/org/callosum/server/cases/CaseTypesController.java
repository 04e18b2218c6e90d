package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/case-types")
class CaseTypesController {
    private final CaseTypes types;
    private final ApplicationTasks applications;

    CaseTypesController(CaseTypes types, ApplicationTasks applications) {
        this.types = types;
        this.applications = applications;
    }

    record NewCaseType(
            @Nullable String code,
            @Nullable String clientId,
            @Nullable CaseTypeBody type,
            @Nullable String reason) {}

    @Schema(name = "CaseTypeDraft")
    record Draft(
            @Nullable Integer baseVersion,
            @Nullable CaseTypeBody type,
            @Nullable String reason) {}

    @Schema(name = "CaseTypeDecision")
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    @Schema(name = "CaseTypeToCheck")
    record ToCheck(@Nullable CaseTypeBody type) {}

    /// @param kind `same`, `added` or `removed`
    @Schema(name = "CaseTypeLine")
    record Line(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    @Schema(name = "CaseTypeDifference")
    record Difference(List<Line> lines) {}

    /// Those in service; for whoever may configure them also the others, inactive and without a live version.
    @GetMapping
    @RequiresRight({Right.CASES_VIEW, Right.DESK_WORK, Right.CASES_CONFIGURE})
    Page<CaseType> list() {
        return Page.whole(Tenancy.current().may(Right.CASES_CONFIGURE) ? types.all() : types.live());
    }

    @PostMapping
    @RequiresRight(Right.CASES_CONFIGURE)
    @ResponseStatus(HttpStatus.CREATED)
    CaseTypePage create(@RequestBody NewCaseType wanted) {
        return types.create(wanted.code(), wanted.clientId(), wanted.type(), wanted.reason());
    }

    /// The tasks of the application areas that the playbook knows, and which clients have them.
    @GetMapping("/applications")
    @RequiresRight(Right.CASES_CONFIGURE)
    List<ApplicationTasks.Area> applications() {
        return applications.areas();
    }

    /// Adds tasks to a client.
    @PostMapping("/applications")
    @RequiresRight(Right.CASES_CONFIGURE)
    List<ApplicationTasks.Area> add(@RequestBody ApplicationTasks.Adding wanted) {
        return applications.add(wanted);
    }

    /// Stores nothing.
    @PostMapping("/check")
    @RequiresRight(Right.CASES_CONFIGURE)
    CaseTypePage.Reading check(@RequestBody ToCheck wanted) {
        return types.check(wanted.type());
    }

    @GetMapping("/{code}")
    @RequiresRight({Right.CASES_VIEW, Right.CASES_CONFIGURE})
    CaseTypePage one(@PathVariable String code) {
        return types.page(code);
    }

    @PostMapping("/{code}/drafts")
    @RequiresRight(Right.CASES_CONFIGURE)
    CaseTypePage draft(@PathVariable String code, @RequestBody Draft draft) {
        return types.draft(code, draft.baseVersion(), draft.type(), draft.reason());
    }

    @GetMapping("/{code}/versions/{version}")
    @RequiresRight({Right.CASES_VIEW, Right.CASES_CONFIGURE})
    CaseTypePage.Body version(@PathVariable String code, @PathVariable int version) {
        return types.versionBody(code, version);
    }

    @PostMapping("/{code}/versions/{version}/approve")
    @RequiresRight(Right.CASES_CONFIGURE)
    CaseTypePage approve(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.approve(code, version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    /// Takes an approval back: the version before serves again.
    @PostMapping("/{code}/versions/{version}/take-back")
    @RequiresRight(Right.CASES_CONFIGURE)
    CaseTypePage takeBack(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.takeBack(code, version, decision.reason());
    }

    @PostMapping("/{code}/versions/{version}/retire")
    @RequiresRight(Right.CASES_CONFIGURE)
    CaseTypePage retire(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.retire(code, version, decision.reason());
    }

    @GetMapping("/{code}/difference")
    @RequiresRight(Right.CASES_CONFIGURE)
    Difference difference(@PathVariable String code, @RequestParam int from, @RequestParam int to) {
        return new Difference(types.difference(code, from, to).stream()
                .map(line -> new Line(line.kind().name().toLowerCase(Locale.ROOT), line.text()))
                .toList());
    }
}
