package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Two houses and, in one of them, two clients, all filled by the sample centre: every table and every
/// endpoint is tried across both walls.
@ServerTest
class ClientWallsTest {
    private static final Set<RequestMethod> CHANGING =
            Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE);

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    SampleCentre sampleCentre;

    @Autowired
    JdbcClient database;

    @Autowired
    List<RequestMappingHandlerMapping> mappings = List.of();

    @Test
    void noTableShowsARowOfAnotherClientToAnAccountThatIsNotGrantedIt() {
        var house = HousesForTests.open(application);
        var sample = sampleCentre.install(house.tenantId());
        var harbour = Objects.requireNonNull(sample.clients().get("harbour"));
        var visitor = new AccountContext(
                house.tenantId(),
                7L,
                "visitor",
                Language.EN,
                Set.of(Right.QUEUES_VIEW),
                new ClientScope.Only(List.of(harbour)),
                "test",
                null);
        var seenByAll = new TreeMap<String, Long>();
        for (var table : tablesWithClient()) {
            var foreign = tenancy.<Long>asSystem(house.tenantId(), () -> foreign(table, harbour));
            seenByAll.put(table, foreign);
            assertThat(tenancy.<Long>asAccount(visitor, () -> foreign(table, harbour)))
                    .as(table)
                    .isZero();
        }
        // the test would prove nothing about empty tables: these had rows of the other client
        assertThat(seenByAll.entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .map(Map.Entry::getKey))
                .contains(
                        "queue",
                        "page",
                        "page_text",
                        "disposition",
                        "customer",
                        "customer_number",
                        "product",
                        "customer_product",
                        "customer_order",
                        "order_line",
                        "order_change",
                        "entry_point",
                        "dialling_rule",
                        "agent_client",
                        "dialling_limit");
    }

    @Test
    void everyListShowsOnlyTheGrantedClient() {
        var house = HousesForTests.open(application);
        var sample = sampleCentre.install(house.tenantId());
        var northlight =
                Objects.requireNonNull(sample.clients().get("northlight")).toString();
        var limited = limited(house, Objects.requireNonNull(sample.clients().get("harbour")));
        var lists = List.of(
                "/api/queues",
                "/api/dispositions",
                "/api/customers",
                "/api/products",
                "/api/orders",
                "/api/ending-contracts",
                "/api/cases",
                "/api/entry-points",
                "/api/dialling-rules",
                "/api/dialling-limits",
                "/api/widget-sites",
                "/api/flows",
                "/api/prompts",
                "/api/pages",
                "/api/agents");
        for (var list : lists) {
            var answer = limited.get(list + "?size=200").expect(200);
            assertThat(answer.text()).as(list).doesNotContain(northlight);
            assertThat(house.administrator()
                            .get(list + "?size=200")
                            .expect(200)
                            .body()
                            .path("total")
                            .asLong())
                    .as(list)
                    .isNotNegative();
        }
        assertThat(house.administrator().get("/api/queues").text()).contains(northlight);
        limited.get("/api/flows/northlight-main").expect(404);
        limited.get("/api/pages/northlight-slow").expect(404);
        limited.get("/api/pages/northlight-slow/read").expect(404);
        assertThat(house.administrator().get("/api/page-search?q=router").text())
                .contains("northlight-slow");
        assertThat(limited.get("/api/page-search?q=router").expect(200).text()).doesNotContain("northlight");
        assertThat(limited.post("/api/flows/validate", Map.of("yaml", "flow: x", "clientId", northlight))
                        .status())
                .isEqualTo(200);
        assertThat(limited.post("/api/dialling-rules/check", Map.of("clientId", northlight, "number", "+442079460018"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void nothingOfAnotherHouseOrClientIsReachedByItsId() {
        var mine = HousesForTests.open(application);
        var harbour = Objects.requireNonNull(
                sampleCentre.install(mine.tenantId()).clients().get("harbour"));
        var other = HousesForTests.open(application);
        sampleCentre.install(other.tenantId());
        var foreignIds = ids(other, null);
        var clientIds = ids(mine, harbour);
        var before = snapshot(other.tenantId());
        var stranger = mine.administrator();
        var limited = limited(mine, harbour);
        var tried = 0;
        for (var endpoint : endpointsById()) {
            var entity = endpoint.path().substring("/api/".length()).split("/")[0];
            for (var id : foreignIds.getOrDefault(entity, List.of())) {
                tried++;
                assertUnreachable(stranger, endpoint, id);
            }
            for (var id : clientIds.getOrDefault(entity, List.of())) {
                tried++;
                assertUnreachable(limited, endpoint, id);
            }
        }
        assertThat(tried).isGreaterThan(40);
        assertThat(snapshot(other.tenantId())).isEqualTo(before);
    }

    private record Endpoint(RequestMethod method, String path) {}

    private static void assertUnreachable(Caller caller, Endpoint endpoint, String id) {
        var path = endpoint.path().replace("{id}", id).replace("{agentId}", id).replaceAll("\\{[^}]+}", "1");
        var body = endpoint.method() == RequestMethod.GET || endpoint.method() == RequestMethod.DELETE
                ? null
                : Map.of("version", 0);
        var answer = caller.call(endpoint.method().name(), path, body, Map.of());
        // 400 where a body is judged first: it must not tell whether the thing exists either way
        assertThat(answer.status()).as("%s %s", endpoint.method(), path).isIn(400, 404);
        assertThat(answer.text()).as(path).doesNotContain("\"current\"");
    }

    private List<Endpoint> endpointsById() {
        var own = List.of("people", "queues", "customers", "cases", "telephony");
        var endpoints = new ArrayList<Endpoint>();
        for (var mapping : mappings) {
            mapping.getHandlerMethods().forEach((info, method) -> {
                var room = method.getBeanType().getPackageName().replaceFirst("org\\.callosum\\.server\\.?", "");
                if (own.contains(room)) {
                    for (var path : info.getPatternValues()) {
                        for (var verb : info.getMethodsCondition().getMethods()) {
                            if (path.contains("{id}") && (CHANGING.contains(verb) || verb == RequestMethod.GET)) {
                                endpoints.add(new Endpoint(verb, path));
                            }
                        }
                    }
                }
            });
        }
        assertThat(endpoints).hasSizeGreaterThan(25);
        return endpoints;
    }

    /// One id per kind of thing: of a house, or of every client but one.
    private Map<String, List<String>> ids(House house, @org.jspecify.annotations.Nullable ClientId except) {
        var tables = new TreeMap<>(Map.of(
                "queues",
                "queue",
                "dispositions",
                "disposition",
                "customers",
                "customer",
                "entry-points",
                "entry_point",
                "dialling-rules",
                "dialling_rule"));
        if (except == null) {
            tables.putAll(Map.of(
                    "agents",
                    "agent",
                    "teams",
                    "team",
                    "skills",
                    "skill",
                    "calendars",
                    "calendar",
                    "devices",
                    "device",
                    "not-ready-reasons",
                    "not_ready_reason",
                    "widget-sites",
                    "widget_site"));
        }
        return tenancy.asSystem(house.tenantId(), () -> {
            var ids = new TreeMap<String, List<String>>();
            tables.forEach((path, table) -> ids.put(
                    path,
                    database.sql("select id::text from " + table
                                    + (except == null ? "" : " where client_id <> " + except) + " order by id limit 1")
                            .query(String.class)
                            .list()));
            return ids;
        });
    }

    private TreeMap<String, String> snapshot(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var rows = new TreeMap<String, String>();
            for (var table : List.of(
                    "queue",
                    "disposition",
                    "customer",
                    "entry_point",
                    "dialling_rule",
                    "agent",
                    "team",
                    "skill",
                    "calendar",
                    "device",
                    "not_ready_reason",
                    "widget_site")) {
                rows.put(
                        table,
                        database.sql("select coalesce(md5(string_agg(t::text, '|' order by t.id)), '') from " + table
                                        + " t")
                                .query(String.class)
                                .single());
            }
            return rows;
        });
    }

    private List<String> tablesWithClient() {
        return database.sql("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                          join pg_attribute a on a.attrelid = c.oid
                         where n.nspname = 'public' and c.relkind = 'r' and a.attname = 'client_id' and not a.attisdropped
                         order by 1""").query((row, _) -> row.getString(1)).list();
    }

    private long foreign(String table, ClientId own) {
        return database.sql("select count(*) from " + table + " where client_id <> :own")
                .param("own", own.value())
                .query(Long.class)
                .single();
    }

    /// Somebody with every right, for one client.
    private Caller limited(House house, ClientId client) {
        tenancy.asSystem(house.tenantId(), () -> {
            var id = house.tenantId() + 1;
            database.sql("""
                            insert into account (id, tenant_id, name, display_name, password_hash)
                            values (:id, :tenant, 'limited', 'Limited', :hash)""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("hash", new Argon2PasswordEncoder(16, 32, 1, 4_096, 1).encode(HousesForTests.PASSWORD))
                    .update();
            database.sql("""
                            insert into account_role (tenant_id, account_id, role_id)
                            select :tenant, :id, id from role where code = 'administrator'""").param("id", id).param("tenant", house.tenantId()).update();
            database.sql(
                            "insert into account_client (tenant_id, account_id, granted_client_id) values (:tenant, :id, :client)")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", client.value())
                    .update();
        });
        return house.signIn("limited", HousesForTests.PASSWORD);
    }
}
