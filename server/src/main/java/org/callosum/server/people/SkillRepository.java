package org.callosum.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SkillRepository {
    private final JdbcClient database;

    SkillRepository(JdbcClient database) {
        this.database = database;
    }

    List<Skill> all() {
        return database.sql("select * from skill order by code")
                .query(SkillRepository::skill)
                .list();
    }

    Optional<Skill> find(long id) {
        return database.sql("select * from skill where id = :id")
                .param("id", id)
                .query(SkillRepository::skill)
                .optional();
    }

    Set<Long> ids() {
        return new HashSet<>(
                database.sql("select id from skill").query(Long.class).list());
    }

    boolean codeTaken(String code, long exceptId) {
        return database.sql("select exists (select from skill where code = :code and id <> :id)")
                .param("code", code)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    boolean assessed(long id) {
        return database.sql("select exists (select from skill_assessment where skill_id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, Skill skill) {
        database.sql("""
                        insert into skill (id, tenant_id, code, name, yes_no, active)
                        values (:id, :tenant, :code, cast(:name as jsonb), :yesNo, :active)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("code", skill.code())
                .param("name", Objects.requireNonNull(skill.name()).json())
                .param("yesNo", Boolean.TRUE.equals(skill.yesNo()))
                .param("active", !Boolean.FALSE.equals(skill.active()))
                .update();
    }

    boolean update(long id, int version, Skill skill) {
        return database.sql("""
                        update skill set code = :code, name = cast(:name as jsonb), yes_no = :yesNo, active = :active,
                               version = version + 1
                         where id = :id and version = :version""")
                        .param("id", id)
                        .param("version", version)
                        .param("code", skill.code())
                        .param("name", Objects.requireNonNull(skill.name()).json())
                        .param("yesNo", Boolean.TRUE.equals(skill.yesNo()))
                        .param("active", !Boolean.FALSE.equals(skill.active()))
                        .update()
                == 1;
    }

    void delete(long id) {
        database.sql("delete from skill where id = :id").param("id", id).update();
    }

    private static Skill skill(ResultSet row, int number) throws SQLException {
        return new Skill(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                row.getBoolean("yes_no"),
                row.getBoolean("active"));
    }
}
