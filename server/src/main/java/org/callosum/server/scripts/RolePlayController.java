package org.callosum.server.scripts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.jspecify.annotations.Nullable;
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

/// Role plays of whoever asks: as agent, as customer, or as their coach.
@RestController
@RequestMapping("/api/role-plays")
class RolePlayController {
    private final RolePlays plays;

    RolePlayController(RolePlays plays) {
        this.plays = plays;
    }

    @Schema(name = "RolePlaySaying")
    record Saying(@Nullable String text) {}

    @Schema(name = "RolePlayJudgement")
    record Judgement(@Nullable Map<String, @Nullable AnswerBody> answers) {}

    /// @param client whose scripts may be played
    @GetMapping
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Overview overview(@RequestParam(required = false) @Nullable String client) {
        return plays.overview(client == null || client.isEmpty() ? null : Ids.parse(client));
    }

    @PostMapping
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.CREATED)
    RolePlayView.Page begin(@RequestBody RolePlays.Wish wish) {
        return plays.begin(wish);
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page one(@PathVariable String id) {
        return plays.page(Ids.parse(id));
    }

    @PostMapping("/{id}/lines")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page say(@PathVariable String id, @RequestBody Saying saying) {
        return plays.say(Ids.parse(id), saying.text());
    }

    @PostMapping("/{id}/moves")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page move(@PathVariable String id, @RequestBody ScriptMoves.Move move) {
        return plays.move(Ids.parse(id), move);
    }

    /// @param sdp the browser's offer, or the answer to it
    @Schema(name = "RolePlaySound")
    record Sound(@Nullable String sdp) {}

    @Schema(name = "RolePlaySoundAnswer")
    record SoundAnswer(String sdp) {}

    /// Talks instead of writing: one's browser is joined with the other's, and with nothing else.
    @PostMapping("/{id}/voice")
    @RequiresRight(Right.PAGES_VIEW)
    SoundAnswer talk(@PathVariable String id, @RequestBody Sound sound) {
        return new SoundAnswer(plays.talk(Ids.parse(id), sound.sdp()));
    }

    @DeleteMapping("/{id}/voice")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page hangUp(@PathVariable String id) {
        return plays.hangUp(Ids.parse(id));
    }

    @PostMapping("/{id}/end")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page end(@PathVariable String id) {
        return plays.end(Ids.parse(id));
    }

    @PutMapping("/{id}/score")
    @RequiresRight(Right.PAGES_VIEW)
    RolePlayView.Page score(@PathVariable String id, @RequestBody Judgement judgement) {
        return plays.score(Ids.parse(id), judgement.answers());
    }
}
