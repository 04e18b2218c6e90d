package org.callosum.server.desk;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// An agent's own day, told to nobody else.
@RestController
@RequestMapping("/api/desk/own-day")
class OwnDayController {
    private final DeskPerson person;
    private final OwnDays days;

    OwnDayController(DeskPerson person, OwnDays days) {
        this.person = person;
        this.days = days;
    }

    @GetMapping
    @RequiresRight(Right.DESK_WORK)
    OwnDay day() {
        return days.of(person.me());
    }
}
