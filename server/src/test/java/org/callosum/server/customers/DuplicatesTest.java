package org.callosum.server.customers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.callosum.server.cases.Cases;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Two records of one person: found for stated reasons, merged, and taken apart again with what came
/// since.
@ServerTest
class DuplicatesTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    Cases cases;

    @Autowired
    JdbcClient database;

    Furnished here;
    Caller staff;

    @BeforeEach
    void open() {
        here = Furnished.open(application);
        staff = here.staff();
    }

    private String customer(String name, String number, String email, Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(Map.of("clientId", here.client(), "name", name, "email", email));
        wanted.put("numbers", List.of(Map.of("number", number, "kind", "mobile")));
        wanted.putAll(more);
        return here.id("/api/customers", wanted);
    }

    private JsonNode get(String path) {
        return staff.get(path).expect(200).body();
    }

    private long contact(long offset, String customer, String number) {
        long tenant = here.house().tenantId();
        long id = tenant + offset;
        tenancy.asSystem(tenant, () -> {
            database.sql("""
                            insert into interaction (id, tenant_id, client_id, direction, channel, arrived_at, customer_id)
                            values (?, ?, ?, 'in', 'voice', now(), ?)""")
                    .params(id, tenant, here.house().clientId(), Long.valueOf(customer))
                    .update();
            database.sql(
                            "insert into interaction_person (interaction_id, tenant_id, client_id, number) values (?, ?, ?, ?)")
                    .params(id, tenant, here.house().clientId(), number)
                    .update();
        });
        return id;
    }

    private String customerOf(String table, long id) {
        return tenancy.<String>asSystem(
                here.house().tenantId(),
                () -> database.sql("select customer_id from " + table + " where id = ?")
                        .param(id)
                        .query((row, _) -> row.getString(1))
                        .single());
    }

    @Test
    void oneNameInThreeSpellingsIsFoundAndReasonsAreGiven() {
        customer("吴晓琳", "13800138000", "lin@example.org", Map.of());
        customer("吳曉琳", "13800138001", "LIN@example.org", Map.of());
        customer("Xiaolin Wu", "13800138002", "wu@example.org", Map.of());
        customer("Somebody Else", "13800138003", "else@example.org", Map.of());
        var pairs = get("/api/customer-duplicates");
        assertThat(pairs.path("total").asInt()).isEqualTo(3);
        var surest = pairs.path("items").get(0);
        assertThat(surest.path("reasons").valueStream().map(JsonNode::asString)).containsExactly("email", "name");
        assertThat(surest.path("score").asDouble()).isEqualTo(0.76);
        var two = surest;
        staff.post(
                        "/api/customers/" + two.path("first").path("id").asString() + "/distinct",
                        Map.of("other", two.path("second").path("id").asString()))
                .expect(204);
        assertThat(get("/api/customer-duplicates").path("total").asInt()).isEqualTo(2);
    }

    @Test
    void aNumberThatAFamilySharesIsAWeakSign() {
        customer("Anna Bell", "13800138000", "anna@example.org", Map.of());
        customer("Carl Dorn", "13800138000", "carl@example.org", Map.of());
        var pair = get("/api/customer-duplicates").path("items").get(0);
        assertThat(pair.path("score").asDouble()).isEqualTo(0.24);
        assertThat(pair.path("reasons").valueStream().map(JsonNode::asString))
                .containsExactly("number", "other-name", "other-email");
    }

    @Test
    void mergedTheyAreOneAndTakenApartEachHasItsOwnAgain() {
        var kept = customer("Wu Xiaolin", "13800138000", "lin@example.org", Map.of("memberLevel", "Gold"));
        var other = customer("吴晓琳", "13911112222", "wu@example.org", Map.of("notes", "rings on Mondays"));
        var before = contact(11, other, "+8613911112222");
        var work = tenancy.<Long>asSystem(
                here.house().tenantId(),
                () -> cases.open(new Cases.Opening(
                        here.house().clientId(),
                        "message",
                        "after-hours",
                        before,
                        Long.valueOf(other),
                        null,
                        null,
                        "",
                        null)));
        staff.post(
                        "/api/customers/" + other + "/consents",
                        Map.of(
                                "kind",
                                "withdrawn",
                                "channel",
                                "call",
                                "scope",
                                "all",
                                "source",
                                "phone",
                                "proof",
                                "said so"))
                .expect(200);
        var otherVersion = get("/api/customers/" + other).path("version").asInt();
        var merged = staff.post(
                        "/api/customers/" + kept + "/merge",
                        Map.of(
                                "other",
                                other,
                                "version",
                                0,
                                "otherVersion",
                                otherVersion,
                                "fromOther",
                                List.of("name")))
                .expect(200)
                .body();
        assertThat(merged.path("name").asString()).isEqualTo("吴晓琳");
        assertThat(merged.path("memberLevel").asString()).isEqualTo("Gold");
        assertThat(merged.path("notes").asString()).isEqualTo("rings on Mondays");
        assertThat(merged.path("numbers")).hasSize(2);
        assertThat(merged.path("consent").path("phone").asBoolean(true)).isFalse(); // who said no once said no
        assertThat(customerOf("interaction", before)).isEqualTo(kept);
        assertThat(customerOf("service_case", work)).isEqualTo(kept);
        assertThat(get("/api/customers").path("total").asInt()).isOne();
        assertThat(staff.put(
                                "/api/customers/" + other,
                                Map.of("clientId", here.client(), "name", "x", "version", otherVersion + 1))
                        .expect(409)
                        .code())
                .isEqualTo("customer-merged");

        // what happens while they are one
        var hers = contact(12, kept, "+8613911112222");
        var his = contact(13, kept, "+8613800138000");
        var edited = new HashMap<String, Object>();
        merged.properties().forEach(field -> edited.put(field.getKey(), field.getValue()));
        edited.put("memberLevel", "Silver");
        staff.put("/api/customers/" + kept, edited).expect(200);

        var merge = get("/api/customers/" + kept + "/merges").get(0);
        assertThat(merge.path("canUndo").asBoolean()).isTrue();
        staff.post("/api/customer-merges/" + merge.path("id").asString() + "/undo", Map.of())
                .expect(200);
        var first = get("/api/customers/" + kept);
        var second = get("/api/customers/" + other);
        assertThat(first.path("name").asString()).isEqualTo("Wu Xiaolin");
        assertThat(first.path("memberLevel").asString()).isEqualTo("Silver"); // changed since: stays
        assertThat(first.has("notes")).isFalse();
        assertThat(first.path("numbers").findValuesAsString("number")).containsExactly("+8613800138000");
        assertThat(second.path("name").asString()).isEqualTo("吴晓琳");
        assertThat(second.path("numbers").findValuesAsString("number")).containsExactly("+8613911112222");
        assertThat(customerOf("interaction", before)).isEqualTo(other);
        assertThat(customerOf("service_case", work)).isEqualTo(other);
        assertThat(customerOf("interaction", hers)).isEqualTo(other);
        assertThat(customerOf("interaction", his)).isEqualTo(kept);
        assertThat(staff.post("/api/customer-merges/" + merge.path("id").asString() + "/undo", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("merge-undone-already");
    }

    @Test
    void whoMergeOneRecordAtOnceMergeItOnce() throws Exception {
        var kept = customer("Wu Xiaolin", "13800138000", "lin@example.org", Map.of());
        var others = List.of(
                customer("吴晓琳", "13911112222", "a@example.org", Map.of()),
                customer("吳曉琳", "13911112223", "b@example.org", Map.of()));
        var tries = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 6; i++) {
            var wish = Map.of("other", others.get(i % 2), "version", 0, "otherVersion", 0);
            tries.add(
                    () -> staff.post("/api/customers/" + kept + "/merge", wish).status());
        }
        var merged = 0;
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var each : threads.invokeAll(tries)) {
                assertThat(each.get()).isIn(200, 409);
                merged += each.get() == 200 ? 1 : 0;
            }
        }
        assertThat(merged).isOne();
        assertThat(get("/api/customers/" + kept + "/merges")).hasSize(1);
    }

    @Test
    void whoeverIsForgottenIsForgottenWithWhatWasMergedIntoThem() {
        var kept = customer("Ouyang Mingzhu", "13800138000", "mingzhu@example.org", Map.of());
        var other = customer("欧阳明珠", "13911112222", "ouyang@example.org", Map.of("notes", "rings on Mondays"));
        staff.post("/api/customers/" + kept + "/merge", Map.of("other", other, "version", 0, "otherVersion", 0))
                .expect(200);
        var merge = get("/api/customers/" + kept + "/merges").get(0).path("id").asString();
        // asked for by the record that is not shown any more: it is the same person
        staff.post("/api/customers/" + other + "/erase", Map.of("reason", "asked in writing"))
                .expect(204);
        tenancy.asSystem(here.house().tenantId(), () -> {
            for (var table : database.sql(
                            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'flyway_schema_history'")
                    .query((row, _) -> row.getString(1))
                    .list()) {
                assertThat(database.sql("select t::text from " + table + " t")
                                .query((row, _) -> row.getString(1))
                                .list())
                        .as(table)
                        .noneMatch(row -> row.contains("Mingzhu")
                                || row.contains("明珠")
                                || row.contains("mingzhu")
                                || row.contains("13911112222")
                                || row.contains("Mondays"));
            }
        });
        assertThat(staff.post("/api/customer-merges/" + merge + "/undo", Map.of())
                        .expect(409)
                        .code())
                .isEqualTo("customer-erased");
    }

    @Test
    void nobodyIsMergedAcrossHouses() {
        var other = Furnished.open(application);
        var foreign = other.customer("Wu Xiaolin", "13800138000");
        var mine = customer("Wu Xiaolin", "13800138000", "lin@example.org", Map.of());
        staff.post("/api/customers/" + mine + "/merge", Map.of("other", foreign, "version", 0, "otherVersion", 0))
                .expect(404);
        assertThat(staff.post("/api/customers/" + mine + "/merge", Map.of("other", mine, "version", 0))
                        .expect(400)
                        .body()
                        .path("fields")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("other");
        assertThat(get("/api/customer-duplicates").path("total").asInt()).isZero();
    }
}
