package org.callosum.server.people;

import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/skill-matrix")
class SkillMatrixController {
    private final SkillMatrix matrix;

    SkillMatrixController(SkillMatrix matrix) {
        this.matrix = matrix;
    }

    record Cells(@Nullable List<MatrixCell> cells) {}

    @GetMapping
    @RequiresRight(Right.AGENTS_VIEW)
    SkillMatrix.Matrix matrix() {
        return matrix.matrix();
    }

    @PutMapping("/cells")
    @RequiresRight(Right.SKILLS_EDIT)
    List<MatrixCell> write(@RequestBody Cells wanted) {
        if (wanted.cells() == null) {
            throw Problems.field("cells", "required");
        }
        return matrix.write(wanted.cells());
    }

    @GetMapping("/history")
    @RequiresRight(Right.AGENTS_VIEW)
    List<MatrixCell> history(
            @RequestParam(required = false) @Nullable String agentId,
            @RequestParam(required = false) @Nullable String skillId) {
        return matrix.history(agentId == null ? null : Ids.parse(agentId), skillId == null ? null : Ids.parse(skillId));
    }
}
