package org.callosum.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.HousesForTests.House;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class PagesTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    JdbcClient database;

    House house;
    Caller admin;

    @BeforeEach
    void open() {
        house = HousesForTests.open(application);
        admin = house.administrator();
    }

    private static Map<String, Object> content(String title, String body) {
        var content = new HashMap<String, Object>();
        content.put("kind", "knowledge");
        content.put("title", Map.of("en", title));
        content.put("body", Map.of("en", body));
        content.put("tags", List.of());
        return content;
    }

    private JsonNode create(String code, Map<String, Object> content, @Nullable Long client) {
        var wanted = new HashMap<String, Object>();
        wanted.put("code", code);
        wanted.put("content", content);
        wanted.put("reason", "new");
        if (client != null) {
            wanted.put("clientId", client.toString());
        }
        return admin.post("/api/pages", wanted).expect(201).body();
    }

    private JsonNode approve(String code, int version, boolean acknowledge) {
        return admin.post(
                        "/api/pages/" + code + "/versions/" + version + "/approve",
                        Map.of("reason", "agreed", "acknowledge", acknowledge))
                .expect(200)
                .body();
    }

    private JsonNode draft(String code, int base, Map<String, Object> content) {
        return admin.put("/api/pages/" + code, Map.of("baseVersion", base, "content", content, "reason", "better"))
                .expect(200)
                .body();
    }

    private static List<String> search(Caller who, String typed) {
        return who.get("/api/page-search?q=" + java.net.URLEncoder.encode(typed, StandardCharsets.UTF_8))
                .expect(200)
                .body()
                .path("items")
                .findValuesAsString("code");
    }

    private record Person(Caller caller, String account) {}

    private Person person(String name, List<String> rights, List<String> clients) {
        var role = admin.post(
                        "/api/roles",
                        Map.of(
                                "version",
                                0,
                                "code",
                                name + "-role",
                                "name",
                                Map.of("en", name),
                                "rights",
                                rights,
                                "builtIn",
                                false,
                                "accounts",
                                0))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var account = admin.post(
                        "/api/accounts",
                        Map.of(
                                "version",
                                0,
                                "name",
                                name,
                                "displayName",
                                name,
                                "roles",
                                List.of(role),
                                "allClients",
                                false,
                                "clients",
                                clients,
                                "language",
                                "en",
                                "timeZone",
                                "UTC",
                                "active",
                                true))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var password = admin.post("/api/accounts/" + account + "/one-time-password", Map.of())
                .expect(200)
                .body()
                .path("password")
                .asString();
        var caller = house.signIn(name, password);
        caller.put("/api/me/password", Map.of("old", password, "next", HousesForTests.PASSWORD))
                .expect(200);
        return new Person(caller, account);
    }

    /// Somebody with an account, who works as an agent for the client.
    private Caller agent(String name, List<String> rights, @Nullable String queue) {
        var client = Long.toString(house.clientId());
        var person = person(name, rights, List.of(client));
        admin.post(
                        "/api/agents",
                        Map.of(
                                "name",
                                name,
                                "staffNumber",
                                name,
                                "siteId",
                                Long.toString(house.siteId()),
                                "accountId",
                                person.account(),
                                "clients",
                                List.of(client),
                                "queues",
                                queue == null ? List.of() : List.of(queue)))
                .expect(201);
        return person.caller();
    }

    @Test
    void aPageIsFoundFromItsApprovalUntilItIsRetired() {
        create("returns", content("Returning goods", "Customers may **return** goods."), null);
        assertThat(search(admin, "returning")).isEmpty();
        approve("returns", 1, false);
        assertThat(search(admin, "returning")).containsExactly("returns");
        var read = admin.get("/api/pages/returns/read").expect(200).body();
        assertThat(read.path("languages").get(0).path("nodes").findValuesAsString("kind"))
                .contains("strong");
        assertThat(read.path("why").asString()).isEqualTo("agreed");

        draft("returns", 1, content("Sending goods back", "Customers may send goods back."));
        assertThat(search(admin, "sending")).isEmpty(); // a draft is nobody's answer
        approve("returns", 2, false);
        assertThat(search(admin, "sending")).containsExactly("returns");
        assertThat(search(admin, "returning")).isEmpty();
        assertThat(admin.get("/api/pages?q=sending").body().path("total").asInt())
                .isOne();

        admin.post("/api/pages/returns/versions/2/retire", Map.of("reason", "gone"))
                .expect(200);
        assertThat(search(admin, "sending")).isEmpty();
        assertThat(admin.get("/api/pages/returns/read").status()).isEqualTo(404);
        var log = admin.get("/api/pages/returns").body().path("log");
        assertThat(log.findValuesAsString("act"))
                .containsExactly("retired", "approved", "drafted", "approved", "drafted");
        assertThat(log.get(0).path("details").asString()).isEqualTo("gone");
        assertThat(log.get(0).path("by").asString()).isNotEmpty();
    }

    @Test
    void eachLanguageIsFoundByBothScriptsAndBySound() {
        var chinese = content("x", "x");
        chinese.put("title", Map.of("zh-Hans", "退货政策", "en", "Return policy"));
        chinese.put("body", Map.of("zh-Hans", "三十天内可以退货。", "en", "Within 30 days."));
        create("return-policy", chinese, null);
        approve("return-policy", 1, false);
        for (var typed : List.of("退貨", "退货政", "thzc", "policy", "怎么退货")) {
            assertThat(search(admin, typed)).as(typed).containsExactly("return-policy");
        }
        var hit = admin.get("/api/page-search?q=tuihuo").body().path("items").get(0);
        assertThat(hit.path("language").asString()).isEqualTo("zh-Hans");
        var both = admin.get("/api/page-search?q=30").body().path("items").get(0);
        assertThat(both.path("snippet").findValuesAsString("text")).contains("30");
    }

    @Test
    void aPageIsShownOnlyWhileItIsValid() {
        var content = content("Summer prices", "Ten per cent off.");
        content.put("kind", "answer");
        content.put("validUntil", Instant.now().plus(Duration.ofDays(10)).toString());
        create("summer", content, null);
        var late = admin.post(
                        "/api/pages/summer/versions/1/approve",
                        Map.of(
                                "reason",
                                "",
                                "validFrom",
                                Instant.now().plus(Duration.ofDays(11)).toString()))
                .expect(409);
        assertThat(late.code()).isEqualTo("page-out-of-date");
        admin.post(
                        "/api/pages/summer/versions/1/approve",
                        Map.of(
                                "reason",
                                "",
                                "validFrom",
                                Instant.now().plus(Duration.ofDays(5)).toString()))
                .expect(200);
        assertThat(search(admin, "summer")).isEmpty();
        assertThat(admin.get("/api/pages/summer/read").status()).isEqualTo(404);
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("update definition_version set valid_from = now() - interval '1 minute'")
                    .update();
            database.sql("update page_text set valid_from = now() - interval '1 minute'")
                    .update();
            database.sql("update page set text_mark = text_mark + 1").update();
        });
        assertThat(search(admin, "summer")).containsExactly("summer");
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("update page_text set valid_to = now()").update();
            database.sql("update page set text_mark = text_mark + 1").update();
        });
        assertThat(search(admin, "summer")).isEmpty();
    }

    @Test
    void nobodyFindsOrReadsWhatBelongsToAClientThatIsNotTheirs() {
        create("secret", content("Secret offer", "For one client only."), house.clientId());
        approve("secret", 1, false);
        create("common", content("Secret of a good greeting", "For all."), null);
        approve("common", 1, false);
        var outside = person("outside", List.of("pages.view"), List.of()).caller();
        assertThat(search(admin, "secret")).containsExactlyInAnyOrder("secret", "common");
        assertThat(search(outside, "secret")).containsExactly("common");
        assertThat(outside.get("/api/pages/secret/read").status()).isEqualTo(404);
        var other = HousesForTests.open(application).administrator();
        assertThat(search(other, "secret")).isEmpty();
        assertThat(other.get("/api/pages/common/read").status()).isEqualTo(404);
        // and at a contact of one client, no page of another
        assertThat(admin.get("/api/page-search?q=secret&client=" + (house.clientId() + 1))
                        .body()
                        .path("items")
                        .findValuesAsString("code"))
                .containsExactly("common");
        assertThat(outside.get("/api/pages").status()).isEqualTo(403);
        assertThat(outside.post("/api/pages", Map.of()).status()).isEqualTo(403);
        assertThat(outside.post("/api/pages/common/versions/1/retire", Map.of()).status())
                .isEqualTo(403);
    }

    @Test
    void whoIsAskedAcknowledgesAChangeAndSeesWhatChanged() {
        var ann = agent("ann", List.of("desk.work", "pages.view"), null);
        create("greeting", content("Greeting", "Say good morning."), house.clientId());
        approve("greeting", 1, false);
        assertThat(ann.get("/api/page-work").body().path("toAcknowledge")).isEmpty();
        ann.post("/api/pages/greeting/readings", Map.of("version", 1)).expect(204);
        draft("greeting", 1, content("Greeting", "Say good evening."));
        approve("greeting", 2, true);

        var work = ann.get("/api/page-work").body().path("toAcknowledge");
        assertThat(work.findValuesAsString("code")).containsExactly("greeting");
        var read = ann.get("/api/pages/greeting/read").body();
        assertThat(read.path("toAcknowledge").asBoolean()).isTrue();
        assertThat(read.path("readVersion").asInt()).isOne();
        var change =
                ann.get("/api/pages/greeting/changes").body().path("changes").get(0);
        assertThat(change.path("runs").findValuesAsString("text"))
                .containsExactly("Say good ", "morning", "evening", ".");
        var before = admin.get("/api/pages/greeting/readers").body();
        assertThat(before.path("done").asInt()).isZero();
        assertThat(before.path("readers").findValuesAsString("name")).containsExactly("ann");

        assertThat(ann.post("/api/pages/greeting/readings", Map.of("version", 1, "acknowledged", true))
                        .code())
                .isEqualTo("page-changed"); // what they saw is not what is shown
        ann.post("/api/pages/greeting/readings", Map.of("version", 2, "acknowledged", true))
                .expect(204);
        assertThat(ann.get("/api/page-work").body().path("toAcknowledge")).isEmpty();
        assertThat(admin.get("/api/pages/greeting/readers").body().path("done").asInt())
                .isOne();
        // a later change that asks for nothing does not ask again
        draft("greeting", 2, content("Greeting", "Say good evening, please."));
        approve("greeting", 3, false);
        assertThat(ann.get("/api/page-work").body().path("toAcknowledge")).isEmpty();
    }

    @Test
    void aDoubtIsRaisedWithOneClickAnsweredAndSeen() {
        var ann = agent("ann", List.of("desk.work", "pages.view"), null);
        create("delivery", content("Delivery", "Three days."), house.clientId());
        approve("delivery", 1, false);
        var doubt = ann.post("/api/pages/delivery/doubts", Map.of("version", 1, "language", "en"))
                .expect(201)
                .body();
        assertThat(Instant.parse(doubt.path("dueAt").asString())).isAfter(Instant.now());
        var mine = admin.get("/api/page-work").body().path("toAnswer");
        assertThat(mine.findValuesAsString("askedBy")).containsExactly("ann");
        assertThat(admin.get("/api/pages")
                        .body()
                        .path("items")
                        .get(0)
                        .path("doubts")
                        .asInt())
                .isOne();
        var id = doubt.path("id").asString();
        assertThat(ann.post("/api/page-doubts/" + id + "/answer", Map.of("answer", "me"))
                        .status())
                .isEqualTo(403);
        admin.post("/api/page-doubts/" + id + "/answer", Map.of("answer", "Five days since May."))
                .expect(200);
        assertThat(admin.post("/api/page-doubts/" + id + "/answer", Map.of("answer", "again"))
                        .code())
                .isEqualTo("page-doubt-answered");
        assertThat(ann.get("/api/page-work").body().path("answered").findValuesAsString("answer"))
                .containsExactly("Five days since May.");
        admin.post("/api/page-doubts/" + id + "/seen", Map.of()).expect(204); // not theirs: nothing happens
        assertThat(ann.get("/api/page-work").body().path("answered")).hasSize(1);
        ann.post("/api/page-doubts/" + id + "/seen", Map.of()).expect(204);
        assertThat(ann.get("/api/page-work").body().path("answered")).isEmpty();
    }

    @Test
    void whoeverWritesPagesKnowsByNameWhoMayLookAfterThem() {
        var leader = person("leader", List.of("pages.view", "pages.edit"), List.of(Long.toString(house.clientId())));
        var reader = person("reader", List.of("pages.view"), List.of());
        create("law", content("Returns by law", "Fourteen days."), house.clientId());
        leader.caller().get("/api/accounts").expect(403);
        var owners = leader.caller().get("/api/page-owners").expect(200).body();
        assertThat(owners.findValuesAsString("id"))
                .contains(leader.account(), Long.toString(house.administratorId()))
                .doesNotContain(reader.account());
        assertThat(owners.path(0).propertyNames()).containsExactlyInAnyOrder("id", "displayName");
        leader.caller()
                .put("/api/pages/law/keeping", Map.of("keeping", 0, "ownerId", leader.account(), "reviewDays", 30))
                .expect(200);
        reader.caller().get("/api/page-owners").expect(403);
    }

    @Test
    void aReviewIsDueAfterItsDaysAndIsRecorded() {
        create("law", content("Returns by law", "Fourteen days."), null);
        approve("law", 1, false);
        var kept = admin.put(
                        "/api/pages/law/keeping",
                        Map.of("keeping", 0, "ownerId", Long.toString(house.administratorId()), "reviewDays", 30))
                .expect(200)
                .body();
        assertThat(kept.path("row").path("ownerName").asString()).isNotEmpty();
        assertThat(admin.put("/api/pages/law/keeping", Map.of("keeping", 0, "reviewDays", 31))
                        .code())
                .isEqualTo("edit-conflict");
        assertThat(admin.get("/api/pages?due=true").body().path("total").asInt())
                .isZero();
        tenancy.asSystem(
                house.tenantId(),
                () -> database.sql("update page set review_due = now() - interval '1 day'")
                        .update());
        assertThat(admin.get("/api/pages?due=true").body().path("total").asInt())
                .isOne();
        assertThat(admin.get("/api/page-work").body().path("toReview").findValuesAsString("code"))
                .containsExactly("law");
        var done = admin.post("/api/pages/law/reviews", Map.of("outcome", "kept", "note", "read with the team"))
                .expect(200)
                .body();
        assertThat(Instant.parse(done.path("row").path("reviewDue").asString())).isAfter(Instant.now());
        assertThat(done.path("log").get(0).path("act").asString()).isEqualTo("kept");
        assertThat(done.path("log").get(0).path("details").asString()).isEqualTo("read with the team");
    }

    @Test
    void aSearchWithoutResultIsKeptWithoutWhoAskedAndWithoutNumbers() {
        create("a", content("Apples", "Red."), null);
        approve("a", 1, false);
        for (var words : List.of("Pears ripe", "pears ripe", "apples", "call 5551234", "ann@x.example")) {
            admin.post("/api/page-search/misses", Map.of("words", words)).expect(204);
        }
        var misses = admin.get("/api/page-misses").body().path("items");
        assertThat(misses.findValuesAsString("words")).containsExactly("pears ripe");
        assertThat(misses.get(0).path("count").asInt()).isEqualTo(2);
        var columns = database.sql("select column_name from information_schema.columns where table_name = 'page_miss'")
                .query((row, _) -> row.getString(1))
                .list();
        assertThat(columns).noneMatch(column -> column.contains("account") || column.contains("author"));
        tenancy.asSystem(
                house.tenantId(),
                () -> assertThat(application
                                .getBean(ForgottenPages.class)
                                .expire(
                                        new ClientId(house.clientId()),
                                        Instant.now().plusSeconds(5)))
                        .isOne());
        assertThat(admin.get("/api/page-misses").body().path("items")).isEmpty();
    }

    @Test
    void whatAgentsTypedOfACustomerGoesWithThem() {
        create("names", content("Names", "Say them right."), house.clientId());
        approve("names", 1, false);
        admin.post("/api/page-search/misses", Map.of("words", "Zhuge Liang gift"))
                .expect(204);
        var doubt = admin.post(
                        "/api/pages/names/doubts",
                        Map.of("version", 1, "language", "en", "text", "Mr ZHUGE LIANG says otherwise"))
                .expect(201)
                .body();
        var customer = admin.post(
                        "/api/customers",
                        Map.of(
                                "clientId",
                                Long.toString(house.clientId()),
                                "name",
                                "Zhuge Liang",
                                "language",
                                "zh-Hans",
                                "numbers",
                                List.of()))
                .expect(201)
                .body()
                .path("id")
                .asString();
        admin.post("/api/customers/" + customer + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        assertThat(admin.get("/api/page-misses").body().path("items")).isEmpty();
        var left = admin.get("/api/pages/names/doubts").body().path("items").get(0);
        assertThat(left.path("id")).isEqualTo(doubt.path("id")); // that there was a doubt stays
        assertThat(left.path("text").asString()).isEmpty();
    }

    @Test
    void whoMayNotSeeEveryClientLeavesTheHousesPagesAlone() {
        create("common", content("Common", "For all."), null);
        create("own", content("Own", "For one."), house.clientId());
        var author = person(
                        "author",
                        List.of("pages.view", "pages.edit", "pages.approve"),
                        List.of(Long.toString(house.clientId())))
                .caller();
        var change = Map.of("baseVersion", 1, "content", content("Changed", "x"), "reason", "x");
        author.put("/api/pages/common", change).expect(200); // the house has no other client
        admin.post(
                        "/api/clients",
                        Map.of(
                                "version",
                                0,
                                "code",
                                "second",
                                "name",
                                Map.of("en", "Second"),
                                "timeZone",
                                "Asia/Shanghai",
                                "retentionDays",
                                Map.of("recordings", 90, "interactions", 900, "customers", 900),
                                "active",
                                true))
                .expect(201);
        var again = Map.of("baseVersion", 2, "content", content("Changed", "x"), "reason", "x");
        assertThat(author.put("/api/pages/common", again).expect(403).code()).isEqualTo("pages-of-the-house");
        assertThat(author.post("/api/pages/common/versions/2/approve", Map.of()).status())
                .isEqualTo(403);
        assertThat(author.post("/api/pages", Map.of("code", "new", "content", content("T", "b")))
                        .status())
                .isEqualTo(403);
        author.put("/api/pages/own", change).expect(200);
    }

    @Test
    void synonymsOfTheHouseAreFoundAndEditedByOneAtATime() {
        create("parcel", content("Lost parcel", "Start an inquiry."), null);
        approve("parcel", 1, false);
        assertThat(search(admin, "package")).isEmpty();
        var list = admin.get("/api/page-synonyms").body();
        int version = list.path("version").asInt();
        admin.put(
                        "/api/page-synonyms",
                        Map.of("version", version, "groups", List.of(List.of("parcel", "package", "包裹"))))
                .expect(200);
        assertThat(search(admin, "package")).containsExactly("parcel");
        assertThat(search(admin, "包裹")).containsExactly("parcel");
        assertThat(admin.put("/api/page-synonyms", Map.of("version", version, "groups", List.of()))
                        .code())
                .isEqualTo("edit-conflict");
        assertThat(admin.put(
                                "/api/page-synonyms",
                                Map.of("version", version + 1, "groups", List.of(List.of("a", "b"), List.of("B", "c"))))
                        .code())
                .isEqualTo("fields-invalid");
    }

    @Test
    void aFileIsTakenForWhatItContainsAndServedHarmlessly() throws Exception {
        create("picture", content("Picture", "x"), null);
        var refused = upload("picture", "harmless.png", "<svg onload='alert(1)'>".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(415);
        var taken = upload("picture", "..\\notes.html", "plain words".getBytes(StandardCharsets.UTF_8));
        assertThat(taken.statusCode()).isEqualTo(201);
        var file = admin.get("/api/pages/picture").body().path("attachments").get(0);
        assertThat(file.path("name").asString()).isEqualTo("notes.txt");
        var served =
                admin.get("/api/page-attachments/" + file.path("id").asString()).expect(200);
        assertThat(served.text()).isEqualTo("plain words");
        assertThat(served.header("content-security-policy")).contains("sandbox");
        assertThat(served.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(served.header("content-disposition")).startsWith("attachment");
        assertThat(served.header("content-type")).startsWith("text/plain");
        var other = HousesForTests.open(application).administrator();
        assertThat(other.get("/api/page-attachments/" + file.path("id").asString())
                        .status())
                .isEqualTo(404);
        var named = content("Picture", "x");
        named.put("attachments", List.of(file.path("id").asString(), "77"));
        assertThat(admin.put("/api/pages/picture", Map.of("baseVersion", 1, "content", named))
                        .code())
                .isEqualTo("fields-invalid");
        named.put("attachments", List.of(file.path("id").asString()));
        draft("picture", 1, named);
        approve("picture", 2, false);
        assertThat(admin.get("/api/pages/picture/read").body().path("attachments"))
                .hasSize(1);
    }

    private HttpResponse<String> upload(String page, String name, byte[] content) throws Exception {
        var boundary = "boundary7";
        var head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                        + name.replace("\"", "%22") + "\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        var tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(admin.base() + "/api/pages/" + page + "/attachments"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("X-CSRF-Token", Objects.requireNonNull(admin.csrfToken()))
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofByteArray(tail)))
                .build();
        return admin.http().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        var wrong = new HashMap<String, Object>();
        wrong.put("kind", "poem");
        wrong.put("title", Map.of("en", "T"));
        wrong.put("body", Map.of("zh-Hans", "没有标题"));
        wrong.put("queues", List.of("nowhere"));
        wrong.put("tags", List.of(" "));
        var answer = admin.post("/api/pages", Map.of("code", "Bad Code", "content", wrong));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("fields").findValuesAsString("field"))
                .contains("code", "kind", "title.zh-Hans", "queues", "tags");
        assertThat(admin.post("/api/pages", Map.of("code", "x"))
                        .body()
                        .path("fields")
                        .findValuesAsString("field"))
                .containsExactly("content");
        create("taken", content("T", "b"), null);
        assertThat(admin.post("/api/pages", Map.of("code", "taken", "content", content("T", "b")))
                        .code())
                .isEqualTo("fields-invalid");
        assertThat(admin.put("/api/pages/taken", Map.of("baseVersion", 7, "content", content("T", "b")))
                        .code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void aPageIsProposedForItsQueueAndItsReason() {
        var queue = admin.post(
                        "/api/queues",
                        Map.of(
                                "code", "returns",
                                "name", Map.of("en", "Returns"),
                                "clientId", Long.toString(house.clientId()),
                                "siteId", Long.toString(house.siteId())))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var ofQueue = content("Taking goods back", "x");
        ofQueue.put("queues", List.of("returns"));
        create("by-queue", ofQueue, null);
        approve("by-queue", 1, true);
        var ofReason = content("Broken goods", "x");
        ofReason.put("reasons", List.of("broken"));
        create("by-reason", ofReason, null);
        approve("by-reason", 1, false);
        var proposed = admin.get("/api/page-proposals?queue=" + queue + "&reason=broken&reason=other")
                .expect(200)
                .body()
                .path("items");
        assertThat(proposed.findValuesAsString("code")).containsExactly("by-reason", "by-queue");
        assertThat(admin.get("/api/page-proposals").expect(200).body().path("items"))
                .isEmpty();
        // whom a page of a queue is for: agents of the queue, and those who serve every queue
        var serves = agent("serves", List.of("pages.view"), queue);
        assertThat(serves.get("/api/page-work").body().path("toAcknowledge")).hasSize(1);
    }

    @Test
    void aDoubtIsPutInWordsAfterwardsOrTakenBackByWhoRaisedItUntilItIsAnswered() {
        var ann = agent("ann", List.of("desk.work", "pages.view"), null);
        create("delivery", content("Delivery", "Three days."), house.clientId());
        approve("delivery", 1, false);
        var id = ann.post("/api/pages/delivery/doubts", Map.of("version", 1, "language", "en"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        var path = "/api/page-doubts/" + id;
        assertThat(ann.put(path + "/words", Map.of("text", " It took five days. "))
                        .expect(200)
                        .body()
                        .path("text")
                        .asString())
                .isEqualTo("It took five days.");
        ann.put(path + "/words", Map.of("text", "x".repeat(2_001))).expect(400);
        admin.put(path + "/words", Map.of("text", "not mine")).expect(404);
        admin.delete(path).expect(404);
        assertThat(admin.get("/api/pages/delivery/doubts").body().path("items").findValuesAsString("text"))
                .containsExactly("It took five days.");
        ann.delete(path).expect(204);
        assertThat(admin.get("/api/pages/delivery/doubts").body().path("items")).isEmpty();
        var second = ann.post("/api/pages/delivery/doubts", Map.of("version", 1, "language", "en"))
                .expect(201)
                .body()
                .path("id")
                .asString();
        admin.post("/api/page-doubts/" + second + "/answer", Map.of("answer", "Five since May."))
                .expect(200);
        assertThat(ann.delete("/api/page-doubts/" + second).expect(409).code()).isEqualTo("page-doubt-answered");
        assertThat(ann.put("/api/page-doubts/" + second + "/words", Map.of("text", "too late"))
                        .expect(409)
                        .code())
                .isEqualTo("page-doubt-answered");
    }
}
