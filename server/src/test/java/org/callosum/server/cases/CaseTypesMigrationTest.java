package org.callosum.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.testing.PostgresForTests;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// A house that had types of cases as rows finds each as a definition in service, and its cases keep their type.
class CaseTypesMigrationTest {
    @Test
    void theRowsOfBeforeBecomeTheFirstVersionOfEachType() throws SQLException {
        DatabaseAccess fresh = PostgresForTests.newEmptyDatabase();
        migrate(fresh, "116");
        try (var connection = DriverManager.getConnection(fresh.url(), fresh.ownerUser(), fresh.ownerPassword());
                var statement = connection.createStatement()) {
            statement.execute("set callosum.upkeep = 'on'");
            statement.execute("insert into tenant (id, code, name) values (1, 'old', 'Old')");
            statement.execute("insert into client (id, tenant_id, code, name, time_zone)"
                    + " values (2, 1, 'c', '{\"en\": \"C\"}', 'UTC')");
            statement.execute("""
                    insert into case_type (id, tenant_id, code, name, states, moves, reasons, due_minutes)
                    values (3, 1, 'call-back', '{"en": "Call-back"}',
                            '[{"code": "new", "name": {"en": "New"}, "closed": false}]', '[]', '[]', 30)""");
            statement.execute("""
                    insert into service_case (id, tenant_id, client_id, type, state, subject)
                    values (4, 1, 2, 'call-back', 'new', 'Ring back')""");
            migrate(fresh, "117");
            try (var found = statement.executeQuery("""
                    select d.kind, d.code, v.version, v.state, cast(v.body as jsonb) ->> 'dueMinutes' as due,
                           cast(v.body as jsonb) -> 'states' -> 0 ->> 'code' as first, c.type_version, c.form_code
                      from definition d join definition_version v on v.definition_id = d.id, service_case c""")) {
                assertThat(found.next()).isTrue();
                assertThat(found.getString("kind")).isEqualTo(CaseTypes.KIND);
                assertThat(found.getString("code")).isEqualTo("call-back");
                assertThat(found.getInt("version")).isOne();
                assertThat(found.getString("state")).isEqualTo("approved");
                assertThat(found.getString("due")).isEqualTo("30");
                assertThat(found.getString("first")).isEqualTo("new");
                assertThat(found.getInt("type_version")).isOne();
                assertThat(found.getString("form_code")).isNull();
                assertThat(found.next()).isFalse();
            }
        }
    }

    private static void migrate(DatabaseAccess access, String target) {
        Flyway.configure()
                .dataSource(access.url(), access.ownerUser(), access.ownerPassword())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", access.applicationUser()))
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }
}
