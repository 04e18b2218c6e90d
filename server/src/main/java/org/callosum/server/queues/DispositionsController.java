package org.callosum.server.queues;

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
@RequestMapping("/api/dispositions")
class DispositionsController {
    private final Dispositions dispositions;

    DispositionsController(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.INTERACTIONS_VIEW, Right.DESK_WORK})
    Page<Disposition> list(PageQuery query, @RequestParam(required = false) @Nullable String client) {
        return dispositions.page(query, client == null ? null : Ids.parse(client));
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.INTERACTIONS_VIEW, Right.DESK_WORK})
    Disposition one(@PathVariable String id) {
        return dispositions.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Disposition create(@RequestBody Disposition wanted) {
        return dispositions.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    Disposition change(@PathVariable String id, @RequestBody Disposition wanted) {
        return dispositions.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        dispositions.delete(Ids.parse(id));
    }
}
