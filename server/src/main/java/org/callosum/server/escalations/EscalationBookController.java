package org.callosum.server.escalations;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Departments, the table of who is responsible, and signs. Agents read all of it.
@RestController
@RequestMapping("/api")
class EscalationBookController {
    private final EscalationBook book;

    EscalationBookController(EscalationBook book) {
        this.book = book;
    }

    @GetMapping("/departments")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    Page<Department> departments(PageQuery query) {
        return book.departments(query);
    }

    @GetMapping("/departments/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    Department department(@PathVariable String id) {
        return book.department(Ids.parse(id));
    }

    @PostMapping("/departments")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Department create(@RequestBody Department wanted) {
        return book.create(wanted);
    }

    @PutMapping("/departments/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    Department change(@PathVariable String id, @RequestBody Department wanted) {
        return book.change(Ids.parse(id), wanted);
    }

    @GetMapping("/escalation-routes")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    Page<EscalationRoute> routes(
            PageQuery query,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String department) {
        return book.routes(query, client, department);
    }

    @GetMapping("/escalation-routes/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    EscalationRoute route(@PathVariable String id) {
        return book.route(Ids.parse(id));
    }

    @PostMapping("/escalation-routes")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    EscalationRoute create(@RequestBody EscalationRoute wanted) {
        return book.create(wanted);
    }

    @PutMapping("/escalation-routes/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    EscalationRoute change(@PathVariable String id, @RequestBody EscalationRoute wanted) {
        return book.change(Ids.parse(id), wanted);
    }

    @GetMapping("/escalation-signs")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    Page<EscalationSign> signs(PageQuery query) {
        return book.signs(query);
    }

    @GetMapping("/escalation-signs/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.DESK_WORK, Right.CASES_VIEW})
    EscalationSign sign(@PathVariable String id) {
        return book.sign(Ids.parse(id));
    }

    @PostMapping("/escalation-signs")
    @RequiresRight(Right.QUEUES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    EscalationSign create(@RequestBody EscalationSign wanted) {
        return book.create(wanted);
    }

    @PutMapping("/escalation-signs/{id}")
    @RequiresRight(Right.QUEUES_EDIT)
    EscalationSign change(@PathVariable String id, @RequestBody EscalationSign wanted) {
        return book.change(Ids.parse(id), wanted);
    }
}
