package org.callosum.server.queues;

import java.time.Instant;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
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
@RequestMapping("/api/calendars")
class CalendarsController {
    private final Calendars calendars;

    CalendarsController(Calendars calendars) {
        this.calendars = calendars;
    }

    @GetMapping
    @RequiresRight({Right.QUEUES_VIEW, Right.CALENDARS_EDIT, Right.TELEPHONY_VIEW})
    Page<Calendar> list(PageQuery query) {
        return calendars.page(query);
    }

    @GetMapping("/{id}/check")
    @RequiresRight({Right.QUEUES_VIEW, Right.CALENDARS_EDIT, Right.TELEPHONY_VIEW})
    Calendar.Answer check(
            @PathVariable String id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant at) {
        return calendars.check(Ids.parse(id), at);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.QUEUES_VIEW, Right.CALENDARS_EDIT, Right.TELEPHONY_VIEW})
    Calendar one(@PathVariable String id) {
        return calendars.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.CALENDARS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Calendar create(@RequestBody Calendar wanted) {
        return calendars.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.CALENDARS_EDIT)
    Calendar change(@PathVariable String id, @RequestBody Calendar wanted) {
        return calendars.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.CALENDARS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        calendars.delete(Ids.parse(id));
    }
}
