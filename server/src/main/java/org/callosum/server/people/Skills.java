package org.callosum.server.people;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The skills a house knows.
@Service
@Transactional
public class Skills {
    private static final Comparator<Skill> BY_CODE = Comparator.comparing(skill -> String.valueOf(skill.code()));

    private final SkillRepository repository;
    private final Ids ids;
    private final Audit audit;

    Skills(SkillRepository repository, Ids ids, Audit audit) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<Skill> all() {
        return repository.all();
    }

    @Transactional(readOnly = true)
    public Set<Long> known() {
        return repository.ids();
    }

    @Transactional(readOnly = true)
    public Skill one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("skill", id));
    }

    @Transactional(readOnly = true)
    public Page<Skill> page(PageQuery query) {
        return Listing.of(
                query, all(), skill -> skill.code() + " " + skill.name(), Map.of("code", BY_CODE, "name", BY_CODE));
    }

    public Skill create(Skill wanted) {
        check(wanted, 0);
        var skill = wanted.with(ids.next(), 0);
        repository.insert(Long.parseLong(Objects.requireNonNull(skill.id())), skill);
        audit.record("skill-created", "skill", skill.id(), Changes.of(skill));
        return skill;
    }

    public Skill change(long id, Skill wanted) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("skill", id));
        check(wanted, id);
        var version = Objects.requireNonNullElse(wanted.version(), -1);
        if (!repository.update(id, version, wanted)) {
            throw Problems.editConflict(before);
        }
        var after = wanted.with(id, version + 1);
        audit.record("skill-changed", "skill", id, Changes.between(before, after));
        return after;
    }

    /// Only a skill that nobody was ever assessed in can go; others are set inactive, so that the history keeps its
    /// names.
    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("skill", id));
        if (repository.assessed(id)) {
            throw Problems.refused("skill-in-use");
        }
        repository.delete(id);
        audit.record("skill-deleted", "skill", id, Changes.of(before));
    }

    private void check(Skill wanted, long id) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        if (!fields.anyWrong() && repository.codeTaken(Objects.requireNonNull(wanted.code()), id)) {
            fields.add("code", "taken");
        }
        fields.check();
    }
}
