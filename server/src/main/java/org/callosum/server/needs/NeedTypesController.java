package org.callosum.server.needs;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/need-types")
class NeedTypesController {
    private final NeedTypes types;

    NeedTypesController(NeedTypes types) {
        this.types = types;
    }

    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.NEEDS_VIEW})
    Page<NeedType> list(PageQuery query) {
        return types.page(query);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.NEEDS_VIEW})
    NeedType one(@PathVariable String id) {
        return types.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    NeedType create(@RequestBody NeedType wanted) {
        return types.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    NeedType change(@PathVariable String id, @RequestBody NeedType wanted) {
        return types.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        types.delete(Ids.parse(id));
    }
}
