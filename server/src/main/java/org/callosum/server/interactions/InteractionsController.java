package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class InteractionsController {
    private final InteractionHistory history;

    InteractionsController(InteractionHistory history) {
        this.history = history;
    }

    record NewNote(@NotNull String text) {}

    /// @param revision the one on the screen; 0 where nothing was coded
    /// @param note free words, kept as a note
    @Schema(name = "DispositionCorrection")
    record Correction(
            @NotNull List<String> codes,
            @Nullable Integer revision,

            @Nullable @Schema(allowableValues = {"wrong-choice", "new-facts", "review", "customer-said"})
            String reason,

            @Nullable String note) {}

    @RequiresRight(Right.INTERACTIONS_VIEW)
    @GetMapping("/interactions")
    Page<InteractionRow> page(PageQuery query, InteractionFilter filter) {
        return history.page(query, filter);
    }

    @RequiresRight(Right.INTERACTIONS_VIEW)
    @GetMapping("/interactions/{id}")
    InteractionPage find(@PathVariable String id) {
        return history.find(Ids.parse(id));
    }

    @RequiresRight(Right.INTERACTIONS_EDIT)
    @PostMapping("/interactions/{id}/notes")
    InteractionPage note(@PathVariable String id, @Valid @RequestBody NewNote note) {
        return history.addNote(Ids.parse(id), note.text());
    }

    @RequiresRight(Right.INTERACTIONS_EDIT)
    @PutMapping("/interactions/{id}/dispositions")
    InteractionPage dispositions(@PathVariable String id, @Valid @RequestBody Correction wanted) {
        return history.correctDispositions(
                Ids.parse(id), wanted.codes(), wanted.revision(), wanted.reason(), wanted.note());
    }

    @RequiresRight({Right.CUSTOMERS_VIEW, Right.INTERACTIONS_VIEW})
    @GetMapping("/customers/{id}/interactions")
    Page<InteractionRow> ofCustomer(@PathVariable String id, PageQuery query) {
        return history.page(query, InteractionFilter.ofCustomer(Ids.parse(id)));
    }
}
