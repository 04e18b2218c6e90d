package org.callosum.server.escalations;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.cases.EscalationOwners;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Departments with their owners, the table of who is responsible, signs, and the monthly check.
@ServerTest
class EscalationBookTest {
    private final ApplicationContext application;
    private final Furnished here;
    private final String owner;

    EscalationBookTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        application.getBean(Playbook.class).bring(here.house().tenantId());
        this.owner = Long.toString(here.house().administratorId());
    }

    private String department(String code) {
        return here.id("/api/departments", Map.of("code", code, "name", Map.of("en", code), "ownerId", owner));
    }

    @Test
    void aCodeIsThereOnceAndStaysAndConflictsAreTold() {
        var id = department("accounts");
        here.staff()
                .post("/api/departments", Map.of("code", "accounts", "name", Map.of("en", "Again")))
                .expect(400);
        here.staff()
                .post("/api/departments", Map.of("code", "x", "name", Map.of("en", "X"), "ownerId", "12345"))
                .expect(400);
        var wanted = new HashMap<String, Object>(
                Map.of("version", 0, "code", "accounts", "name", Map.of("en", "Accounts"), "active", true));
        here.staff().put("/api/departments/" + id, wanted).expect(200);
        assertThat(here.staff()
                        .put("/api/departments/" + id, wanted)
                        .expect(409)
                        .code())
                .isEqualTo("edit-conflict");
    }

    @Test
    void aRouteNamesOnlyWhatIsThereAndOfItsClient() {
        var queue = here.queue("billing", Map.of());
        var wanted = new HashMap<String, Object>(Map.of(
                "code", "billing",
                "name", Map.of("en", "Billing"),
                "clientId", here.client(),
                "departmentId", department("accounts"),
                "queueId", queue.toString(),
                "agentIds", List.of()));
        here.id("/api/escalation-routes", wanted);
        wanted.put("code", "other");
        wanted.put("queueId", "999");
        wanted.put("departmentId", "998");
        assertThat(here.staff()
                        .post("/api/escalation-routes", wanted)
                        .expect(400)
                        .text())
                .contains("queueId", "departmentId");
        assertThat(here.staff()
                        .get("/api/escalation-routes?client=" + here.client())
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSignsConditionIsReadBeforeItIsKept() {
        assertThat(here.staff()
                        .get("/api/escalation-signs")
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .as("shipped")
                .isEqualTo(7);
        var wrong = Map.of("code", "odd", "name", Map.of("en", "Odd"), "condition", "mood = 'bad'", "words", List.of());
        assertThat(here.staff().post("/api/escalation-signs", wrong).expect(400).text())
                .contains("condition");
    }

    @Test
    void amountsAreReadAsPeopleWriteThem() {
        assertThat(SignNames.amount("paid 1,250.50 eur, later £30")).isEqualByComparingTo(new BigDecimal("1250.50"));
        assertThat(SignNames.amount("1.250,50 €")).isEqualByComparingTo(new BigDecimal("1250.50"));
        assertThat(SignNames.amount("退款800元")).isEqualByComparingTo(new BigDecimal("800"));
        assertThat(SignNames.amount("order 4711, call 020 7946 0123")).isNull();
    }

    @Test
    void eachMonthEveryOwnerGetsOneCheckAndALateOneIsShown() {
        department("accounts");
        department("product");
        var checks = application.getBean(MonthlyChecks.class);
        var march = Instant.parse("2026-03-10T09:00:00Z");
        long tenant = here.house().tenantId();
        assertThat(checks.look(tenant, march)).isEqualTo(2);
        assertThat(checks.look(tenant, march.plusSeconds(86_400))).isZero();
        assertThat(checks.look(tenant, Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(2);
        var open = here.staff()
                .get("/api/cases?type=escalation-check&owner=me")
                .expect(200)
                .body();
        assertThat(open.path("total").asInt()).isEqualTo(4);
        for (var department :
                here.staff().get("/api/departments").expect(200).body().path("items")) {
            assertThat(department.path("checkOverdue").asBoolean()).isTrue();
        }
        var id = Long.parseLong(open.path("items").get(0).path("id").asString());
        var told = application
                .getBean(Tenancy.class)
                .asSystem(
                        tenant,
                        () -> application.getBean(EscalationOwners.class).of(id));
        assertThat(told).isEqualTo(here.house().administratorId());
    }
}
