package org.callosum.server.forms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
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
@RequestMapping("/api/forms")
class FormsController {
    private final Forms forms;

    FormsController(Forms forms) {
        this.forms = forms;
    }

    record NewForm(
            @Nullable String code,
            @Nullable Text name,
            @Nullable String clientId,
            @Nullable FormBody form,
            @Nullable String reason) {}

    @Schema(name = "FormDraft")
    record Draft(
            @Nullable Integer baseVersion,
            @Nullable FormBody form,
            @Nullable String reason) {}

    @Schema(name = "FormDecision")
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    @Schema(name = "FormToCheck")
    record ToCheck(@Nullable FormBody form) {}

    /// Either a form, or the code of one with the version (null: the newest).
    @Schema(name = "FormToFill")
    record ToFill(
            @Nullable FormBody form,
            @Nullable String code,
            @Nullable Integer version,
            @Nullable Map<String, @Nullable AnswerBody> answers) {}

    /// @param kind `same`, `added` or `removed`
    @Schema(name = "FormLine")
    record Line(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    @Schema(name = "FormDifference")
    record Difference(List<Line> lines) {}

    @GetMapping
    @RequiresRight({Right.FORMS_VIEW, Right.CASES_CONFIGURE})
    Page<FormRow> list(PageQuery query) {
        return Listing.of(
                query,
                forms.all(),
                each -> each.code() + " " + each.name(),
                Map.of(
                        "code", Comparator.comparing(FormRow::code),
                        "name", Comparator.comparing(FormRow::code),
                        "use", Comparator.comparing(FormRow::use),
                        "updatedAt", Comparator.comparing(FormRow::updatedAt)));
    }

    @PostMapping
    @RequiresRight(Right.FORMS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    FormPage create(@RequestBody NewForm wanted) {
        return forms.create(wanted.code(), wanted.name(), wanted.clientId(), wanted.form(), wanted.reason());
    }

    /// Stores nothing.
    @PostMapping("/check")
    @RequiresRight(Right.FORMS_VIEW)
    FormPage.Reading check(@RequestBody ToCheck wanted) {
        return forms.check(wanted.form());
    }

    /// Stores nothing: what is shown, what is wrong and what it scores.
    @PostMapping("/fill")
    @RequiresRight({Right.FORMS_VIEW, Right.CASES_VIEW, Right.DESK_WORK})
    FormPage.Filled fill(@RequestBody ToFill wanted) {
        return wanted.form() != null || wanted.code() == null
                ? forms.fill(wanted.form(), wanted.answers())
                : forms.fill(wanted.code(), wanted.version(), wanted.answers());
    }

    @GetMapping("/{code}")
    @RequiresRight({Right.FORMS_VIEW, Right.CASES_CONFIGURE})
    FormPage one(@PathVariable String code) {
        return forms.page(code);
    }

    @PostMapping("/{code}/drafts")
    @RequiresRight(Right.FORMS_EDIT)
    FormPage draft(@PathVariable String code, @RequestBody Draft draft) {
        return forms.draft(code, draft.baseVersion(), draft.form(), draft.reason());
    }

    @GetMapping("/{code}/versions/{version}")
    @RequiresRight({Right.FORMS_VIEW, Right.CASES_CONFIGURE})
    FormPage.Body version(@PathVariable String code, @PathVariable int version) {
        return forms.version(code, version);
    }

    @PostMapping("/{code}/versions/{version}/approve")
    @RequiresRight(Right.FORMS_APPROVE)
    FormPage approve(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return forms.approve(code, version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    /// Takes an approval back: the version before serves again.
    @PostMapping("/{code}/versions/{version}/take-back")
    @RequiresRight(Right.FORMS_APPROVE)
    FormPage takeBack(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return forms.takeBack(code, version, decision.reason());
    }

    @PostMapping("/{code}/versions/{version}/retire")
    @RequiresRight(Right.FORMS_APPROVE)
    FormPage retire(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return forms.retire(code, version, decision.reason());
    }

    /// The answers as JSON Schema, for programs elsewhere.
    @GetMapping("/{code}/versions/{version}/schema")
    @RequiresRight(Right.FORMS_VIEW)
    Map<String, Object> schema(@PathVariable String code, @PathVariable int version) {
        return forms.schema(code, version);
    }

    @GetMapping("/{code}/difference")
    @RequiresRight(Right.FORMS_VIEW)
    Difference difference(@PathVariable String code, @RequestParam int from, @RequestParam int to) {
        return new Difference(forms.difference(code, from, to).stream()
                .map(line -> new Line(line.kind().name().toLowerCase(Locale.ROOT), line.text()))
                .toList());
    }
}
