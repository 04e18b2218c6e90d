package org.callosum.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What contacts were about, how they were coded, escalated, and what grew out of them.
@ServerTest
class ContactFiguresTest {
    private static final Instant DAY = Instant.now().minus(Duration.ofDays(10));

    private final ApplicationContext application;
    private final Furnished here;
    private final Caller admin;
    private final PastContacts past;
    private final QueueId queue;
    private final AgentId amy;
    private final String team;

    ContactFiguresTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.admin = here.staff();
        this.past = new PastContacts(application, here.house());
        this.queue = here.queue("sales", Map.of("dispositionRequired", true));
        this.amy = here.agent("Amy Chen", "7", Map.of());
        this.team = here.id("/api/teams", Map.of("code", "day", "name", Map.of("en", "Day"), "siteId", here.site()));
        var member = Map.of(
                "agentId",
                amy.toString(),
                "from",
                LocalDate.now(ZoneOffset.UTC).minusYears(1).toString());
        admin.post("/api/teams/" + team + "/members", member).expect(200);
        disposition("solved", true);
        disposition("open", false);
        disposition("escalated", false);
    }

    private void disposition(String code, boolean resolved) {
        admin.post(
                        "/api/dispositions",
                        Map.of(
                                "code", code,
                                "name", Map.of("en", code),
                                "group", Map.of("en", "All"),
                                "clientId", here.client(),
                                "queueIds", List.of(),
                                "resolved", resolved))
                .expect(201);
    }

    private long sql(String sql) {
        return application.getBean(Tenancy.class).asSystem(here.house().tenantId(), () ->
                (long) application.getBean(JdbcClient.class).sql(sql).update());
    }

    private long contact(Instant at, @Nullable Long customer, String... codes) {
        var one = past.at(at, customer).stayed(queue.value(), "handled", amy.value());
        var id = one.id.value();
        sql("update interaction set agent_id = %s, closed_at = ended_at where id = %d".formatted(amy, id));
        if (codes.length > 0) {
            sql("""
                    insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
                    values (%d, %d, %d, 1, now(), 'x', '{%s}')""".formatted(here.house().tenantId(), here.house().clientId(), id, String.join(",", codes)));
        }
        return id;
    }

    private JsonNode report(String name) {
        return admin.get("/api/reports/" + name).expect(200).body();
    }

    private static void holds(JsonNode share, long part, long whole) {
        assertThat(List.of(share.path("part").asLong(), share.path("whole").asLong()))
                .containsExactly(part, whole);
    }

    private String customer(String number) {
        return here.customer("Mei", number);
    }

    private long newCase(String type, long contact, @Nullable String customer, Map<String, Object> answers) {
        var values = new HashMap<String, Object>();
        answers.forEach((code, value) -> values.put(code, Map.of("value", value)));
        var wanted = new HashMap<String, Object>(
                Map.of("type", type, "clientId", here.client(), "subject", "x", "answers", values));
        wanted.put("ownerId", Long.toString(here.house().administratorId()));
        if (contact != 0) {
            wanted.put("interactionId", Long.toString(contact));
        }
        if (customer != null) {
            wanted.put("customerId", customer);
        }
        return Long.parseLong(
                admin.post("/api/cases", wanted).expect(201).body().path("id").asString());
    }

    @Test
    void codesAreJudgedByTeam() {
        contact(DAY, null, "solved");
        contact(DAY, null);
        contact(DAY, null, "solved", "open");
        contact(DAY, null, "escalated"); // and nobody did
        contact(DAY, null, "other");
        var quality = report("code-quality").get(0);
        assertThat(quality.path("teamId").asString()).isEqualTo(team);
        holds(quality.path("blank"), 1, 5);
        holds(quality.path("other"), 1, 4);
        holds(quality.path("contradicting"), 2, 4);
    }

    @Test
    void driversAreCountedByCodeAndForThoseWithoutAnAgentByKey() {
        for (int i = 0; i < 3; i++) {
            contact(DAY.plusSeconds(i), null, "solved");
        }
        contact(DAY, null, "open");
        var gone = past.at(DAY, null).stayed(queue.value(), "abandoned", null);
        sql("""
                insert into interaction_key (tenant_id, client_id, interaction_id, at, prompt, digits, meaning)
                values (%d, %d, %d, now(), 'menu', '2', '{"en": "Bills"}')""".formatted(here.house().tenantId(), here.house().clientId(), gone.id.value()));
        var drivers = report("drivers");
        assertThat(drivers.get(0).path("code").asString()).isEqualTo("solved");
        holds(drivers.get(0).path("share"), 3, 5);
        var path = drivers.valueStream()
                .filter(each -> each.path("source").asString().equals("path"))
                .findFirst()
                .orElseThrow();
        assertThat(path.at("/name/en").asString()).isEqualTo("Bills");
        holds(path.path("share"), 1, 5);
    }

    @Test
    void escalationsAreCountedByTeamAndReasonAndJudgedWhereSomebodyLookedBack() {
        var department = here.id("/api/departments", Map.of("code", "accounts", "name", Map.of("en", "Accounts")));
        var route = here.id(
                "/api/escalation-routes",
                Map.of(
                        "code", "billing",
                        "name", Map.of("en", "Billing"),
                        "clientId", here.client(),
                        "departmentId", department,
                        "agentIds", List.of()));
        contact(DAY, null, "solved");
        escalated(contact(DAY, null, "escalated"), route, department, Map.of("right-place", false, "avoidable", true));
        escalated(contact(DAY, null, "escalated"), route, department, Map.of("right-place", true, "avoidable", false));
        escalated(contact(DAY, null, "escalated"), route, department, Map.of());
        var figures = report("escalations");
        holds(figures.path("teams").get(0).path("rate"), 3, 4);
        var reason = figures.path("reasons").get(0);
        holds(reason.path("rate"), 3, 4);
        holds(reason.path("misdirected"), 1, 2);
        holds(reason.path("avoidable"), 1, 2);
        assertThat(report("escalations/findings")
                        .valueStream()
                        .map(each -> each.path("kind").asString()))
                .containsExactlyInAnyOrder("misdirected", "unwritten");
    }

    private void escalated(long contact, String route, String department, Map<String, Object> looked) {
        var answers = new HashMap<String, Object>(looked);
        if (!looked.isEmpty()) {
            answers.put("situation", "s");
            answers.put("tried", "t");
        }
        if (Boolean.TRUE.equals(looked.get("avoidable"))) {
            answers.put("how", "asked first");
        }
        var id = newCase("escalation", contact, null, answers);
        sql("""
                insert into escalation (id, tenant_id, client_id, interaction_id, case_id, route_id, department_id, sign, way,
                    agent_id, team_id, at)
                values (%d, %d, %d, %d, %d, %s, %s, 'asked', 'case', %s, %s, now() - interval '9 days')""".formatted(
                        application.getBean(Ids.class).next(),
                        here.house().tenantId(),
                        here.house().clientId(),
                        contact,
                        id,
                        route,
                        department,
                        amy,
                        team));
    }

    @Test
    void adviceThatGrowsIntoComplaintsIsSeenByReasonAndByRepetition() {
        var mei = customer("+8613700000003");
        contact(DAY, Long.valueOf(mei), "open");
        contact(DAY, Long.valueOf(customer("+8613700000004")), "open");
        newCase("complaint", 0, mei, Map.of());
        var lin = customer("+8613700000005");
        for (int i = 1; i <= 3; i++) {
            contact(Instant.now().minus(Duration.ofDays(i)), Long.valueOf(lin), "solved");
        }
        var advice = report("advice");
        var open = advice.path("reasons")
                .valueStream()
                .filter(each -> each.path("code").asString().equals("open"))
                .findFirst()
                .orElseThrow();
        holds(open.path("grown"), 1, 2);
        assertThat(advice.path("atRisk")
                        .valueStream()
                        .map(each -> each.path("customerId").asString()))
                .containsExactly(lin);
    }

    @Test
    void aProblemThatWasEndedAndComesBackIsToldToItsOwnerOnce() {
        var since = Instant.now().minus(Duration.ofDays(20));
        for (int i = 1; i <= 4; i++) {
            contact(since.minus(Duration.ofDays(i)), null, "open"); // one a week before the measure
        }
        contact(Instant.now().minus(Duration.ofDays(2)), null, "open");
        var id = newCase(
                "recurring-problem",
                0,
                null,
                Map.of(
                        "problem-text",
                        "Blinks",
                        "result-code",
                        "open",
                        "cause-known",
                        false,
                        "counter-measure",
                        "Update",
                        "since",
                        since.atOffset(ZoneOffset.UTC).toLocalDate().toString(),
                        "contacts-after",
                        0,
                        "gone",
                        true));
        assertThat(report("recurring-problems").get(0).path("back").asBoolean())
                .as("still open")
                .isFalse();
        sql("update service_case set state = 'checked', closed = true, closed_at = now() where id = " + id);
        var problem = report("recurring-problems").get(0);
        assertThat(problem.path("before").asDouble()).isEqualTo(1.0);
        assertThat(problem.path("lastWeek").asInt()).isEqualTo(1);
        assertThat(problem.path("back").asBoolean()).isTrue();
        var watch = application.getBean(RecurrenceWatch.class);
        assertThat(watch.look(here.house().tenantId(), Instant.now())).isEqualTo(1);
        assertThat(watch.look(here.house().tenantId(), Instant.now())).isZero();
        assertThat(admin.get("/api/cases/reminders")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPeriodThatCannotBeUsedIsRefused() {
        for (var name : List.of("needs", "escalations", "advice", "drivers", "code-quality", "code-suggestions")) {
            admin.get("/api/reports/" + name + "?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")
                    .expect(400);
        }
    }
}
