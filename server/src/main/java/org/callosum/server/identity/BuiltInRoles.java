package org.callosum.server.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The roles that come with the product. A site renames, merges and changes them; one whose rights it has changed
/// is left alone by later versions.
@Component
class BuiltInRoles {
    private static final String FILE = "/playbook/roles.yaml";

    private final JdbcClient database;
    private final Ids ids;

    BuiltInRoles(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    record Shipped(String code, Text name, Text description, List<String> rights) {}

    /// Adds the shipped roles that are missing and refreshes the rights of those nobody has edited. Runs in the
    /// transaction of a tenant.
    void bringUpToDate(long tenantId) {
        for (Shipped role : shipped()) {
            database.sql("""
                            insert into role (id, tenant_id, code, name, description, rights, built_in)
                            values (:id, :tenant, :code, cast(:name as jsonb), cast(:description as jsonb), cast(:rights as text[]), true)
                            on conflict (tenant_id, code) do update set rights = excluded.rights, version = role.version + 1
                            where role.built_in and not role.edited and role.rights <> excluded.rights""")
                    .param("id", ids.next())
                    .param("tenant", tenantId)
                    .param("code", role.code())
                    .param("name", role.name().json())
                    .param("description", role.description().json())
                    .param("rights", role.rights().toArray(String[]::new))
                    .update();
        }
    }

    /// The administrator, who holds every right, and those of the playbook.
    static List<Shipped> shipped() {
        List<Shipped> roles = new ArrayList<>();
        roles.add(new Shipped(
                "administrator",
                Text.of("Administrator", "系统管理员", "系統管理員"),
                Text.of("Sets everything up", "负责全部设置", "負責全部設定"),
                Houses.everyRight()));
        try (InputStream file = BuiltInRoles.class.getResourceAsStream(FILE)) {
            if (file == null
                    || !(new Load(LoadSettings.builder().build()).loadFromInputStream(file)
                            instanceof Map<?, ?> root)) {
                throw new IllegalStateException("The playbook has no readable " + FILE);
            }
            for (Map<?, ?> role : maps(root.get("roles"))) {
                roles.add(new Shipped(
                        String.valueOf(role.get("code")),
                        text(role.get("name")),
                        text(role.get("description")),
                        words(role.get("rights")).stream()
                                .map(Right::of)
                                .map(Right::code)
                                .toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roles;
    }

    private static List<Map<?, ?>> maps(@Nullable Object given) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (given instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    private static List<String> words(@Nullable Object given) {
        return given instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Text text(@Nullable Object given) {
        return given instanceof Map<?, ?> map
                ? new Text(word(map.get("en")), word(map.get("zh-Hans")), word(map.get("zh-Hant")))
                : new Text(null, null, null);
    }

    private static @Nullable String word(@Nullable Object given) {
        return given == null ? null : given.toString();
    }
}
