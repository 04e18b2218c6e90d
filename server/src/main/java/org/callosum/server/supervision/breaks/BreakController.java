package org.callosum.server.supervision.breaks;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BreakController {
    private final DeskDay desks;
    private final OvertimeAsks asks;

    BreakController(DeskDay desks, OvertimeAsks asks) {
        this.desks = desks;
        this.asks = asks;
    }

    /// @param answer `yes` or `no`
    @Schema(name = "OvertimeAnswer")
    record Answer(@Nullable String answer) {}

    @GetMapping("/api/desk/day")
    @RequiresRight(Right.DESK_WORK)
    DeskDay.Day day() {
        return desks.mine();
    }

    @PostMapping("/api/desk/breaks/{id}/seen")
    @RequiresRight(Right.DESK_WORK)
    DeskDay.Day seen(@PathVariable String id) {
        return desks.seen(Ids.parse(id));
    }

    @PostMapping("/api/desk/questions/{id}/answer")
    @RequiresRight(Right.DESK_WORK)
    DeskDay.Day answer(@PathVariable String id, @RequestBody Answer answer) {
        return asks.answer(Ids.parse(id), answer.answer());
    }
}
