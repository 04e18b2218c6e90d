package org.callosum.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Wordings as a manager loads them, judged, approved, and understood.
@ServerTest
class IntentsTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Intents intents;

    @Autowired
    Tenancy tenancy;

    HousesForTests.House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private static Map<String, Object> wish(String code, String... phrases) {
        return Map.of("code", code, "name", Map.of("en", code), "phrases", List.of(phrases));
    }

    private static Map<String, Object> wishes() {
        return Map.of(
                "intents",
                List.of(
                        wish(
                                "repair",
                                "my car needs a repair",
                                "I want my car fixed",
                                "it is broken",
                                "我想修车",
                                "车坏了要维修"),
                        wish("bill", "my bill is wrong", "explain the bill", "charged twice", "账单有问题", "发票金额不对")));
    }

    private int draft(String query, int base, Map<String, Object> table) {
        return admin.put("/api/intents" + query, Map.of("baseVersion", base, "table", table, "reason", "wordings"))
                .expect(200)
                .body()
                .path("latestVersion")
                .asInt();
    }

    private void approve(String query, int version) {
        admin.post("/api/intents/versions/" + version + "/approve" + query, Map.of("reason", "tried"))
                .expect(200);
    }

    private @Nullable String meant(String text) {
        return tenancy.asSystem(
                house.tenantId(),
                () -> intents.meant(new ClientId(house.clientId()), text, Set.of(), null)
                        .intent());
    }

    private static List<String> codes(JsonNode remarks) {
        return StreamSupport.stream(remarks.spliterator(), false)
                .map(each ->
                        each.path("intent").asString() + " " + each.path("code").asString())
                .toList();
    }

    @Test
    void twoWordingsMeanOneWishOnceTheTableIsInForce() {
        assertThat(admin.get("/api/intents").expect(200).body().path("state").asString())
                .isEqualTo("none");
        int version = draft("", 0, wishes());
        assertThat(meant("could you fix my car")).as("a draft answers nobody").isNull();
        approve("", version);
        assertThat(meant("could you fix my car")).isEqualTo("repair");
        assertThat(meant("the car wants a repair")).isEqualTo("repair");
        assertThat(meant("我的車要維修")).as("traditional characters").isEqualTo("repair");
        assertThat(meant("good morning")).isNull();
        admin.post("/api/intents/versions/" + version + "/retire", Map.of("reason", "season over"))
                .expect(200);
        assertThat(meant("could you fix my car")).isNull();
    }

    @Test
    void aClientsOwnTableStandsBeforeTheHouses() {
        approve("", draft("", 0, wishes()));
        var query = "?clientId=" + house.clientId();
        approve(query, draft(query, 0, Map.of("intents", List.of(wish("garage", "I want my car fixed")))));
        assertThat(meant("I want my car fixed")).isEqualTo("garage");
        var other = HousesForTests.open(application).administrator();
        other.get("/api/intents" + query).expect(400);
        assertThat(other.get("/api/intents").expect(200).body().path("state").asString())
                .isEqualTo("none");
    }

    @Test
    void whatIsHardToTellApartIsToldBeforeItGoesLive() {
        var shared = Map.<String, Object>of(
                "intents", List.of(wish("bill", "my bill is wrong"), wish("refund", "My bill is wrong!")));
        var judgement = admin.post("/api/intents/judge", Map.of("table", shared))
                .expect(200)
                .body();
        assertThat(codes(judgement.path("remarks"))).contains("refund shared", "bill few-phrases");
        int version = draft("", 0, shared);
        assertThat(admin.post("/api/intents/versions/" + version + "/approve", Map.of("reason", ""))
                        .expect(409)
                        .code())
                .isEqualTo("intents-shared");
    }

    @Test
    void aSentenceIsTriedWithItsNearestPhrase() {
        var tried = admin.post("/api/intents/try", Map.of("table", wishes(), "text", "wrong bill"))
                .expect(200)
                .body();
        assertThat(tried.path("intent").asString()).isEqualTo("bill");
        assertThat(tried.path("candidates").get(0).path("phrase").asString()).isEqualTo("my bill is wrong");
        admin.post("/api/intents/try", Map.of("table", wishes(), "text", "x".repeat(501)))
                .expect(400);
    }

    @Test
    void brokenTablesAreRefusedWithTheirPlaces() {
        var answer = admin.post("/api/intents/judge", Map.of("table", Map.of("sure", 7, "intents", List.of())))
                .expect(400)
                .text();
        assertThat(answer).contains("sure");
        answer = admin.post(
                        "/api/intents/judge",
                        Map.of(
                                "table",
                                Map.of(
                                        "intents",
                                        List.of(
                                                wish("Not A Code", "words"),
                                                wish("twice", "words"),
                                                wish("twice", "x".repeat(201))))))
                .expect(400)
                .text();
        assertThat(answer).contains("intents[0].code", "intents[2].code", "intents[2].phrases[0]");
        admin.post(
                        "/api/intents/judge",
                        Map.of("table", Map.of("intents", Collections.nCopies(301, wish("one", "words")))))
                .expect(400);
        admin.post("/api/intents/judge", Map.of()).expect(400);
        admin.get("/api/intents?clientId=nonsense").expect(400);
        admin.get("/api/intents/versions/9").expect(404);
    }

    @Test
    void ofTwoWhoWriteAtOnceTheSecondIsTold() {
        draft("", 0, wishes());
        assertThat(admin.put("/api/intents", Map.of("baseVersion", 0, "table", wishes(), "reason", "mine"))
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void onePhraseIsOneLineOfTheStoredText() {
        draft("", 0, wishes());
        assertThat(tenancy.asSystem(
                        house.tenantId(),
                        () -> application
                                .getBean(Definitions.class)
                                .latest(Intents.KIND, "house")
                                .body()
                                .lines()
                                .filter(line -> line.contains("charged twice"))
                                .toList()))
                .singleElement()
                .asString()
                .doesNotContain("explain");
    }

    @Test
    void aTableServesUntilItsEndAndAnApprovalIsTakenBackWithAReason() {
        var inAnHour = Instant.now().plusSeconds(3_600).toString();
        int first = draft("", 0, wishes());
        assertThat(admin.post(
                                "/api/intents/versions/" + first + "/approve",
                                Map.of("reason", "spring only", "validTo", inAnHour))
                        .expect(409)
                        .code())
                .as("customers would be understood by nothing")
                .isEqualTo("definition-ends-in-nothing");
        approve("", first);
        int second = draft("", first, Map.of("intents", List.of(wish("garage", "I want my car fixed"))));
        var page = admin.post(
                        "/api/intents/versions/" + second + "/approve",
                        Map.of("reason", "spring only", "validTo", inAnHour))
                .expect(200)
                .body();
        assertThat(page.at("/versions/0/validTo").asString()).isNotEmpty();
        assertThat(page.at("/versions/1/validTo").asString(""))
                .as("what serves otherwise goes on below")
                .isEmpty();
        assertThat(meant("I want my car fixed")).isEqualTo("garage");
        admin.post("/api/intents/versions/" + second + "/take-back", Map.of("reason", " "))
                .expect(400);
        admin.post("/api/intents/versions/" + second + "/take-back", Map.of("reason", "mixed up"))
                .expect(200);
        assertThat(meant("I want my car fixed")).isEqualTo("repair");
        assertThat(admin.post("/api/intents/versions/" + first + "/take-back", Map.of("reason", "all of it"))
                        .expect(409)
                        .code())
                .isEqualTo("definition-nothing-before");
        var query = "?clientId=" + house.clientId();
        int own = draft(query, 0, Map.of("intents", List.of(wish("workshop", "I want my car fixed"))));
        admin.post(
                        "/api/intents/versions/" + own + "/approve" + query,
                        Map.of("reason", "the house's serves then", "validTo", inAnHour))
                .expect(200);
        assertThat(meant("I want my car fixed")).isEqualTo("workshop");
    }

    @Autowired
    WishMisses misses;

    private void missed(String... texts) {
        for (var text : texts) {
            tenancy.asSystem(house.tenantId(), () -> intents.missed(new ClientId(house.clientId()), text));
        }
    }

    private List<JsonNode> misses(String query) {
        return admin.get("/api/intents/misses" + query)
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    @Test
    void whatNoIntentTookIsCountedWithoutThePersonAndSeenTo() {
        approve("", draft("", 0, wishes()));
        missed(
                "Where is my  parcel 8521234?",
                "where is MY parcel 9990000?",
                "我的包裹在哪里",
                "write me at wang@example.com",
                "x",
                "y".repeat(500));
        var rows = misses("?clientId=" + house.clientId());
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst().path("words").asString())
                .as("digits are masked, spelling does not matter")
                .isEqualTo("where is MY parcel #######?");
        assertThat(rows.getFirst().path("count").asInt()).isEqualTo(2);
        assertThat(rows.toString()).doesNotContain("example.com", "8521234", "9990000");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row.path("words").asString()).hasSize(200));
        assertThat(misses("")).as("the house's table serves this client").hasSize(3);

        admin.post(
                        "/api/intents/misses/settled?clientId=" + house.clientId(),
                        Map.of("words", "Where is my parcel #######?"))
                .expect(204);
        assertThat(misses("?clientId=" + house.clientId())).hasSize(2);
        admin.post("/api/intents/misses/settled", Map.of()).expect(400);
        assertThat(HousesForTests.open(application)
                        .administrator()
                        .get("/api/intents/misses")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void wishesThatWereNotUnderstoodGoWithTheAgeOfContactsAndWithTheNameInThem() {
        missed("my name is Ms Wong", "我的包裹在哪里");
        var client = new ClientId(house.clientId());
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(misses.expire(client, Instant.now().minusSeconds(60)))
                        .isZero());
        var customer = admin.post(
                        "/api/customers", Map.of("clientId", Long.toString(house.clientId()), "name", "Ms Wong"))
                .expect(201)
                .body()
                .path("id")
                .asLong();
        assertThat(customer).isPositive();
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(misses.erase(
                                new Eraser.Erasure(house.tenantId(), house.clientId(), customer, Set.of())))
                        .isOne());
        assertThat(misses("")).hasSize(1);
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(misses.expire(client, Instant.now().plusSeconds(60)))
                        .isOne());
        assertThat(misses("")).isEmpty();
    }
}
