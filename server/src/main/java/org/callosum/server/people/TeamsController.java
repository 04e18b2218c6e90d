package org.callosum.server.people;

import java.time.LocalDate;
import java.util.Objects;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
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
@RequestMapping("/api/teams")
class TeamsController {
    private final Teams teams;

    TeamsController(Teams teams) {
        this.teams = teams;
    }

    @GetMapping
    @RequiresRight(Right.AGENTS_VIEW)
    Page<Team> list(PageQuery query) {
        return teams.page(query);
    }

    /// What of a team is no secret to whoever can give it a case.
    record TeamName(String id, Text name) {}

    @GetMapping("/names")
    @RequiresRight({Right.AGENTS_VIEW, Right.CASES_VIEW, Right.DESK_WORK})
    Page<TeamName> names(PageQuery query) {
        var page = teams.page(query);
        return new Page<>(
                page.items().stream()
                        .map(team ->
                                new TeamName(Objects.requireNonNull(team.id()), Objects.requireNonNull(team.name())))
                        .toList(),
                page.total());
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.AGENTS_VIEW)
    Team one(@PathVariable String id) {
        return teams.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.TEAMS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Team create(@RequestBody Team wanted) {
        return teams.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.TEAMS_EDIT)
    Team change(@PathVariable String id, @RequestBody Team wanted) {
        return teams.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.TEAMS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable String id) {
        teams.close(Ids.parse(id));
    }

    @PostMapping("/{id}/members")
    @RequiresRight(Right.TEAMS_EDIT)
    Team join(@PathVariable String id, @RequestBody Team.Member member) {
        return teams.join(Ids.parse(id), member);
    }

    @DeleteMapping("/{id}/members/{agentId}")
    @RequiresRight(Right.TEAMS_EDIT)
    Team leave(
            @PathVariable String id,
            @PathVariable String agentId,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to) {
        return teams.leave(Ids.parse(id), Ids.parse(agentId), to);
    }
}
