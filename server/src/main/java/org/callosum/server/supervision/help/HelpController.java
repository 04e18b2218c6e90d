package org.callosum.server.supervision.help;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HelpController {
    private final HelpRequests help;

    HelpController(HelpRequests help) {
        this.help = help;
    }

    @Schema(name = "HelpWanted")
    record Wanted(@Nullable String reason, @Nullable String text) {}

    @Schema(name = "HelpAnswer")
    record Answer(@Nullable String text) {}

    @GetMapping("/api/desk/help")
    @RequiresRight(Right.DESK_WORK)
    HelpRequests.OfDesk mine() {
        return help.mine();
    }

    @PostMapping("/api/desk/help")
    @RequiresRight(Right.DESK_WORK)
    HelpRequests.OfDesk ask(@RequestBody Wanted wanted) {
        return help.ask(wanted.reason(), wanted.text());
    }

    @DeleteMapping("/api/desk/help")
    @RequiresRight(Right.DESK_WORK)
    HelpRequests.OfDesk withdraw() {
        return help.withdraw();
    }

    @GetMapping("/api/floor/help")
    @RequiresRight(Right.FLOOR_VIEW)
    HelpRequests.Open open() {
        return help.open();
    }

    /// @param interaction of one contact only
    @GetMapping("/api/floor/help-log")
    @RequiresRight(Right.FLOOR_VIEW)
    Page<HelpRow> log(PageQuery query, @RequestParam(required = false) @Nullable String interaction) {
        return help.page(query, interaction == null ? null : Ids.parse(interaction));
    }

    @PostMapping("/api/floor/help/{id}/take")
    @RequiresRight(Right.FLOOR_ACT)
    HelpRow take(@PathVariable String id) {
        return help.take(Ids.parse(id));
    }

    @PostMapping("/api/floor/help/{id}/answer")
    @RequiresRight(Right.FLOOR_ACT)
    HelpRow answer(@PathVariable String id, @RequestBody Answer answer) {
        return help.answer(Ids.parse(id), answer.text());
    }
}
