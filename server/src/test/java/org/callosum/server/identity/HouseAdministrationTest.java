package org.callosum.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServerTest
class HouseAdministrationTest {
    @Autowired
    ApplicationContext application;

    private static String role(Caller admin, String code, String... rights) {
        return admin.post(
                        "/api/roles",
                        Map.of(
                                "version",
                                0,
                                "code",
                                code,
                                "name",
                                Map.of("en", code),
                                "rights",
                                List.of(rights),
                                "builtIn",
                                false,
                                "accounts",
                                0))
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private static JsonNode account(Caller admin, String name, List<String> roles, List<String> clients) {
        return admin.post("/api/accounts", accountBody(name, roles, clients))
                .expect(201)
                .body();
    }

    private static Map<String, Object> accountBody(String name, List<String> roles, List<String> clients) {
        return Map.of(
                "version",
                0,
                "name",
                name,
                "displayName",
                name.toUpperCase(java.util.Locale.ROOT),
                "roles",
                roles,
                "allClients",
                false,
                "clients",
                clients,
                "language",
                "zh-Hans",
                "timeZone",
                "Asia/Shanghai",
                "active",
                true);
    }

    private static Caller signInFirst(HousesForTests.House house, Caller admin, JsonNode account) {
        String password = admin.post("/api/accounts/" + account.path("id").asString() + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        Caller caller = house.signIn(account.path("name").asString(), password);
        caller.put("/api/me/password", Map.of("old", password, "next", HousesForTests.PASSWORD))
                .expect(200);
        return caller;
    }

    @Test
    void aNewAccountComesInWithItsRightsAndItsClientsOnly() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        String role = role(admin, "reader", "queues.view", "audit.view");
        Caller amy = signInFirst(house, admin, account(admin, "amy", List.of(role), List.of()));
        JsonNode me = amy.get("/api/me").expect(200).body();
        assertThat(me.path("rights").valueStream().map(JsonNode::asString))
                .containsExactly("audit.view", "queues.view");
        assertThat(me.path("clients")).isEmpty();
        assertThat(amy.get("/api/clients").expect(200).body().path("total").asInt())
                .isZero();
        assertThat(amy.get("/api/accounts").expect(403).code()).isEqualTo("right-missing");
        amy.get("/api/audit").expect(200);
        assertThat(admin.post("/api/accounts", accountBody("AMY", List.of(), List.of()))
                        .expect(400)
                        .body()
                        .at("/fields/0/code")
                        .asString())
                .isEqualTo("taken");
    }

    @Test
    void losingARightClosesTheOpenPageAndTheNextRequestIsRefused() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        String reader = role(admin, "reader", "queues.view", "audit.view");
        JsonNode account = account(admin, "amy", List.of(reader), List.of(Long.toString(house.clientId())));
        Caller amy = signInFirst(house, admin, account);
        LivePage page = LivePage.open(amy);
        page.send("{\"subscribe\":[\"test\"]}");
        amy.get("/api/audit").expect(200);
        JsonNode now = admin.get("/api/accounts/" + account.path("id").asString())
                .expect(200)
                .body();
        ObjectNode changed = ((ObjectNode) now.deepCopy());
        changed.putArray("roles");
        admin.put("/api/accounts/" + account.path("id").asString(), changed).expect(200);
        assertThat(page.await("bye").at("/data/reason").asString()).isEqualTo("rights-changed");
        assertThat(amy.get("/api/audit").expect(403).code()).isEqualTo("right-missing");
        assertThat(admin.put("/api/accounts/" + account.path("id").asString(), changed)
                        .expect(409)
                        .body()
                        .at("/current/version")
                        .asInt())
                .isEqualTo(now.path("version").asInt() + 1);
    }

