package org.callosum.server.people;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Views of lists under a name.
@RestController
@RequestMapping("/api/views")
class SavedViewsController {
    private final SavedViews views;

    SavedViewsController(SavedViews views) {
        this.views = views;
    }

    /// @param teams ids of the teams that one may share with
    @Schema(name = "SavedViews")
    record Views(List<SavedViews.SavedView> views, List<String> teams) {}

    @GetMapping
    @RequiresRight({Right.CASES_VIEW, Right.INTERACTIONS_VIEW, Right.CUSTOMERS_VIEW})
    Views list(@RequestParam(required = false) @Nullable String list) {
        return new Views(
                views.of(list),
                views.mine().stream().map(id -> Long.toString(id)).toList());
    }

    @PostMapping
    @RequiresRight({Right.CASES_VIEW, Right.INTERACTIONS_VIEW, Right.CUSTOMERS_VIEW})
    Views save(@RequestBody SavedViews.SavedView wanted) {
        var unused = views.save(wanted);
        return list(wanted.list());
    }

    @DeleteMapping("/{id}")
    @RequiresRight({Right.CASES_VIEW, Right.INTERACTIONS_VIEW, Right.CUSTOMERS_VIEW})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        views.delete(Ids.parse(id));
    }
}
