package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/sheet-types")
class SheetTypesController {
    private final SheetTypes types;

    SheetTypesController(SheetTypes types) {
        this.types = types;
    }

    record NewSheetType(
            @Nullable String code,
            @Nullable String clientId,
            @Nullable SheetTypeBody type,
            @Nullable String reason) {}

    @Schema(name = "SheetTypeDraft")
    record Draft(
            @Nullable Integer baseVersion,
            @Nullable SheetTypeBody type,
            @Nullable String reason) {}

    /// @param validTo until when it serves; null: until another one is approved
    @Schema(name = "SheetTypeDecision")
    record Decision(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// Those that the reader fills in or reads; for whoever may configure them also those that do not serve.
    @GetMapping
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL, Right.SHEETS_CONFIGURE})
    Page<SheetType> list() {
        return Page.whole(types.rows());
    }

    @PostMapping
    @RequiresRight(Right.SHEETS_CONFIGURE)
    @ResponseStatus(HttpStatus.CREATED)
    SheetType.Whole create(@RequestBody NewSheetType wanted) {
        return types.create(wanted.code(), wanted.clientId(), wanted.type(), wanted.reason());
    }

    @GetMapping("/{code}")
    @RequiresRight(Right.SHEETS_CONFIGURE)
    SheetType.Whole one(@PathVariable String code) {
        return types.whole(code);
    }

    @PostMapping("/{code}/drafts")
    @RequiresRight(Right.SHEETS_CONFIGURE)
    SheetType.Whole draft(@PathVariable String code, @RequestBody Draft draft) {
        return types.draft(code, draft.baseVersion(), draft.type(), draft.reason());
    }

    @PostMapping("/{code}/versions/{version}/approve")
    @RequiresRight(Right.SHEETS_CONFIGURE)
    SheetType.Whole approve(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.approve(code, version, decision.reason(), decision.validFrom(), decision.validTo());
    }

    /// Undoes an approval: what it had ended serves again.
    @PostMapping("/{code}/versions/{version}/take-back")
    @RequiresRight(Right.SHEETS_CONFIGURE)
    SheetType.Whole takeBack(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.takeBack(code, version, decision.reason());
    }

    @PostMapping("/{code}/versions/{version}/retire")
    @RequiresRight(Right.SHEETS_CONFIGURE)
    SheetType.Whole retire(@PathVariable String code, @PathVariable int version, @RequestBody Decision decision) {
        return types.retire(code, version, decision.reason());
    }
}
