package org.callosum.server.telephony;

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
@RequestMapping("/api/trunks")
class TrunksController {
    private final Trunks trunks;

    TrunksController(Trunks trunks) {
        this.trunks = trunks;
    }

    @GetMapping
    @RequiresRight(Right.TELEPHONY_VIEW)
    Page<Trunk> list(PageQuery query) {
        return trunks.page(query);
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_VIEW)
    Trunk one(@PathVariable String id) {
        return trunks.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Trunk create(@RequestBody Trunk wanted) {
        return trunks.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    Trunk change(@PathVariable String id, @RequestBody Trunk wanted) {
        return trunks.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.TELEPHONY_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        trunks.delete(Ids.parse(id));
    }
}
