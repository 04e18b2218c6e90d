package org.callosum.server.customers;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/precedence")
class PrecedencesController {
    private final Precedences precedences;

    PrecedencesController(Precedences precedences) {
        this.precedences = precedences;
    }

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Page<Precedence> all() {
        return Page.whole(precedences.all());
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_VIEW)
    Precedence one(@PathVariable String id) {
        return precedences.of(Ids.parse(id));
    }

    @PutMapping
    @RequiresRight(Right.CLIENTS_EDIT)
    Precedence put(@RequestBody Precedence wanted) {
        return precedences.put(wanted);
    }
}
