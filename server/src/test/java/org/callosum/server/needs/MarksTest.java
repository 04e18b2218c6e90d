package org.callosum.server.needs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.playbook.Playbook;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Marks of contacts lapse and go with the customer; counts stay.
@ServerTest
class MarksTest {
    private final ApplicationContext application;
    private final Furnished here;
    private final long tenant;

    MarksTest(@Autowired ApplicationContext application) {
        this.application = application;
        this.here = Furnished.open(application);
        this.tenant = here.house().tenantId();
        application.getBean(Playbook.class).bring(tenant);
    }

    private long marked(String customer) {
        long id = application.getBean(Ids.class).next();
        application.getBean(Tenancy.class).asSystem(tenant, () -> {
            var unused = application
                    .getBean(JdbcClient.class)
                    .sql("""
                            insert into interaction (tenant_id, id, client_id, direction, channel, arrived_at, outcome, customer_id)
                            values (:tenant, :id, :client, 'in', 'voice', now(), 'handled', :customer)""")
                    .param("tenant", tenant)
                    .param("id", id)
                    .param("client", here.house().clientId())
                    .param("customer", Long.valueOf(customer))
                    .update();
            application
                    .getBean(Marks.class)
                    .mark(new Marks.Marked(id, here.house().clientId(), 1), NeedType.NEED, "clear");
        });
        return id;
    }

    private Map<String, String> of(long interaction) {
        return application
                .getBean(Tenancy.class)
                .asSystem(tenant, () -> application.getBean(Marks.class).of(interaction));
    }

    private int counted() {
        var figures = here.staff().get("/api/reports/needs").expect(200).body();
        return figures.isEmpty() ? 0 : figures.get(0).at("/share/part").asInt();
    }

    @Test
    void aMarkLapsesAndIsCutOffFromItsContact() {
        var contact = marked(here.customer("Mei", "+8613700000001"));
        var marks = application.getBean(Marks.class);
        assertThat(marks.lapse(tenant, Instant.now())).isZero();
        assertThat(of(contact)).containsEntry("need", "clear");
        assertThat(marks.lapse(tenant, Instant.now().plus(Marks.LIFE).plusSeconds(1)))
                .isEqualTo(1);
        assertThat(of(contact)).isEmpty();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void whoIsForgottenLeavesNoMark() {
        var customer = here.customer("Mei", "+8613700000002");
        var contact = marked(customer);
        here.staff()
                .post("/api/customers/" + customer + "/erase", Map.of("reason", "asked"))
                .expect(204);
        assertThat(of(contact)).isEmpty();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void decisionTypesShipSwitchedOffAndAHouseMaySwitchThemOn() {
        var types =
                here.staff().get("/api/need-types?size=50").expect(200).body().path("items");
        assertThat(types.size()).isEqualTo(12);
        for (var type : types) {
            assertThat(type.path("active").asBoolean())
                    .isEqualTo(type.path("kind").asString().equals("need"));
        }
        var quick = types.valueStream()
                .filter(type -> type.path("code").asString().equals("quick"))
                .findFirst()
                .orElseThrow();
        var wanted = new HashMap<String, Object>();
        quick.properties().forEach(field -> wanted.put(field.getKey(), field.getValue()));
        wanted.put("active", true);
        here.staff()
                .put("/api/need-types/" + quick.path("id").asString(), wanted)
                .expect(200);
        application.getBean(Playbook.class).bring(tenant);
        assertThat(here.staff()
                        .get("/api/need-types/" + quick.path("id").asString())
                        .expect(200)
                        .body()
                        .path("active")
                        .asBoolean())
                .as("what ships does not undo it")
                .isTrue();
        wanted.put("version", 1);
        wanted.put("handling", Map.of("en", "x".repeat(2_001)));
        here.staff()
                .put("/api/need-types/" + quick.path("id").asString(), wanted)
                .expect(400);
    }
}
