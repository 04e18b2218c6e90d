package org.callosum.server.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.text.Language;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class WallsTest {
    private static final List<String> WITHOUT_TENANT = List.of("flyway_schema_history", "node");

    @Autowired
    ApplicationContext application;

    @Autowired
    JdbcClient database;

    @Autowired
    Tenancy tenancy;

    @Autowired
    PlatformTransactionManager transactions;

    private List<String> tables() {
        return database.sql("select tablename from pg_tables where schemaname = 'public'")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void eachTableIsGuardedAndTheApplicationOwnsNone() {
        List<String> open = database.sql("""
                        select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner) as owner
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all (:exempt)
                          and (not c.relrowsecurity or not c.relforcerowsecurity or pg_get_userbyid(c.relowner) = current_user
                               or not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'walls'))""")
                .param("exempt", WITHOUT_TENANT.toArray(String[]::new))
                .query((row, _) -> row.getString(1) + " of " + row.getString("owner"))
                .list();
        assertThat(open).isEmpty();
        assertThat(tables()).hasSizeGreaterThan(9);
    }

    @Test
    void aTransactionWithoutATenantSeesNothing() {
        HousesForTests.open(application);
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            for (String table : tables()) {
                if (!WITHOUT_TENANT.contains(table)) {
                    assertThat(count(table)).as(table).isZero();
                }
            }
        });
        assertThat(count("account")).isZero();
    }

    @Test
    void oneTenantSeesNothingOfAnother() {
        var mine = HousesForTests.open(application);
        var other = HousesForTests.open(application);
        tenancy.asSystem(mine.tenantId(), () -> {
            for (String table : tables()) {
                if (!WITHOUT_TENANT.contains(table) && !table.equals("tenant")) {
                    assertThat(database.sql("select count(*) from " + table + " where tenant_id <> :own")
                                    .param("own", mine.tenantId())
                                    .query(Long.class)
                                    .single())
                            .as(table)
                            .isZero();
                }
            }
            assertThat(database.sql("update account set display_name = 'x' where id = :id")
                            .param("id", other.administratorId())
                            .update())
                    .isZero();
        });
        assertThatThrownBy(() -> tenancy.asSystem(mine.tenantId(), () -> {
                    database.sql(
                                    "insert into site (id, tenant_id, code, name, time_zone) values (1, :other, 'x', '{}', 'UTC')")
                            .param("other", other.tenantId())
                            .update();
                }))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void anAccountSeesOnlyItsClients() {
        var house = HousesForTests.open(application);
        var none = visitor(house.tenantId(), new ClientScope.Only(List.of()));
        var one = visitor(house.tenantId(), new ClientScope.Only(List.of(new ClientId(house.clientId()))));
        assertThat(tenancy.<Long>asAccount(none, () -> count("client"))).isZero();
        assertThat(tenancy.<Long>asAccount(one, () -> count("client"))).isOne();
        assertThat(tenancy.<Long>asSystem(house.tenantId(), () -> count("client")))
                .isOne();
    }

    @Test
    void aContextInsideAnotherTakesATransactionOfItsOwn() {
        var mine = HousesForTests.open(application);
        var other = HousesForTests.open(application);
        tenancy.asSystem(mine.tenantId(), () -> {
            long inner = tenancy.<Long>asSystem(other.tenantId(), () -> seen(other.administratorId()));
            assertThat(inner).isOne();
            assertThat(seen(other.administratorId())).isZero();
            assertThat(seen(mine.administratorId())).isOne();
        });
    }

    @Test
    void theAuditLogIsOnlyAppendedTo() {
        var house = HousesForTests.open(application);
        assertThatThrownBy(() -> tenancy.asSystem(
                        house.tenantId(),
                        () -> database.sql("delete from audit").update()))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> tenancy.asSystem(
                        house.tenantId(),
                        () -> database.sql("update audit set action = ''").update()))
                .hasStackTraceContaining("permission denied");
    }

    private long seen(long accountId) {
        return database.sql("select count(*) from account where id = :id")
                .param("id", accountId)
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static AccountContext visitor(long tenantId, ClientScope clients) {
        return new AccountContext(
                tenantId, 7L, "visitor", Language.EN, java.util.Set.of(Right.QUEUES_VIEW), clients, "test", null);
    }
}
