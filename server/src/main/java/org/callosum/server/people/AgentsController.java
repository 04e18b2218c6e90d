package org.callosum.server.people;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
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

@RestController
@RequestMapping("/api/agents")
class AgentsController {
    private final Agents agents;

    AgentsController(Agents agents) {
        this.agents = agents;
    }

    @GetMapping
    @RequiresRight(Right.AGENTS_VIEW)
    Page<Agent> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable Boolean active,
            @RequestParam(required = false) @Nullable String team,
            @RequestParam(required = false) @Nullable String client) {
        return agents.page(query, active, id(team), id(client));
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.AGENTS_VIEW)
    Agent one(@PathVariable String id) {
        return agents.find(Ids.parse(id)).orElseThrow(() -> Problems.notFound("agent", id));
    }

    @PostMapping
    @RequiresRight(Right.AGENTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Agent create(@RequestBody Agent wanted) {
        return agents.create(wanted);
    }

    /// @param signInName what the person types to sign in
    @Schema(name = "AgentAndSignIn")
    record NewPerson(
            @NotNull Agent agent, @NotBlank @Size(max = 100) String signInName) {}

    /// The agent with an account of their own; the password is told this once.
    @PostMapping("/with-account")
    @RequiresRight(Right.AGENTS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Agents.WithAccount createWithAccount(@Valid @RequestBody NewPerson wanted) {
        return agents.createWithAccount(wanted.agent(), wanted.signInName());
    }

    private static @Nullable Long id(@Nullable String given) {
        return given == null ? null : Ids.parse(given);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.AGENTS_EDIT)
    Agent change(@PathVariable String id, @RequestBody Agent wanted) {
        return agents.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.AGENTS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(@PathVariable String id) {
        agents.retire(Ids.parse(id));
    }
}
