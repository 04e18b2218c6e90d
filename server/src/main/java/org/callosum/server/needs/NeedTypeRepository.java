package org.callosum.server.needs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class NeedTypeRepository {
    private final JdbcClient database;

    NeedTypeRepository(JdbcClient database) {
        this.database = database;
    }

    List<NeedType> all() {
        return database.sql("select * from need_type order by kind desc, sort_order, code")
                .query(NeedTypeRepository::type)
                .list();
    }

    Optional<NeedType> find(long id) {
        return database.sql("select * from need_type where id = :id")
                .param("id", id)
                .query(NeedTypeRepository::type)
                .optional();
    }

    void insert(long id, NeedType type) {
        database.sql("""
                        insert into need_type (id, tenant_id, kind, code, name, signs, causes, handling, words, active, sort_order)
                        values (:id, :tenant, :kind, :code, cast(:name as jsonb), cast(:signs as jsonb),
                                cast(:causes as jsonb), cast(:handling as jsonb), :words, :active, :order)""")
                .params(values(type))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("kind", type.kind())
                .param("code", type.code())
                .update();
    }

    /// Kind and code stay: marks name it by them.
    boolean update(long id, int version, NeedType type) {
        return database.sql("""
                        update need_type set name = cast(:name as jsonb), signs = cast(:signs as jsonb),
                               causes = cast(:causes as jsonb), handling = cast(:handling as jsonb), words = :words,
                               active = :active,
                               sort_order = :order, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(type))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    private static Map<String, @Nullable Object> values(NeedType type) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("name", Objects.requireNonNull(type.name()).json());
        values.put("signs", Objects.requireNonNull(type.signs()).json());
        values.put("causes", type.causes() == null ? "{}" : type.causes().json());
        values.put("handling", Objects.requireNonNull(type.handling()).json());
        values.put(
                "words",
                Objects.requireNonNullElse(type.words(), List.<String>of()).toArray(String[]::new));
        values.put("active", !Boolean.FALSE.equals(type.active()));
        values.put("order", Objects.requireNonNullElse(type.order(), 0));
        return values;
    }

    private static NeedType type(ResultSet row, int number) throws SQLException {
        return new NeedType(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("kind"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.text(row, "signs"),
                Rows.text(row, "causes"),
                Rows.text(row, "handling"),
                Rows.strings(row, "words"),
                row.getBoolean("active"),
                row.getInt("sort_order"));
    }
}
