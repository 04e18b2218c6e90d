package org.callosum.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.cases.Cases;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class CustomersTest {
    private static final String NAME = "Wu Xiaolin 吴晓琳";
    private static final String NUMBER = "138 0013 8000";
    private static final String STORED = "+8613800138000";

    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Customers customers;

    @Autowired
    Cases cases;

    @Autowired
    JdbcClient database;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void aCallerIsRecognisedHoweverTheNumberIsWritten() {
        var made = customer(NAME, NUMBER);
        assertThat(made.path("numbers").get(0).path("number").asString()).isEqualTo(STORED);
        assertThat(made.path("numbers").get(0).path("primary").asBoolean()).isTrue();
        tenancy.asSystem(house.tenantId(), () -> {
            for (var spelling : List.of("13800138000", "+86 138 0013 8000", "008613800138000", "8613800138000")) {
                assertThat(customers.byNumber(house.clientId(), spelling))
                        .as(spelling)
                        .isPresent();
            }
            assertThat(customers.byNumber(house.clientId(), "13800138001")).isEmpty();
            assertThat(customers.byNumber(house.clientId(), "anonymous")).isEmpty();
        });
    }

    @Test
    void aSharedNumberFindsWhoseMainNumberItIs() {
        admin.post(
                        "/api/customers",
                        fields(
                                "Old Wu",
                                List.of(
                                        Map.of("number", "13800138001", "kind", "mobile", "primary", true),
                                        Map.of("number", NUMBER, "kind", "home"))))
                .expect(201);
        customer(NAME, NUMBER);
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(customers.byNumber(house.clientId(), NUMBER).map(Customer::name))
                        .hasValue(NAME));
    }

    @Test
    void customersAreFoundByNameAndByPartOfANumber() {
        customer(NAME, NUMBER);
        customer("Li Na 李娜", "13911112222");
        for (var words : List.of("xiaolin", "晓琳", "0013 8000", "+86138")) {
            var found = admin.get("/api/customers?q="
                            + java.net.URLEncoder.encode(words, java.nio.charset.StandardCharsets.UTF_8))
                    .expect(200)
                    .body();
            assertThat(found.path("items").findValuesAsString("name")).as(words).containsExactly(NAME);
        }
    }

    @Test
    void whatIsWrongIsToldFieldByField() {
        var refused = admin.post(
                        "/api/customers",
                        fields(
                                " ",
                                List.of(
                                        Map.of("number", "not a number", "kind", "fax"),
                                        Map.of("number", NUMBER, "primary", true),
                                        Map.of("number", "+86 138 0013 8000", "primary", true))))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "name", "numbers", "numbers[0].kind", "numbers[0].number", "numbers[2].number");
    }

    @Test
    void anEditIsRememberedWithOldAndNewAndTheAuditLogNamesOnlyTheFields() {
        var made = customer(NAME, NUMBER);
        var wanted = fields("Wu Lin", List.of(Map.of("number", NUMBER)));
        wanted.put("version", 0);
        admin.put("/api/customers/" + id(made), wanted).expect(200);
        var history =
                admin.get("/api/customers/" + id(made) + "/history").expect(200).body();
        assertThat(history.get(0).path("changes").path("name").path("old").asString())
                .isEqualTo(NAME);
        var audit = admin.get("/api/audit").expect(200).text();
        assertThat(audit).contains("customer-changed").doesNotContain("吴晓琳").doesNotContain("13800138000");
        assertThat(admin.put("/api/customers/" + id(made), wanted).expect(409).code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void anErasedCustomerLeavesNoNameOrNumberAnywhere() {
        var made = customer(NAME, NUMBER);
        var wanted = fields(NAME, List.of(Map.of("number", NUMBER)));
        wanted.put("version", 0);
        wanted.put("notes", "rings on Mondays");
        admin.put("/api/customers/" + id(made), wanted).expect(200);
        var open = new Cases.Opening(
                house.clientId(),
                "call-back",
                "interrupted",
                house.tenantId() + 1,
                Long.parseLong(id(made)),
                null,
                null,
                NAME,
                null);
        tenancy.asSystem(house.tenantId(), () -> cases.open(open));
        var opened = admin.get("/api/cases").body().path("items").get(0);
        admin.post("/api/cases/" + id(opened) + "/notes", Map.of("text", "asked for " + NAME))
                .expect(200);

        contact(house.tenantId() + 5);
        assertThat(admin.post("/api/customers/" + id(made) + "/erase", Map.of("reason", "asked by " + NAME))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("names-the-customer");
        admin.post("/api/customers/" + id(made) + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);

        tenancy.asSystem(house.tenantId(), () -> {
            for (var table : database.sql("select tablename from pg_tables where schemaname = 'public'")
                    .query(String.class)
                    .list()) {
                if (!table.equals("flyway_schema_history")) {
                    var rows = database.sql("select t::text from " + table + " t")
                            .query(String.class)
                            .list();
                    assertThat(rows)
                            .as(table)
                            .noneMatch(row ->
                                    row.contains("吴晓琳") || row.contains("13800138000") || row.contains("Mondays"));
                }
            }
        });
        assertThat(tenancy.<Long>asSystem(
                        house.tenantId(),
                        () -> database.sql(
                                        "select count(*) from recording where state = 'erased' and wrapped_key is null")
                                .query(Long.class)
                                .single()))
                .isOne();
        assertThat(admin.get("/api/customers").body().path("total").asInt()).isZero();
        var left = admin.get("/api/cases").body();
        assertThat(left.path("total").asInt()).isOne(); // the case is still counted
        assertThat(left.path("items").get(0).path("subject").asString()).isEmpty();
        assertThat(admin.get("/api/audit?action=customer-erased")
                        .body()
                        .path("total")
                        .asInt())
                .isOne();
        admin.put("/api/customers/" + id(made), wanted).expect(409);
    }

    @Test
    void theBriefCountsOpenCases() {
        var made = customer(NAME, NUMBER);
        var open = new Cases.Opening(
                house.clientId(),
                "message",
                "after-hours",
                house.tenantId() + 2,
                Long.parseLong(id(made)),
                null,
                null,
                "",
                null);
        tenancy.asSystem(house.tenantId(), () -> {
            cases.open(open);
            assertThat(customers.atAGlanceByNumber(house.clientId(), NUMBER))
                    .hasValueSatisfying(glance -> assertThat(glance.openCases()).isOne());
        });
    }

    /// A contact on record that nobody linked to the customer: only the number tells.
    private void contact(long id) {
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at)
                            values (:id, :tenant, :client, 'in', 'voice', now())""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .update();
            database.sql("""
                            insert into interaction_person (interaction_id, tenant_id, client_id, number, name)
                            values (:id, :tenant, :client, :number, :name)""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .param("number", STORED)
                    .param("name", NAME)
                    .update();
            database.sql("""
                            insert into recording (id, tenant_id, client_id, interaction_id, started_at, state, file, wrapped_key)
                            values (:id, :tenant, :client, :id, now(), 'complete', 'x', '\\x01')""")
                    .param("id", id)
                    .param("tenant", house.tenantId())
                    .param("client", house.clientId())
                    .update();
        });
    }

    private JsonNode customer(String name, String number) {
        return admin.post("/api/customers", fields(name, List.of(Map.of("number", number, "kind", "mobile"))))
                .expect(201)
                .body();
    }

    private HashMap<String, Object> fields(String name, List<Map<String, ?>> numbers) {
        return new HashMap<>(Map.of(
                "clientId", Long.toString(house.clientId()), "name", name, "language", "zh-Hans", "numbers", numbers));
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }
}
