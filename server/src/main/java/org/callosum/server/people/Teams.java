package org.callosum.server.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Teams with leader, deputies, benchmark members, and who belonged when (ORG-05). An agent is in one team at a time.
@Service
@Transactional
public class Teams {
    private static final Comparator<Team> BY_CODE = Comparator.comparing(team -> String.valueOf(team.code()));

    private final TeamRepository repository;
    private final AgentRepository agents;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Teams(TeamRepository repository, AgentRepository agents, Ids ids, Audit audit, Clock clock) {
        this.repository = repository;
        this.agents = agents;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Team> all() {
        return repository.all();
    }

    @Transactional(readOnly = true)
    public Optional<Team> find(long id) {
        return repository.find(id);
    }

    @Transactional(readOnly = true)
    public Team one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("team", id));
    }

    @Transactional(readOnly = true)
    public Page<Team> page(PageQuery query) {
        return Listing.of(
                query, all(), team -> team.code() + " " + team.name(), Map.of("code", BY_CODE, "name", BY_CODE));
    }

    public Team create(Team wanted) {
        check(wanted, 0, List.of());
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("team-created", "team", id, Changes.of(after));
        return after;
    }

    public Team change(long id, Team wanted) {
        var before = existing(id);
        check(wanted, id, repository.stays(id));
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = existing(id);
        audit.record("team-changed", "team", id, Changes.between(before, after));
        return after;
    }

    /// Closes the team: its members leave today, its history stays.
    public void close(long id) {
        existing(id);
        repository.close(id, today());
        audit.record("team-closed", "team", id);
    }

    /// @param from first day; today when null
    /// @throws org.callosum.server.platform.problem.Problem `membership-overlaps` when the agent is in a team then
    public Team join(long team, Team.Member member) {
        existing(team);
        var fields = new Fields();
        var agent = fields.id("agentId", member.agentId());
        if (agent != 0 && !agents.activeIds().contains(agent)) {
            fields.add("agentId", "unknown", Map.of("value", agent));
        }
        var from = Objects.requireNonNullElseGet(member.from(), this::today);
        if (member.to() != null && !member.to().isAfter(from)) {
            fields.add("to", "not-after-from");
        }
        fields.check();
        for (var stay : repository.staysOf(agent)) {
            if (stay.meets(from, member.to())) {
                throw Problems.refused(
                        "membership-overlaps",
                        Map.of(
                                "team",
                                        Objects.requireNonNullElse(
                                                repository
                                                        .find(stay.team())
                                                        .map(Team::code)
                                                        .orElse(""),
                                                ""),
                                "from", stay.from(),
                                "to", stay.to() == null ? "…" : stay.to()));
            }
        }
        repository.join(ids.next(), team, agent, from, member.to());
        var details = new HashMap<String, Object>(Map.of("agent", Long.toString(agent), "from", from.toString()));
        if (member.to() != null) {
            details.put("to", member.to().toString());
        }
        audit.record("team-joined", "team", team, details);
        return existing(team);
    }

    /// Ends the membership that holds on the day before `to`, or the coming one.
    ///
    /// @param to first day no longer a member; today when null
    public Team leave(long team, long agent, @Nullable LocalDate to) {
        existing(team);
        var end = Objects.requireNonNullElseGet(to, this::today);
        var stay = repository.stays(team).stream()
                .filter(each ->
                        each.agent() == agent && (each.to() == null || each.to().isAfter(end)))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("team-member", agent));
        repository.leave(stay, end);
        audit.record("team-left", "team", team, Map.of("agent", Long.toString(agent), "to", end.toString()));
        return existing(team);
    }

    private Team existing(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("team", id));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private void check(Team wanted, long id, List<TeamRepository.Stay> stays) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        var site = fields.id("siteId", wanted.siteId());
        if (site != 0 && !agents.siteExists(site)) {
            fields.add("siteId", "unknown", Map.of("value", site));
        }
        var known = agents.activeIds();
        if (fields.optionalId("leaderId", wanted.leaderId()) instanceof Long leader) {
            fields.known("leaderId", List.of(leader), known);
        }
        fields.known("deputyIds", fields.ids("deputyIds", wanted.deputyIds(), 20), known);
        var members = stays.stream()
                .filter(stay -> stay.on(today()))
                .map(TeamRepository.Stay::agent)
                .collect(Collectors.toSet());
        for (var benchmark : fields.ids("benchmarkIds", wanted.benchmarkIds(), 50)) {
            if (!members.contains(benchmark)) {
                fields.add("benchmarkIds", "not-a-member", Map.of("value", benchmark));
            }
        }
        if (!fields.anyWrong() && repository.codeTaken(Objects.requireNonNull(wanted.code()), id)) {
            fields.add("code", "taken");
        }
        fields.check();
    }
}
