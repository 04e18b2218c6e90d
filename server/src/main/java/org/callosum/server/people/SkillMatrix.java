package org.callosum.server.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.floor.Preference;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Agents × skills, the only source of what routing knows about proficiency (TRN-10, RTG-02). A cell is never
/// edited: each write is an assessment with its evidence, assessor and day, and the latest one counts. The agent's
/// preference for the skill (RTG-09) lies in the same cell; where only it changes, evidence and day stay.
@Service
@Transactional
public class SkillMatrix {
    static final int YES = 5;
    private static final String ORDINARY = Preference.ORDINARY.code();
    private static final List<String> PREFERENCES =
            Arrays.stream(Preference.values()).map(Preference::code).toList();
    private static final int MOST_CELLS = 2_000;
    private static final int MOST_HISTORY = 1_000;

    private final SkillMatrixRepository repository;
    private final SkillRepository skills;
    private final AgentRepository agents;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SkillMatrix(
            SkillMatrixRepository repository,
            SkillRepository skills,
            AgentRepository agents,
            Ids ids,
            Audit audit,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.skills = skills;
        this.agents = agents;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /// The matrix as a screen shows it: active skills, active agents, and the cells that hold a level.
    public record Matrix(List<Skill> skills, List<Row> agents, List<MatrixCell> cells) {
        public record Row(String id, String name, @Nullable String teamId) {}
    }

    @Transactional(readOnly = true)
    public Matrix matrix() {
        return new Matrix(
                skills.all().stream()
                        .filter(skill -> Boolean.TRUE.equals(skill.active()))
                        .toList(),
                agents.rows(LocalDate.now(clock)),
                repository.cells());
    }

    @Transactional(readOnly = true)
    public List<MatrixCell> history(@Nullable Long agent, @Nullable Long skill) {
        return repository.history(agent, skill, MOST_HISTORY);
    }

    /// Writes cells, all or none. A cell that says what already holds, evidence included, makes no new assessment.
    ///
    /// @return the cells as they stand now
    public List<MatrixCell> write(List<MatrixCell> cells) {
        var byId = new HashMap<Long, Skill>();
        skills.all().forEach(skill -> byId.put(Long.parseLong(Objects.requireNonNull(skill.id())), skill));
        check(cells, byId);
        var who = Tenancy.current();
        var changed = new LinkedHashMap<SkillsChanged.Cell, @Nullable Integer>();
        var now = new ArrayList<MatrixCell>();
        for (var cell : cells) {
            var agent = Ids.parse(Objects.requireNonNull(cell.agentId()));
            var skill = Ids.parse(Objects.requireNonNull(cell.skillId()));
            var yesNo =
                    Boolean.TRUE.equals(Objects.requireNonNull(byId.get(skill)).yesNo());
            var level = cell.level() != null && yesNo ? Integer.valueOf(YES) : cell.level();
            var before = repository.latest(agent, skill).orElse(null);
            var old = before == null ? null : before.level();
            var wasPreferred = before == null ? ORDINARY : before.preference();
            var preference = level == null ? ORDINARY : Objects.requireNonNullElse(cell.preference(), wasPreferred);
            var evidence = cell.evidence() == null || cell.evidence().isBlank()
                    ? null
                    : cell.evidence().strip();
            var preferenceChanged = !preference.equals(wasPreferred);
            var on = cell.assessedOn();
            if (before != null && preferenceChanged && level != null && level.equals(old) && evidence == null) {
                evidence = before.evidence();
                on = on == null ? before.assessedOn() : on;
            }
            if (before == null ? level == null : !preferenceChanged && same(before, level, evidence, on)) {
                continue;
            }
            on = Objects.requireNonNullElseGet(on, () -> LocalDate.now(clock));
            repository.append(ids.next(), agent, skill, level, preference, evidence, who.accountId(), who.name(), on);
            now.add(new MatrixCell(
                    cell.agentId(),
                    cell.skillId(),
                    level,
                    preference,
                    evidence,
                    who.accountId() == null ? null : Long.toString(who.accountId()),
                    who.name(),
                    on));
            var details = new LinkedHashMap<String, Object>();
            details.put("skill", Long.toString(skill));
            details.put("old", old == null ? "" : old);
            details.put("new", level == null ? "" : level);
            if (preferenceChanged) {
                details.put("oldPreference", wasPreferred);
                details.put("newPreference", preference);
            }
            audit.record("skill-assessed", "agent", agent, details);
            if (preferenceChanged || !Objects.equals(old, level)) {
                changed.put(new SkillsChanged.Cell(new AgentId(agent), new SkillId(skill)), level);
            }
        }
        if (!changed.isEmpty()) {
            events.publishEvent(new SkillsChanged(who.tenantId(), changed));
        }
        return now;
    }

    private static boolean same(
            MatrixCell before, @Nullable Integer level, @Nullable String evidence, @Nullable LocalDate on) {
        return Objects.equals(before.level(), level)
                && Objects.equals(before.evidence(), evidence)
                && (on == null || on.equals(before.assessedOn()));
    }

    private void check(List<MatrixCell> cells, Map<Long, Skill> byId) {
        var fields = new Fields();
        fields.count("cells", cells, MOST_CELLS);
        fields.check();
        var known = agents.activeIds();
        // people east of the server's zone already write tomorrow's date
        var latest = LocalDate.now(clock).plusDays(1);
        for (var i = 0; i < cells.size(); i++) {
            var cell = cells.get(i);
            var at = "cells[" + i + "].";
            var agent = fields.id(at + "agentId", cell.agentId());
            var skill = fields.id(at + "skillId", cell.skillId());
            fields.range(at + "level", cell.level(), 1, 5);
            if (cell.preference() != null) {
                fields.oneOf(at + "preference", cell.preference(), PREFERENCES);
            }
            fields.length(at + "evidence", cell.evidence(), 1_000);
            if (agent != 0 && !known.contains(agent)) {
                fields.add(at + "agentId", "unknown", Map.of("value", agent));
            }
            if (skill != 0) {
                var found = byId.get(skill);
                if (found == null) {
                    fields.add(at + "skillId", "unknown", Map.of("value", skill));
                } else if (!Boolean.TRUE.equals(found.active()) && cell.level() != null) {
                    fields.add(at + "skillId", "inactive");
                }
            }
            if (cell.assessedOn() != null && cell.assessedOn().isAfter(latest)) {
                fields.add(at + "assessedOn", "in-the-future");
            }
        }
        fields.check();
    }
}
