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
@RequestMapping("/api/queues")
class QueuesController {
    private final Queues queues;

    QueuesController(Queues queues) {
        this.queues = queues;
    }

    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.FLOOR_VIEW})
    Page<Queue> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable Boolean active) {
        return queues.page(query, client == null ? null : Ids.parse(client), active);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.FLOOR_VIEW})
    Queue one(@PathVariable String id) {
        return queues.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Queue create(@RequestBody Queue wanted) {
        return queues.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    Queue change(@PathVariable String id, @RequestBody Queue wanted) {
        return queues.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable String id) {
        queues.retire(Ids.parse(id));
    }
}
