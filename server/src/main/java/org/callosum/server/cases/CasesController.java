package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
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
@RequestMapping("/api")
class CasesController {
    private final Cases cases;

    CasesController(Cases cases) {
        this.cases = cases;
    }

    @Schema(name = "NewCaseNote")
    record NewNote(@Nullable String text) {}

    @GetMapping("/case-types")
    @RequiresRight({Right.CASES_VIEW, Right.DESK_WORK})
    Page<CaseType> types() {
        return Page.whole(cases.types());
    }

    /// @param owner an account's id, or `me`
    @GetMapping("/cases")
    @RequiresRight(Right.CASES_VIEW)
    Page<CaseRow> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String interaction,
            @RequestParam(required = false) @Nullable Boolean open,
            @RequestParam(required = false) @Nullable Boolean overdue) {
        var ownerId = "me".equals(owner) ? Tenancy.current().accountId() : id(owner);
        return cases.page(
                query,
                new CaseFilter(
                        type, state, ownerId, id(team), id(client), id(customer), id(interaction), open, overdue));
    }

    @GetMapping("/cases/{id}")
    @RequiresRight(Right.CASES_VIEW)
    CaseRow one(@PathVariable String id) {
        return cases.find(Ids.parse(id)).orElseThrow(() -> Problems.notFound("case", id));
    }

    @PostMapping("/cases")
    @RequiresRight(Right.CASES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    CaseRow create(@RequestBody CaseRow wanted) {
        return cases.create(wanted);
    }

    @PutMapping("/cases/{id}")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow change(@PathVariable String id, @RequestBody CaseRow wanted) {
        return cases.change(Ids.parse(id), wanted);
    }

    @PostMapping("/cases/{id}/notes")
    @RequiresRight(Right.CASES_EDIT)
    CaseRow note(@PathVariable String id, @RequestBody NewNote note) {
        return cases.note(Ids.parse(id), note.text());
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null ? null : Ids.parse(text);
    }
}
