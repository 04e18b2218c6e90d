package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.server.flows.Flows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.Queues;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class SampleCentreTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    SampleCentre sampleCentre;

    @Autowired
    Playbook playbook;

    @Autowired
    Flows flows;

    @Autowired
    Queues queues;

    @Autowired
    PhoneBook phoneBook;

    @Autowired
    JdbcClient database;

    @Test
    void theSampleCentreIsCompleteAndASecondRunAddsNothing() {
        var house = HousesForTests.open(application);
        var first = sampleCentre.install(house.tenantId());
        var counts = counts(house.tenantId());
        assertThat(counts)
                .containsEntry("client", 2L)
                .containsEntry("site", 2L)
                .containsEntry("queue", 5L)
                .containsEntry("agent", 12L)
                .containsEntry("team", 2L)
                .containsEntry("team_member", 12L)
                .containsEntry("device", 12L)
                .containsEntry("widget_site", 1L);
        var second = sampleCentre.install(house.tenantId());
        assertThat(counts(house.tenantId())).isEqualTo(counts);
        assertThat(second.widgetKey()).isEqualTo(first.widgetKey());
        assertThat(second.phones()).hasSize(11);

        var routing = house.administrator().get("/api/routing").expect(200).body();
        assertThat(routing.path("liveVersion").asInt()).isOne();
        assertThat(routing.path("rules").findValuesAsString("kind"))
                .containsExactly("short-way", "priority", "last-agent");
        assertThat(routing.path("leftOut")).isEmpty();
        assertThat(routing.path("findings")).isEmpty();

        for (var phone : second.phones()) {
            assertThat(phoneBook.find(phone.user())).isNotNull();
            assertThat(phoneBook.ofAgent(phone.agent().value())).isEqualTo(new PhoneBook.Line(phone.user(), null));
        }
        var harbour = Objects.requireNonNull(second.clients().get("harbour")).value();
        var northlight =
                Objects.requireNonNull(second.clients().get("northlight")).value();
        assertThat(flows.live(house.tenantId(), "harbour-main", harbour)).isNotNull();
        assertThat(flows.live(house.tenantId(), "northlight-main", harbour)).isNull();
        assertThat(flows.live(house.tenantId(), "northlight-main", northlight)).isNotNull();
        assertThat(flows.live(house.tenantId(), "waiting", northlight)).isNotNull();
    }

    @Test
    void theVisitorSignsInAtThePlaceLeftForThem() {
        var house = HousesForTests.open(application);
        var sample = sampleCentre.install(house.tenantId());
        var visitor = house.signIn(sample.visitor().account(), sample.visitor().password());
        var me = visitor.get("/api/me").expect(200).body();
        assertThat(me.path("agentId").asString())
                .isEqualTo(sample.visitor().agent().toString());
        assertThat(me.path("clients")).hasSize(2);
    }

    @Test
    void everyShippedFlowOfTheSampleIsFreeOfFindings() {
        var house = HousesForTests.open(application);
        sampleCentre.install(house.tenantId());
        tenancy.asSystem(house.tenantId(), () -> {
            for (var flow : flows.all()) {
                assertThat(flows.page(flow.code()).findings()).as(flow.code()).isEmpty();
            }
        });
    }

    @Test
    void everyShippedFormAndTypeOfCaseIsInServiceWithoutFindings() {
        var house = HousesForTests.open(application);
        sampleCentre.install(house.tenantId());
        var admin = house.administrator();
        var forms = admin.get("/api/forms?size=200").expect(200).body().path("items");
        assertThat(forms.findValuesAsString("code")).contains("complaint", "recurring-problem", "note-escalation");
        for (var code : forms.findValuesAsString("code")) {
            var page = admin.get("/api/forms/" + code).expect(200).body();
            assertThat(page.path("liveVersion").asInt()).as(code).isOne();
            assertThat(page.at("/latest/findings")).as(code).isEmpty();
        }
        var types = admin.get("/api/case-types").expect(200).body().path("items");
        assertThat(types.findValuesAsString("code")).contains("call-back", "complaint", "ticket");
        for (var type : types) {
            var code = type.path("code").asString();
            assertThat(type.path("active").asBoolean()).as(code).isTrue();
            assertThat(admin.get("/api/case-types/" + code).expect(200).body().at("/latest/findings"))
                    .as(code)
                    .isEmpty();
        }
        var cases = admin.get("/api/cases?size=200").expect(200).body().path("items");
        assertThat(cases.findValuesAsString("type"))
                .contains("complaint", "ticket", "follow-up", "escalation", "recurring-problem", "equipment-fault");
        var complaint =
                admin.get("/api/cases?type=complaint").body().path("items").get(0);
        var whole = admin.get("/api/cases/" + complaint.path("id").asString())
                .expect(200)
                .body();
        assertThat(whole.at("/answers/order-number/value").asString()).isEqualTo("HG-20418");
        assertThat(whole.at("/form/code").asString()).isEqualTo("complaint");
    }

    @Test
    void anOrdinaryHouseStartsWithHoursAQueueResultsAndAFlowThatIsLive() {
        var house = HousesForTests.open(application);
        playbook.bring(house.tenantId());
        playbook.furnish(house.tenantId());
        var admin = house.administrator();
        assertThat(admin.get("/api/queues").body().path("items").findValuesAsString("code"))
                .containsExactly("main");
        var calendar = admin.get("/api/calendars").body().path("items").get(0);
        assertThat(calendar.path("code").asString()).isEqualTo("opening-hours");
        assertThat(calendar.path("timeZone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(admin.get("/api/dispositions").body().path("items").findValuesAsString("code"))
                .contains("issue-resolved", "escalated", "wrong-number");
        assertThat(flows.live(house.tenantId(), "main", house.clientId())).isNotNull();
        assertThat(flows.live(house.tenantId(), "waiting", house.clientId())).isNotNull();
        tenancy.asSystem(house.tenantId(), () -> {
            for (var flow : flows.all()) {
                assertThat(flows.page(flow.code()).findings()).as(flow.code()).isEmpty();
            }
        });
        // A number is all that is missing to be called.
        assertThat(admin.post(
                                "/api/entry-points",
                                Map.of(
                                        "number",
                                        "4006001234",
                                        "name",
                                        Map.of("en", "Main number"),
                                        "clientId",
                                        Long.toString(house.clientId()),
                                        "flowCode",
                                        "main",
                                        "language",
                                        "en",
                                        "active",
                                        true))
                        .status())
                .isEqualTo(201);

        var queue =
                admin.get("/api/queues").body().path("items").get(0).path("id").asString();
        admin.delete("/api/queues/" + queue).expect(204);
        playbook.furnish(house.tenantId());
        assertThat(admin.get("/api/dispositions").body().path("total").asInt())
                .as("a house that was furnished once is left alone")
                .isEqualTo(7);
    }

    @Test
    void aHouseGetsWhatItCannotWorkWithoutAndKeepsWhatItHasChanged() {
        var house = HousesForTests.open(application);
        playbook.bring(house.tenantId());
        var admin = house.administrator();
        assertThat(admin.get("/api/skills").body().path("total").asInt()).isEqualTo(6);
        var reasons = admin.get("/api/not-ready-reasons").body().path("items");
        assertThat(reasons.findValuesAsString("code")).contains("break", "no-answer", "after-wrap-up");
        assertThat(admin.get("/api/case-types").body().path("items").findValuesAsString("code"))
                .contains("call-back", "message");
        var pause = reasons.get(0);
        admin.put(
                        "/api/not-ready-reasons/" + pause.path("id").asString(),
                        java.util.Map.of(
                                "code",
                                pause.path("code").asString(),
                                "name",
                                java.util.Map.of("en", "Tea"),
                                "version",
                                0))
                .expect(200);
        playbook.bring(house.tenantId());
        assertThat(admin.get("/api/not-ready-reasons")
                        .body()
                        .path("items")
                        .get(0)
                        .path("name")
                        .path("en")
                        .asString())
                .isEqualTo("Tea");
    }

    @Test
    void holidaysWithoutAYearAreEnteredForThisOneAndTheNextTwo() {
        var days = PlaybookFiles.calendars(2026).stream()
                .flatMap(calendar -> Objects.requireNonNull(calendar.exceptions()).stream())
                .map(day -> String.valueOf(day.date()))
                .toList();
        assertThat(days).contains("2026-12-25", "2027-12-25", "2028-12-25", "2027-03-26");
        assertThat(days).allSatisfy(day -> assertThat(LocalDate.parse(day)).isNotNull());
        assertThat(List.of("30m", "4h", "1d").stream().map(PlaybookFiles::minutes))
                .containsExactly(30, 240, 1_440);
    }

    private TreeMap<String, Long> counts(long tenant) {
        return tenancy.asSystem(tenant, () -> {
            var counts = new TreeMap<String, Long>();
            for (var table : List.of(
                    "client",
                    "site",
                    "account",
                    "agent",
                    "agent_client",
                    "team",
                    "team_member",
                    "skill",
                    "skill_assessment",
                    "queue",
                    "disposition",
                    "not_ready_reason",
                    "calendar",
                    "entry_point",
                    "device",
                    "dialling_rule",
                    "widget_site",
                    "definition",
                    "definition_version",
                    "customer")) {
                counts.put(
                        table,
                        database.sql("select count(*) from " + table)
                                .query(Long.class)
                                .single());
            }
            return counts;
        });
    }
}
