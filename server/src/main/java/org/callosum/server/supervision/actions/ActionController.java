package org.callosum.server.supervision.actions;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ActionController {
    private final FloorActions actions;
    private final ActionLog log;
    private final DeskMessages messages;
    private final Tenancy tenancy;

    ActionController(FloorActions actions, ActionLog log, DeskMessages messages, Tenancy tenancy) {
        this.actions = actions;
        this.log = log;
        this.messages = messages;
        this.tenancy = tenancy;
    }

    @PostMapping("/api/floor/actions")
    @RequiresRight(Right.FLOOR_ACT)
    ActionRow act(@RequestBody FloorAct wanted) {
        return actions.act(wanted);
    }

    @GetMapping("/api/floor/actions")
    @RequiresRight(Right.FLOOR_VIEW)
    Page<ActionRow> log(
            PageQuery query,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String agentId) {
        var filter = LogFilter.of(from, to, agentId);
        return tenancy.asAccount(Tenancy.current(), () -> log.page(query, filter));
    }

    @GetMapping("/api/desk/messages")
    @RequiresRight(Right.DESK_WORK)
    DeskMessages.Unread unread() {
        return messages.unread();
    }

    @PostMapping("/api/desk/messages/{id}/read")
    @RequiresRight(Right.DESK_WORK)
    DeskMessages.Unread read(@PathVariable String id) {
        return messages.read(Ids.parse(id));
    }
}
