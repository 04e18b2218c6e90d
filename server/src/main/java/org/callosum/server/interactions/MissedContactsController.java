package org.callosum.server.interactions;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/missed-contacts")
class MissedContactsController {
    private final MissedContacts missed;

    MissedContactsController(MissedContacts missed) {
        this.missed = missed;
    }

    @RequiresRight(Right.INTERACTIONS_VIEW)
    @GetMapping
    Page<MissedContacts.Missed> page(PageQuery query, MissedContacts.Filter filter) {
        return missed.page(query, filter);
    }
}
