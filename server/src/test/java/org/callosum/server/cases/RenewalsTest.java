package org.callosum.server.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/// Contracts that come to their end, and the one task that renews each.
@ServerTest
class RenewalsTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Autowired
    ApplicationContext application;

    Furnished here;
    Caller staff;
    String customer;
    String line;

    @BeforeEach
    void open() {
        here = Furnished.open(application);
        staff = here.staff();
        application.getBean(Playbook.class).bring(here.house().tenantId());
        customer = here.customer("Grace Liu", "13800138000");
        line = here.id(
                "/api/products",
                Map.of(
                        "clientId",
                        here.client(),
                        "code",
                        "fibre",
                        "name",
                        Map.of("en", "Fibre 100"),
                        "kind",
                        "service"));
    }

    private String hold(Map<String, ?> more) {
        var wanted = new HashMap<String, Object>(
                Map.of("productId", line, "since", TODAY.minusYears(1).toString(), "state", "active"));
        wanted.putAll(more);
        return staff.post("/api/customers/" + customer + "/products", wanted)
                .expect(201)
                .body()
                .path("id")
                .asString();
    }

    private JsonNode list(String query) {
        return staff.get("/api/ending-contracts" + query).expect(200).body();
    }

    private Caller.Answer renew(String holding) {
        return staff.post("/api/ending-contracts/" + holding + "/renewal", Map.of());
    }

    private void addTask() {
        staff.post(
                        "/api/case-types/applications",
                        Map.of("clientId", here.client(), "tasks", List.of("service-contract")))
                .expect(200);
    }

    @Test
    void theListHoldsWhatEndsSoonTheNextFirst() {
        hold(Map.of("until", TODAY.plusDays(40).toString()));
        var soon = hold(Map.of("until", TODAY.plusDays(5).toString(), "reference", "V-77"));
        hold(Map.of("until", TODAY.plusDays(200).toString()));
        hold(Map.of("until", TODAY.minusDays(3).toString()));
        hold(Map.of());
        hold(Map.of("until", TODAY.plusDays(9).toString(), "state", "ended"));
        hold(Map.of("until", TODAY.plusDays(9).toString(), "kind", "trial"));

        var found = list("?client=" + here.client());
        assertThat(found.path("total").asInt()).isEqualTo(2);
        assertThat(found.at("/items/0/id").asString()).isEqualTo(soon);
        assertThat(found.at("/items/0/customerName").asString()).isEqualTo("Grace Liu");
        assertThat(found.at("/items/0/reference").asString()).isEqualTo("V-77");
        assertThat(list("?within=365").path("total").asInt()).isEqualTo(3);
        assertThat(list("?within=365&size=1&page=2").path("items").size()).isOne();
        staff.get("/api/ending-contracts?within=-1").expect(400);
    }

    @Test
    void aContractOpensItsRenewalOnceFilledInWithWhatIsKnown() {
        var contract = hold(Map.of("until", TODAY.plusDays(60).toString(), "reference", "V-77"));
        assertThat(renew(contract).expect(409).code()).isEqualTo("no-renewal-task");
        addTask();
        var made = renew(contract).expect(200).body();
        assertThat(made.at("/answers/kind/value").asString()).isEqualTo("renewal");
        assertThat(made.at("/answers/service/value").asString()).isEqualTo("Fibre 100");
        assertThat(made.at("/answers/former/value").asString()).isEqualTo("V-77");
        assertThat(made.path("customerId").asString()).isEqualTo(customer);
        assertThat(made.path("dueAt").asString()).startsWith(TODAY.plusDays(46).toString());
        assertThat(renew(contract).expect(200).body().path("id").asString())
                .isEqualTo(made.path("id").asString());
        assertThat(list("").at("/items/0/caseId").asString())
                .isEqualTo(made.path("id").asString());
        assertThat(renew(hold(Map.of())).expect(409).code()).isEqualTo("contract-without-end");
        renew("1").expect(404);
    }

    @Test
    void twoPeopleAtOnceOpenOneRenewal() throws InterruptedException, ExecutionException {
        addTask();
        var contract = hold(Map.of("until", TODAY.plusDays(3).toString()));
        Callable<String> opening =
                () -> renew(contract).expect(200).body().path("id").asString();
        var ids = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.of(opening, opening, opening, opening))) {
                ids.add(done.get());
            }
        }
        assertThat(ids).hasSize(1);
    }
}