    @Test
    void nobodyGrantsMoreThanTheyHold() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        String manager = role(admin, "house-manager", "accounts.view", "accounts.edit", "roles.edit", "tokens.edit");
        String strong = role(admin, "strong", "recordings.listen");
        Caller amy = signInFirst(house, admin, account(admin, "amy", List.of(manager), List.of()));
        assertThat(amy.post("/api/accounts", accountBody("bob", List.of(strong), List.of()))
                        .expect(403)
                        .code())
                .isEqualTo("right-missing");
        assertThat(amy.post("/api/accounts", accountBody("bob", List.of(), List.of(Long.toString(house.clientId()))))
                        .expect(400)
                        .body()
                        .at("/fields/0/field")
                        .asString())
                .isEqualTo("clients");
        assertThat(amy.post("/api/tokens", Map.of("name", "t", "rights", List.of("recordings.listen")))
                        .expect(403)
                        .code())
                .isEqualTo("right-missing");
        assertThat(amy.post("/api/accounts/" + house.administratorId() + "/one-time-password", Map.of())
                        .expect(403)
                        .code())
                .isEqualTo("right-missing");
    }

    @Test
    void rolesAreRenamedMergedAndKeptWhileInUse() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        String one = role(admin, "one", "queues.view");
        String two = role(admin, "two", "queues.view", "flows.view");
        JsonNode amy = account(admin, "amy", List.of(one), List.of());
        assertThat(admin.delete("/api/roles/" + one).expect(409).code()).isEqualTo("role-in-use");
        JsonNode merged = admin.post("/api/roles/" + one + "/merge", Map.of("into", two))
                .expect(200)
                .body();
        assertThat(merged.path("accounts").asInt()).isEqualTo(1);
        assertThat(admin.get("/api/accounts/" + amy.path("id").asString())
                        .body()
                        .path("roles")
                        .path(0)
                        .asString())
                .isEqualTo(two);
        assertThat(admin.get("/api/roles?q=one").body().path("total").asInt()).isZero();
        ObjectNode renamed = (ObjectNode) merged.deepCopy();
        renamed.putObject("name").put("en", "Two renamed").put("zh-Hans", "二");
        assertThat(admin.put("/api/roles/" + two, renamed)
                        .expect(200)
                        .body()
                        .at("/name/zh-Hans")
                        .asString())
                .isEqualTo("二");
        assertThat(admin.get("/api/rights").expect(200).body().size()).isGreaterThan(20);
    }

    @Test
    void aNewHouseHasTheFifteenRolesAndTheAdministrator() {
        var house = HousesForTests.open(application);
        JsonNode roles =
                house.administrator().get("/api/roles?size=100").expect(200).body();
        assertThat(roles.path("total").asInt()).isEqualTo(16);
        assertThat(roles.path("items")
                        .valueStream()
                        .map(role -> role.path("code").asString()))
                .contains("administrator", "agent", "team-leader", "supervisor", "trainer");
    }

    @Test
    void theLastAdministratorStays() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        JsonNode own = admin.get("/api/accounts/" + house.administratorId())
                .expect(200)
                .body();
        ObjectNode resting = (ObjectNode) own.deepCopy();
        resting.put("active", false);
        assertThat(admin.put("/api/accounts/" + house.administratorId(), resting)
                        .expect(409)
                        .code())
                .isEqualTo("last-administrator");
        admin.get("/api/me").expect(200);
    }

    @Test
    void aProgramComesInWithItsTokenUntilItIsDeleted() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        JsonNode token = admin.post("/api/tokens", Map.of("name", "prometheus", "rights", List.of("metrics.read")))
                .expect(201)
                .body();
        Caller program = new Caller(house.port()).withToken(token.path("secret").asString());
        assertThat(program.get("/api/metrics").expect(200).text()).contains("callosum_live_sockets");
        assertThat(program.get("/api/audit").expect(403).code()).isEqualTo("right-missing");
        JsonNode listed = admin.get("/api/tokens").expect(200).body().at("/items/0");
        assertThat(listed.has("secret")).isFalse();
        assertThat(listed.has("lastUsedAt")).isTrue();
        admin.delete("/api/tokens/" + token.path("id").asString()).expect(204);
        program.get("/api/metrics").expect(401);
    }

    @Test
    void clientsAndSitesAreEditedOnceAtATime() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        var body = Map.of(
                "version",
                0,
                "code",
                "bank",
                "name",
                Map.of("en", "Bank"),
                "timeZone",
                "Asia/Taipei",
                "retentionDays",
                Map.of("recordings", 30, "interactions", 365, "customers", 365),
                "active",
                true);
        JsonNode bank = admin.post("/api/clients", body).expect(201).body();
        assertThat(bank.at("/retentionDays/recordings").asInt()).isEqualTo(30);
        admin.put("/api/clients/" + bank.path("id").asString(), bank).expect(200);
        assertThat(admin.put("/api/clients/" + bank.path("id").asString(), bank)
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
        assertThat(admin.post("/api/clients", body)
                        .expect(400)
                        .body()
                        .at("/fields/0/message")
                        .asString())
                .isEqualTo("is already in use");
        var site = Map.of("version", 0, "code", "north", "name", Map.of("en", "North"), "timeZone", "Mars/Base");
        assertThat(admin.post("/api/sites", site)
                        .expect(400)
                        .body()
                        .at("/fields/0/code")
                        .asString())
                .isEqualTo("wrong-zone");
        assertThat(admin.get("/api/sites").expect(200).body().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void sessionsAreListedAndEnded() {
        var house = HousesForTests.open(application);
        Caller admin = house.administrator();
        Caller other = house.administrator();
        assertThat(admin.get("/api/accounts/" + house.administratorId() + "/sessions")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isGreaterThanOrEqualTo(2);
        admin.delete("/api/accounts/" + house.administratorId() + "/sessions").expect(204);
        other.get("/api/me").expect(401);
    }

    @Test
    void anotherTenantsThingsAreNotThere() {
        var mine = HousesForTests.open(application);
        var other = HousesForTests.open(application);
        Caller admin = mine.administrator();
        assertThat(admin.get("/api/accounts/" + other.administratorId())
                        .expect(404)
                        .code())
                .isEqualTo("not-found");
        admin.post("/api/accounts/" + other.administratorId() + "/one-time-password", Map.of())
                .expect(404);
        admin.delete("/api/accounts/" + other.administratorId() + "/sessions").expect(404);
        assertThat(admin.get("/api/accounts").body().path("total").asInt()).isEqualTo(1);
    }
}
