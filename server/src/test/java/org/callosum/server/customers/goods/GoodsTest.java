package org.callosum.server.customers.goods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import tools.jackson.databind.JsonNode;

@ServerTest
class GoodsTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    OrderSelfService selfService;

    Furnished here;
    Caller staff;
    String customer;

    @BeforeEach
    void open() {
        here = Furnished.open(application);
        staff = here.staff();
        customer = here.customer("Wu Xiaolin 吴晓琳", "13800138000");
    }

    private String product(String code, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "code",
                code,
                "name",
                Map.of("en", code, "zh-Hans", "产品" + code),
                "kind",
                "product"));
        wanted.putAll(more);
        return here.id("/api/products", wanted);
    }

    private Map<String, Object> order(String product, int quantity) {
        return new HashMap<>(Map.of(
                "customerId",
                customer,
                "currency",
                "CNY",
                "lines",
                List.of(Map.of("productId", product, "quantity", quantity, "priceMinor", 12_800))));
    }

    private JsonNode get(String path) {
        return staff.get(path).expect(200).body();
    }

    @Test
    void aProductHasPartsButIsNeverItsOwn() {
        var router = product("router", Map.of("principle", Map.of("en", "Splits one line among many devices.")));
        var antenna = product("antenna", Map.of("parentId", router, "kind", "part", "pageCode", "antenna-care"));
        assertThat(get("/api/products/" + antenna).path("parentId").asString()).isEqualTo(router);
        var body = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "code",
                "router",
                "name",
                Map.of("en", "R"),
                "kind",
                "product",
                "version",
                0));
        body.put("parentId", antenna);
        assertThat(staff.put("/api/products/" + router, body)
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("own-part");
        assertThat(staff.delete("/api/products/" + router).expect(409).code()).isEqualTo("product-in-use");
        assertThat(staff.post(
                                "/api/products",
                                Map.of(
                                        "clientId",
                                        here.client(),
                                        "code",
                                        "router",
                                        "name",
                                        Map.of("en", "x"),
                                        "kind",
                                        "toy",
                                        "priceMinor",
                                        -1,
                                        "currency",
                                        "XX"))
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactlyInAnyOrder("kind", "priceMinor", "currency", "code");
        staff.delete("/api/products/" + antenna).expect(204);
        staff.delete("/api/products/" + router).expect(204);
    }

    @Test
    void whichProductsThisCustomerUsesIsAnsweredAtOnce() {
        var line = product("fibre-100", Map.of("kind", "service", "priceMinor", 9_900, "currency", "CNY"));
        var old = product("dsl-16", Map.of("kind", "service"));
        var held = staff.post(
                        "/api/customers/" + customer + "/products",
                        Map.of("productId", line, "since", "2024-03-01", "reference", "V-77120"))
                .expect(201)
                .body();
        staff.post(
                        "/api/customers/" + customer + "/products",
                        Map.of("productId", old, "since", "2019-01-01", "until", "2024-02-28", "state", "ended"))
                .expect(201);
        staff.post("/api/orders", order(line, 2)).expect(201);
        var glance = get("/api/customers/" + customer + "/glance");
        assertThat(glance.path("products")).hasSize(1);
        assertThat(glance.path("products").get(0).path("name").path("en").asString())
                .isEqualTo("fibre-100");
        assertThat(glance.path("orders").get(0).path("totalMinor").asLong()).isEqualTo(25_600);
        assertThat(glance.path("orderCount").asInt()).isOne();
        assertThat(glance.path("since").asString()).isEqualTo("2019-01-01");
        assertThat(get("/api/customers?product=" + line).path("total").asInt()).isOne();
        assertThat(get("/api/customers?product=" + old).path("total").asInt()).isZero();
        assertThat(staff.put(
                                "/api/customers/" + customer + "/products/"
                                        + held.path("id").asString(),
                                Map.of("productId", line, "since", "2024-03-01", "until", "2023-01-01", "version", 0))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("before-since");
    }

    @Test
    void anOrderIsChangedUntilItIsShippedAndEachStepIsOnRecord() {
        var tea = product("tea", Map.of());
        var made = staff.post("/api/orders", order(tea, 1)).expect(201).body();
        var id = made.path("id").asString();
        assertThat(made.path("number").asString()).matches("[0-9]{10}");
        var changed = order(tea, 3);
        changed.put("version", 0);
        changed.put("deliverTo", "7 Lake Road");
        assertThat(staff.put("/api/orders/" + id, changed)
                        .expect(200)
                        .body()
                        .path("totalMinor")
                        .asLong())
                .isEqualTo(38_400);
        assertThat(staff.put("/api/orders/" + id, changed).expect(409).code()).isEqualTo("edit-conflict");
        staff.post("/api/orders/" + id + "/state", Map.of("state", "shipped")).expect(200);
        changed.put("version", 2);
        assertThat(staff.put("/api/orders/" + id, changed).expect(409).code()).isEqualTo("order-fixed");
        assertThat(staff.post("/api/orders/" + id + "/state", Map.of("state", "cancelled"))
                        .expect(409)
                        .code())
                .isEqualTo("order-move-refused");
        var page = get("/api/orders/" + id + "/history");
        assertThat(page.path("changes").findValuesAsString("act")).containsExactly("placed", "changed", "state");
        assertThat(page.path("moves").valueStream().map(JsonNode::asString)).containsExactly("delivered", "returned");
        assertThat(get("/api/customers/" + customer + "/timeline").findValuesAsString("kind"))
                .containsExactly("order-state", "order-state", "order");
        assertThat(get("/api/customers?q=" + made.path("number").asString())
                        .path("total")
                        .asInt())
                .isOne();
    }

    @Test
    void twoWhoMoveAnOrderAtOnceMoveItOnce() throws Exception {
        var id = staff.post("/api/orders", order(product("tea", Map.of()), 1))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var tries = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 8; i++) {
            var to = i % 2 == 0 ? "cancelled" : "shipped";
            tries.add(() -> staff.post("/api/orders/" + id + "/state", Map.of("state", to, "version", 0))
                    .status());
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var each : threads.invokeAll(tries)) {
                assertThat(each.get()).isIn(200, 409);
            }
        }
        assertThat(get("/api/orders/" + id + "/history").path("changes")).hasSize(2);
    }

    @Test
    void contactsAreCountedPerOrder() {
        var id = staff.post("/api/orders", order(product("tea", Map.of()), 1))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var contact = here.house().tenantId() + 9;
        tenancy.asSystem(
                here.house().tenantId(),
                () -> database.sql("""
                        insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at, agent_id, answered_at, customer_id)
                        values (?, ?, ?, 'in', 'voice', now(), 1, now(), ?), (?, ?, ?, 'in', 'voice', now(), 1, now(), null)""")
                        .params(
                                contact,
                                here.house().tenantId(),
                                here.house().clientId(),
                                Long.valueOf(customer),
                                contact + 1,
                                here.house().tenantId(),
                                here.house().clientId())
                        .update());
        staff.put("/api/interactions/" + contact + "/subjects", Map.of("orders", List.of(id)))
                .expect(200);
        assertThat(staff.put("/api/interactions/" + contact + "/subjects", Map.of("orders", List.of("42")))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("unknown");
        assertThat(get("/api/orders/" + id).path("contacts").asInt()).isOne();
        var figures = get("/api/order-figures");
        assertThat(figures.path("cpoAll").asDouble()).isEqualTo(200.0);
        assertThat(figures.path("cpoOrder").asDouble()).isEqualTo(100.0);
        assertThat(figures.path("customers").asInt()).isOne();
    }

    @Test
    void aCallerTracksAndCancelsTheirOwnOrderAndNobodyElses() {
        var tea = product("tea", Map.of());
        var wanted = order(tea, 1);
        wanted.put("number", "20260417");
        staff.post("/api/orders", wanted).expect(201);
        var stranger = Long.parseLong(here.customer("Li Na", "13911112222"));
        long client = here.house().clientId();
        long contact = here.house().tenantId() + 9;
        tenancy.asSystem(here.house().tenantId(), () -> {
            var asked = Map.of("order", "20260417");
            var status = "https://orders.callosum.invalid/status";
            var cancel = "https://orders.callosum.invalid/cancel";
            var mine = Long.parseLong(customer);
            assertThat(selfService.answer(client, mine, contact, status, asked).fields())
                    .containsEntry("state", "placed")
                    .containsEntry("open", "true");
            assertThat(selfService
                            .answer(client, stranger, contact, cancel, asked)
                            .status())
                    .isEqualTo(404);
            assertThat(selfService.answer(client, 0, contact, status, asked).status())
                    .isEqualTo(404);
            var postpone = "https://orders.callosum.invalid/postpone";
            var later = LocalDate.now(ZoneOffset.UTC).plusDays(7);
            assertThat(selfService
                            .answer(client, mine, contact, postpone, asked)
                            .fields())
                    .containsEntry("day", later.toString())
                    .containsEntry("state", "placed");
            assertThat(selfService
                            .answer(client, mine, contact, postpone, Map.of("order", "20260417", "days", "3"))
                            .fields())
                    .as("from the day that was promised")
                    .containsEntry("day", later.plusDays(3).toString());
            assertThat(selfService
                            .answer(client, stranger, contact, postpone, asked)
                            .status())
                    .isEqualTo(404);
            assertThat(selfService.answer(client, mine, contact, cancel, asked).fields())
                    .containsEntry("state", "cancelled");
            assertThat(selfService
                            .answer(client, mine, contact, postpone, asked)
                            .status())
                    .as("nothing is left to put off")
                    .isEqualTo(409);
            // a second press changes nothing more
            assertThat(selfService.answer(client, mine, contact, cancel, asked).status())
                    .isEqualTo(200);
        });
        var order = get("/api/orders").path("items").get(0);
        assertThat(order.path("contacts").asInt()).isOne();
        assertThat(get("/api/orders/" + order.path("id").asString() + "/history")
                        .path("changes")
                        .findValuesAsString("way"))
                .containsOnly("desk", "self-service");
        assertThat(get("/api/order-figures").path("selfService").asInt()).isPositive();
        var sent = order(tea, 1);
        sent.put("number", "20260418");
        sent.put("state", "shipped");
        staff.post("/api/orders", sent).expect(201);
        tenancy.asSystem(here.house().tenantId(), () -> {
            for (var what : List.of("cancel", "postpone")) {
                assertThat(selfService
                                .answer(
                                        client,
                                        Long.parseLong(customer),
                                        contact,
                                        "https://orders.callosum.invalid/" + what,
                                        Map.of("order", "20260418"))
                                .status())
                        .as(what + " what is under way")
                        .isEqualTo(409);
            }
        });
    }

    @Test
    void worthIsComputedByTheClientsRuleAndShownToThoseEntitled() {
        staff.put(
                        "/api/value-rules",
                        Map.of(
                                "clientId",
                                here.client(),
                                "version",
                                0,
                                "months",
                                12,
                                "orderMargin",
                                50,
                                "productMargin",
                                0,
                                "currency",
                                "CNY",
                                "thresholdsMinor",
                                List.of(1, 6_400, 100_000, 200_000, 300_000)))
                .expect(200);
        assertThat(staff.put(
                                "/api/value-rules",
                                Map.of(
                                        "clientId",
                                        here.client(),
                                        "version",
                                        1,
                                        "months",
                                        12,
                                        "orderMargin",
                                        50,
                                        "productMargin",
                                        0,
                                        "currency",
                                        "CNY",
                                        "thresholdsMinor",
                                        List.of(5, 4, 3, 2, 1)))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("not-rising");
        staff.post("/api/orders", order(product("tea", Map.of()), 1)).expect(201);
        var worth = get("/api/customers/" + customer + "/glance").path("worth");
        assertThat(worth.path("contributionMinor").asLong()).isEqualTo(6_400);
        assertThat(worth.path("computedRank").asInt()).isEqualTo(2);
        assertThat(staff.post("/api/value-rules/" + here.client() + "/apply", Map.of())
                        .expect(200)
                        .body()
                        .path("changed")
                        .asInt())
                .isOne();
        assertThat(get("/api/customers/" + customer).path("valueRank").asInt()).isEqualTo(2);
        staff.post("/api/orders", order(product("pot", Map.of()), 20)).expect(201);
        var nightly = application.getBean(NightlyRanks.class);
        assertThat(nightly.apply(here.house().tenantId()))
                .as("what was bought since counts the next night")
                .isOne();
        assertThat(get("/api/customers/" + customer).path("valueRank").asInt()).isGreaterThan(2);
        assertThat(nightly.apply(here.house().tenantId())).isZero();
        var agent = somebody("agent");
        assertThat(agent.get("/api/customers/" + customer).expect(200).body().has("valueRank"))
                .isFalse();
        assertThat(agent.get("/api/customers/" + customer + "/glance")
                        .expect(200)
                        .body()
                        .path("worth")
                        .isObject())
                .isFalse();
        assertThat(agent.get("/api/customers/" + customer + "/history")
                        .expect(200)
                        .text())
                .doesNotContain("valueRank");
        agent.get("/api/customers?rankFrom=1").expect(403);
        agent.get("/api/value-rules").expect(403);
        // and cannot wipe out what they do not see
        var record = agent.get("/api/customers/" + customer).body();
        var wanted = new HashMap<String, Object>(
                Map.of("clientId", here.client(), "name", "Wu Lin", "numbers", List.of(), "language", "en"));
        wanted.put("version", record.path("version").asInt());
        agent.put("/api/customers/" + customer, wanted).expect(200);
        assertThat(get("/api/customers/" + customer).path("valueRank").asInt()).isGreaterThan(2);
    }

    @Test
    void anEditIsTakenBackUnlessSomethingCameAfterIt() {
        var before = get("/api/customers/" + customer);
        var wanted = new HashMap<String, Object>(Map.of(
                "clientId",
                here.client(),
                "name",
                "Wu Lin",
                "language",
                "en",
                "version",
                0,
                "email",
                "lin@example.org",
                "preferredChannel",
                "email",
                "preferredFrom",
                "09:00",
                "preferredTo",
                "11:30"));
        wanted.put("numbers", List.of(Map.of("number", "13800138000", "kind", "mobile")));
        wanted.put("customerSince", "2020-02-02");
        staff.put("/api/customers/" + customer, wanted).expect(200);
        var change =
                get("/api/customers/" + customer + "/history").get(0).path("id").asString();
        staff.post("/api/customers/" + customer + "/history/" + change + "/undo", Map.of())
                .expect(200);
        var after = get("/api/customers/" + customer);
        assertThat(after.path("name")).isEqualTo(before.path("name"));
        assertThat(after.has("email")).isFalse();
        assertThat(staff.post("/api/customers/" + customer + "/history/" + change + "/undo", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("customer-changed-since");
        wanted.put("version", 2);
        wanted.put("email", "no address");
        wanted.put("preferredFrom", "9 o'clock");
        assertThat(staff.put("/api/customers/" + customer, wanted)
                        .expect(400)
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactlyInAnyOrder("email", "preferredFrom");
    }

    @Test
    void aForgottenCustomerLeavesOrdersWithoutNumbersAndReferences() {
        var tea = product("tea", Map.of());
        var wanted = order(tea, 1);
        wanted.put("deliverTo", "7 Lake Road");
        wanted.put("number", "HG-990017");
        staff.post("/api/orders", wanted).expect(201);
        staff.post(
                        "/api/customers/" + customer + "/products",
                        Map.of("productId", tea, "since", "2024-03-01", "reference", "V-77120"))
                .expect(201);
        staff.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        tenancy.asSystem(here.house().tenantId(), () -> {
            for (var table :
                    List.of("customer_order", "customer_product", "order_change", "order_line", "contact_subject")) {
                assertThat(database.sql("select t::text from " + table + " t")
                                .query((row, _) -> row.getString(1))
                                .list())
                        .as(table)
                        .noneMatch(row -> row.contains("Lake") || row.contains("HG-990017") || row.contains("V-77120"));
            }
        });
        assertThat(get("/api/orders").path("total").asInt()).isOne(); // still counted
        assertThat(staff.post("/api/orders", order(tea, 1)).expect(409).code()).isEqualTo("customer-erased");
    }

    @Test
    void nothingOfAnotherClientCanBeOrderedOrHeld() {
        var other = Furnished.open(application);
        var foreign = other.id(
                "/api/products",
                Map.of("clientId", other.client(), "code", "tea", "name", Map.of("en", "Tea"), "kind", "product"));
        assertThat(staff.post("/api/orders", order(foreign, 1))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("lines[0].productId");
        staff.post("/api/customers/" + customer + "/products", Map.of("productId", foreign, "since", "2024-01-01"))
                .expect(400);
        staff.get("/api/products/" + foreign).expect(404);
        other.staff().get("/api/customers/" + customer + "/glance").expect(404);
        other.staff().get("/api/customers/" + customer + "/timeline").expect(404);
    }

    /// An account of one shipped role, granted this client.
    private Caller somebody(String role) {
        var tenant = here.house().tenantId();
        tenancy.asSystem(tenant, () -> {
            database.sql(
                            "insert into account (id, tenant_id, name, display_name, password_hash) values (?, ?, ?, ?, ?)")
                    .params(
                            tenant + 1,
                            tenant,
                            role,
                            role,
                            new Argon2PasswordEncoder(16, 32, 1, 4_096, 1).encode(HousesForTests.PASSWORD))
                    .update();
            database.sql(
                            "insert into account_role (tenant_id, account_id, role_id) select ?, ?, id from role where code = ?")
                    .params(tenant, tenant + 1, role)
                    .update();
            database.sql("insert into account_client (tenant_id, account_id, granted_client_id) values (?, ?, ?)")
                    .params(tenant, tenant + 1, here.house().clientId())
                    .update();
        });
        return here.house().signIn(role, HousesForTests.PASSWORD);
    }
}
