package org.callosum.server.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class CaseTypeRepository {
    private static final TypeReference<List<CaseType.State>> STATES = new TypeReference<>() {};
    private static final TypeReference<List<CaseType.Move>> MOVES = new TypeReference<>() {};
    private static final TypeReference<List<CaseType.Reason>> REASONS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    CaseTypeRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    List<CaseType> all() {
        return database.sql("select * from case_type order by code")
                .query(this::type)
                .list();
    }

    Optional<CaseType> find(String code) {
        return database.sql("select * from case_type where code = :code")
                .param("code", code)
                .query(this::type)
                .optional();
    }

    /// Leaves a type that is already there as the site has made it.
    ///
    /// @return whether it was new
    boolean insertMissing(long id, CaseType type) {
        return database.sql("""
                        insert into case_type (id, tenant_id, code, name, states, moves, reasons, due_minutes, active)
                        values (:id, :tenant, :code, cast(:name as jsonb), cast(:states as jsonb), cast(:moves as jsonb),
                                cast(:reasons as jsonb), :due, :active)
                        on conflict (tenant_id, code) do nothing""")
                        .param("id", id)
                        .param("tenant", Tenancy.current().tenantId())
                        .param("code", type.code())
                        .param("name", type.name().json())
                        .param("states", json.writeValueAsString(type.states()))
                        .param("moves", json.writeValueAsString(type.moves()))
                        .param("reasons", json.writeValueAsString(type.reasons()))
                        .param("due", type.dueMinutes())
                        .param("active", type.active())
                        .update()
                == 1;
    }

    private CaseType type(ResultSet row, int number) throws SQLException {
        return new CaseType(
                row.getString("code"),
                Rows.text(row, "name"),
                json.readValue(row.getString("states"), STATES),
                json.readValue(row.getString("moves"), MOVES),
                json.readValue(row.getString("reasons"), REASONS),
                Rows.intOrNull(row, "due_minutes"),
                row.getBoolean("active"));
    }
}
