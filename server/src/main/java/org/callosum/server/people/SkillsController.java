package org.callosum.server.people;

import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/skills")
class SkillsController {
    private final Skills skills;

    SkillsController(Skills skills) {
        this.skills = skills;
    }

    @GetMapping
    @RequiresRight({Right.AGENTS_VIEW, Right.QUEUES_VIEW})
    Page<Skill> list(PageQuery query) {
        return skills.page(query);
    }

    @GetMapping("/{id}")
    @RequiresRight({Right.AGENTS_VIEW, Right.QUEUES_VIEW})
    Skill one(@PathVariable String id) {
        return skills.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.SKILLS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Skill create(@RequestBody Skill wanted) {
        return skills.create(wanted);
    }

    @PutMapping("/{id}")
    @RequiresRight(Right.SKILLS_EDIT)
    Skill change(@PathVariable String id, @RequestBody Skill wanted) {
        return skills.change(Ids.parse(id), wanted);
    }

    @DeleteMapping("/{id}")
    @RequiresRight(Right.SKILLS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        skills.delete(Ids.parse(id));
    }
}
