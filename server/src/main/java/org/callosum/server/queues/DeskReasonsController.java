package org.callosum.server.queues;

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
@RequestMapping("/api/desk-reasons")
class DeskReasonsController {
    private final DeskReasons reasons;

    DeskReasonsController(DeskReasons reasons) {
        this.reasons = reasons;
    }

    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK})
    Page<DeskReason> list(PageQuery query) {
        return reasons.page(query);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK})
    DeskReason one(@PathVariable String id) {
        return reasons.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    DeskReason create(@RequestBody DeskReason wanted) {
        return reasons.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    DeskReason change(@PathVariable String id, @RequestBody DeskReason wanted) {
        return reasons.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        reasons.delete(Ids.parse(id));
    }
}
