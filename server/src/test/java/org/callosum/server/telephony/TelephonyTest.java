package org.callosum.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class TelephonyTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    @Autowired
    PhoneBook phoneBook;

    @Autowired
    EntryPoints entryPoints;

    @Autowired
    Trunks trunks;

    @Autowired
    OutsideCalls outsideCalls;

    @Autowired
    WidgetSites widgetSites;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    @Test
    void aPhonesSecretIsShownOnceAndKeptOnlyAsDigestHashes() {
        var user = "desk-" + house.code();
        var made = admin.post("/api/devices", Map.of("name", "Desk 1", "username", user))
                .expect(201)
                .body();
        var secret = made.path("secret").asString();
        assertThat(secret).hasSize(20);
        assertThat(admin.get("/api/devices").text()).doesNotContain(secret).contains("\"secretSet\":true");
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(database.sql("select t::text from device t")
                                .query(String.class)
                                .list())
                        .noneMatch(row -> row.contains(secret)));
        var known = Objects.requireNonNull(phoneBook.find(user));
        assertThat(known.ha1Md5()).isEqualTo(DeviceSecrets.ha1("MD5", user, "callosum", secret));
        assertThat(known.ha1Sha256()).isEqualTo(DeviceSecrets.ha1("SHA-256", user, "callosum", secret));
        assertThat(phoneBook.find("nobody")).isNull();

        var renewed = admin.post("/api/devices/" + id(made) + "/secret", Map.of())
                .expect(200)
                .body();
        assertThat(renewed.path("secret").asString()).isNotEqualTo(secret);
        assertThat(Objects.requireNonNull(phoneBook.find(user)).ha1Md5()).isNotEqualTo(known.ha1Md5());
        admin.delete("/api/devices/" + id(made)).expect(204);
        assertThat(phoneBook.find(user)).isNull();
    }

    @Test
    void aPhoneAtAFixedAddressIsRungThereWithoutRegistering() {
        var user = "gate-" + house.code();
        var made = admin.post(
                        "/api/devices", Map.of("name", "Gate", "username", user, "address", "sip:gate@127.0.0.1:5090"))
                .expect(201)
                .body();
        assertThat(made.path("address").asString()).isEqualTo("sip:gate@127.0.0.1:5090");
        assertThat(phoneBook.ofUser(house.tenantId(), user))
                .isEqualTo(new PhoneBook.Line(user, "sip:gate@127.0.0.1:5090"));
        var another = HousesForTests.open(application);
        assertThat(phoneBook.ofUser(another.tenantId(), user))
                .as("another house's phone is nobody's business")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:gate@203.0.113.7",
                "sip:gate@example.org",
                "sip:+441632960000@127.0.0.1",
                "127.0.0.1",
                "sip:gate@127.0.0.1?Route=x",
                "sip:gate@127.0.0.1\r\nX: y"
            })
    void aFixedAddressIsNoWayAroundTheDiallingPlan(String address) {
        admin.post("/api/devices", Map.of("name", "Gate", "username", "gate-" + house.code(), "address", address))
                .expect(400)
                .body();
        assertThat(phoneBook.ofUser(house.tenantId(), "gate-" + house.code())).isNull();
    }

    /// RFC 7616, section 3.9.1: user Mufasa, realm http-auth@example.org, password Circle of Life; A1 itself is
    /// computed here with `printf 'Mufasa:http-auth@example.org:Circle of Life' | md5sum` and `sha256sum`.
    @Test
    void digestHashesAreThoseOfTheStandard() {
        assertThat(DeviceSecrets.ha1("MD5", "Mufasa", "http-auth@example.org", "Circle of Life"))
                .isEqualTo("3d78807defe7de2157e2b0b6573a855f");
        assertThat(DeviceSecrets.ha1("SHA-256", "Mufasa", "http-auth@example.org", "Circle of Life"))
                .isEqualTo("7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232");
    }

    @Test
    void aTrunksPasswordIsSealedAndNeverTold() throws Exception {
        var wanted = trunk("carrier");
        wanted.put("password", "s3cret-of-the-carrier");
        var made = admin.post("/api/trunks", wanted).expect(201).body();
        assertThat(made.path("passwordSet").asBoolean()).isTrue();
        assertThat(admin.get("/api/trunks").text()).doesNotContain("s3cret");
        assertThat(admin.get("/api/audit").text()).doesNotContain("s3cret");
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(database.sql("select encode(password, 'escape') from trunk")
                                .query(String.class)
                                .list())
                        .noneMatch(row -> row.contains("s3cret")));
        assertThat(line(made).password()).isEqualTo("s3cret-of-the-carrier");

        var change = trunk("carrier");
        change.put("version", 0);
        admin.put("/api/trunks/" + id(made), change).expect(200);
        assertThat(line(made).password()).isEqualTo("s3cret-of-the-carrier"); // left out: stays
        var source = trunks.bySource(InetAddress.getByName("192.0.2.77"));
        assertThat(source).isNotNull();
        assertThat(trunks.bySource(InetAddress.getByName("203.0.113.1"))).isNull();
    }

    @Test
    void aTrunkThatCannotWorkIsRefusedFieldByField() {
        var refused = admin.post(
                        "/api/trunks",
                        Map.of(
                                "code",
                                "X",
                                "name",
                                "x",
                                "kind",
                                "register",
                                "port",
                                0,
                                "transport",
                                "sctp",
                                "sources",
                                List.of("carrier.example", "10.0.0.0/4"),
                                "codecs",
                                List.of("g729")))
                .expect(400);
        assertThat(refused.body().path("fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder(
                        "code", "port", "transport", "host", "username", "sources[0]", "sources[1]", "codecs");
    }

    @Test
    void aDialledNumberLeadsToItsEntryPointHoweverTheCarrierWritesIt() {
        var tail = "%07d".formatted(house.tenantId() % 10_000_000);
        var made =
                admin.post("/api/entry-points", entry("400" + tail)).expect(201).body();
        assertThat(made.path("number").asString()).isEqualTo("+86400" + tail);
        for (var dialled : List.of("+86400" + tail, "86400" + tail, "0086400" + tail, "400" + tail)) {
            var found = Objects.requireNonNull(entryPoints.byNumber(dialled), dialled);
            assertThat(found.tenantId()).isEqualTo(house.tenantId());
            assertThat(found.flowCode()).isEqualTo("main");
        }
        var off = entry("400" + tail);
        off.put("version", 0);
        off.put("active", false);
        admin.put("/api/entry-points/" + id(made), off).expect(200);
        assertThat(entryPoints.byNumber("400" + tail)).isNull();
    }

    @Test
    void nothingIsDialledThatNoRuleAllowsAndTheCheckSaysWhy() {
        assertThat(check("138 0013 8000").path("reason").asString()).isEqualTo("no-rule");
        var rule =
                admin.post("/api/dialling-rules", rule("+86", true)).expect(201).body();
        var allowed = check("138 0013 8000");
        assertThat(allowed.path("allowed").asBoolean()).isTrue();
        assertThat(allowed.path("ruleId").asString()).isEqualTo(id(rule));
        admin.post("/api/dialling-rules", rule("+8613", false)).expect(201);
        assertThat(check("138 0013 8000").path("reason").asString()).isEqualTo("rule-denies");
        assertThat(check("+979 123456789").path("reason").asString()).isEqualTo("premium");
        assertThat(admin.post("/api/dialling-rules", rule("+", true))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo("wrong-prefix");
    }

    @Test
    void outsideCallsAreLimitedAtOnceAndPerDayAndARefusalIsAudited() {
        admin.post("/api/dialling-rules", rule("+86", true)).expect(201);
        admin.put(
                        "/api/dialling-limits",
                        Map.of("clientId", Long.toString(house.clientId()), "concurrent", 2, "perDay", 3))
                .expect(200);
        assertThat(begin()).isInstanceOf(DiallingPlan.Verdict.Allowed.class);
        assertThat(begin()).isInstanceOf(DiallingPlan.Verdict.Allowed.class);
        assertThat(begin()).isEqualTo(new DiallingPlan.Verdict.Denied("concurrent-limit", null));
        assertThat(limitAlarms()).containsExactly("dialling-concurrent-limit");
        outsideCalls.ended(house.clientId());
        assertThat(begin()).isInstanceOf(DiallingPlan.Verdict.Allowed.class);
        assertThat(limitAlarms())
                .as("over with the next call that gets a place")
                .isEmpty();
        outsideCalls.ended(house.clientId());
        assertThat(begin()).isEqualTo(new DiallingPlan.Verdict.Denied("daily-limit", null));
        assertThat(limitAlarms()).containsExactly("dialling-daily-limit");
        assertThat(outsideCalls.underWay(house.clientId())).isOne();
        outsideCalls.ended(house.clientId());
        assertThat(outsideCalls.underWay(house.clientId())).isZero();
        assertThat(admin.get("/api/audit?action=dialling-limit-reached")
                        .body()
                        .path("total")
                        .asInt())
                .isOne();
        assertThat(admin.get("/api/dialling-limits")
                        .body()
                        .path("items")
                        .get(0)
                        .path("today")
                        .asInt())
                .isEqualTo(3);
    }

    private List<String> limitAlarms() {
        return admin.get("/api/settings/system")
                .expect(200)
                .body()
                .path("alarms")
                .valueStream()
                .filter(alarm -> alarm.path("subject").asString().equals(Long.toString(house.clientId())))
                .map(alarm -> alarm.path("code").asString())
                .toList();
    }

    @Test
    void aWidgetSiteNeedsAnEntryPointThatAllowsItAndProperOrigins() {
        var plain = admin.post("/api/entry-points", entry("400%07d".formatted(house.tenantId() % 9_999_991)))
                .expect(201)
                .body();
        var refused = admin.post("/api/widget-sites", site(plain, List.of("https://shop.example")))
                .expect(400);
        assertThat(refused.body().path("fields").get(0).path("code").asString()).isEqualTo("no-widget");
        var open = entry("400%07d".formatted(house.tenantId() % 9_999_991));
        open.put("version", 0);
        open.put("widget", true);
        admin.put("/api/entry-points/" + id(plain), open).expect(200);
        for (var origin : List.of("shop.example", "http://shop.example", "https://shop.example/path", "*")) {
            admin.post("/api/widget-sites", site(plain, List.of(origin))).expect(400);
        }
        var made = admin.post(
                        "/api/widget-sites", site(plain, List.of("https://Shop.example", "http://localhost:8080")))
                .expect(201)
                .body();
        var key = made.path("key").asString();
        assertThat(key).hasSize(24);
        var found = Objects.requireNonNull(widgetSites.byKey(key));
        assertThat(found.origins()).containsExactly("https://shop.example", "http://localhost:8080");
        assertThat(widgetSites.byKey("nobody")).isNull();
        assertThat(admin.delete("/api/entry-points/" + id(plain)).expect(409).code())
                .isEqualTo("entry-point-on-widget");
    }

    private DiallingPlan.Verdict begin() {
        return tenancy.asSystem(house.tenantId(), () -> outsideCalls.begin(house.clientId(), "13800138000"));
    }

    private JsonNode check(String number) {
        return admin.post(
                        "/api/dialling-rules/check",
                        Map.of("clientId", Long.toString(house.clientId()), "number", number))
                .expect(200)
                .body();
    }

    private Trunks.Line line(JsonNode trunk) {
        return trunks.lines().stream()
                .filter(line -> line.name().equals(id(trunk)))
                .findFirst()
                .orElseThrow();
    }

    private HashMap<String, Object> trunk(String code) {
        return new HashMap<>(Map.of(
                "code",
                code,
                "name",
                "Carrier",
                "kind",
                "register",
                "host",
                "127.0.0.1",
                "username",
                "4001",
                "sources",
                List.of("192.0.2.0/24")));
    }

    private HashMap<String, Object> entry(String number) {
        return new HashMap<>(Map.of(
                "number",
                number,
                "name",
                Map.of("en", "Main"),
                "clientId",
                Long.toString(house.clientId()),
                "flowCode",
                "main",
                "language",
                "en"));
    }

    private Map<String, Object> rule(String prefix, boolean allowed) {
        return Map.of(
                "clientId",
                Long.toString(house.clientId()),
                "prefix",
                prefix,
                "name",
                Map.of("en", prefix),
                "minDigits",
                8,
                "maxDigits",
                15,
                "allowed",
                allowed);
    }

    private static Map<String, Object> site(JsonNode entry, List<String> origins) {
        return Map.of("entryPointId", id(entry), "origins", origins);
    }

    private static String id(JsonNode node) {
        return node.path("id").asString();
    }
}
