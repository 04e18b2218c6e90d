package org.callosum.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SkillMatrixRepository {
    private final JdbcClient database;

    SkillMatrixRepository(JdbcClient database) {
        this.database = database;
    }

    /// The cells of all active agents that hold a level.
    List<MatrixCell> cells() {
        return database.sql("""
                        select s.* from skill_assessment s join agent a on a.id = s.agent_id
                         where s.latest and s.level is not null and a.active
                         order by s.agent_id, s.skill_id""").query(SkillMatrixRepository::cell).list();
    }

    List<MatrixCell> cellsOf(long agent) {
        return database.sql("""
                        select * from skill_assessment where agent_id = :agent and latest and level is not null
                         order by skill_id""")
                .param("agent", agent)
                .query(SkillMatrixRepository::cell)
                .list();
    }

    Optional<MatrixCell> latest(long agent, long skill) {
        return database.sql("""
                        select * from skill_assessment where agent_id = :agent and skill_id = :skill and latest""")
                .param("agent", agent)
                .param("skill", skill)
                .query(SkillMatrixRepository::cell)
                .optional();
    }

    /// Newest first; null for any agent or any skill.
    List<MatrixCell> history(@Nullable Long agent, @Nullable Long skill, int most) {
        return database.sql("""
                        select * from skill_assessment
                         where (cast(:agent as bigint) is null or agent_id = :agent)
                           and (cast(:skill as bigint) is null or skill_id = :skill)
                         order by id desc limit :most""")
                .param("agent", agent)
                .param("skill", skill)
                .param("most", most)
                .query(SkillMatrixRepository::cell)
                .list();
    }

    void append(
            long id,
            long agent,
            long skill,
            @Nullable Integer level,
            String preference,
            @Nullable String evidence,
            @Nullable Long assessor,
            String assessorName,
            LocalDate assessedOn) {
        database.sql(
                        "update skill_assessment set latest = false where agent_id = :agent and skill_id = :skill and latest")
                .param("agent", agent)
                .param("skill", skill)
                .update();
        database.sql("""
                        insert into skill_assessment
                               (id, tenant_id, agent_id, skill_id, level, preference, evidence, assessor_id, assessor_name, assessed_on)
                        values (:id, :tenant, :agent, :skill, :level, :preference, :evidence, :assessor, :assessorName, :on)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("agent", agent)
                .param("skill", skill)
                .param("level", level)
                .param("preference", preference)
                .param("evidence", evidence)
                .param("assessor", assessor)
                .param("assessorName", assessorName)
                .param("on", assessedOn)
                .update();
    }

    private static MatrixCell cell(ResultSet row, int number) throws SQLException {
        return new MatrixCell(
                Rows.id(row, "agent_id"),
                Rows.id(row, "skill_id"),
                Rows.intOrNull(row, "level"),
                row.getString("preference"),
                row.getString("evidence"),
                Rows.idOrNull(row, "assessor_id"),
                row.getString("assessor_name"),
                row.getObject("assessed_on", LocalDate.class));
    }
}
