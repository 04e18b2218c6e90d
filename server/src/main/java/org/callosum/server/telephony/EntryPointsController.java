package org.callosum.server.telephony;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
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
@RequestMapping("/api/entry-points")
class EntryPointsController {
    private final EntryPoints entryPoints;

    EntryPointsController(EntryPoints entryPoints) {
        this.entryPoints = entryPoints;
    }

    @GetMapping
    @RequiresRight(Right.TELEPHONY_VIEW)
    Page<EntryPoint> list(PageQuery query, @RequestParam(required = false) @Nullable String client) {
        return entryPoints.page(query, client == null ? null : Ids.parse(client));
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_VIEW)
    EntryPoint one(@PathVariable String id) {
        return entryPoints.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    EntryPoint create(@RequestBody EntryPoint wanted) {
        return entryPoints.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    EntryPoint change(@PathVariable String id, @RequestBody EntryPoint wanted) {
        return entryPoints.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        entryPoints.delete(Ids.parse(id));
    }
}
