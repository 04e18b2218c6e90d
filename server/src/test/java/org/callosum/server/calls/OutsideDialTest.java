package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.telephony.OutsideCalls;
import org.callosum.server.testing.Furnished;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// A flow that dials or transfers to an outside number passes the gate.
@ServerTest
class OutsideDialTest {
    @Test
    void aFlowsDialPassesPlanConsentAndLedger(@Autowired ApplicationContext application) {
        var here = Furnished.open(application);
        var house = here.house();
        var staff = here.staff();
        var directory = application.getBean(HouseDirectory.class);
        var target = new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+8613712345678");
        var inCall = new InteractionId(7);
        assertThat(directory.route(house.tenantId(), new ClientId(house.clientId()), inCall, target))
                .isEqualTo(new Directory.Route.Refused("no-rule"));
        here.mayDial("+86");
        assertThat(directory.route(house.tenantId(), new ClientId(house.clientId()), inCall, target))
                .isEqualTo(new Directory.Route.Refused("no-trunk"));
        assertThat(application.getBean(OutsideCalls.class).underWay(house.clientId()))
                .as("its line is given back")
                .isZero();
        var customer = here.customer("Zhang Xiaoming", target.value());
        staff.post("/api/customers/" + customer + "/consents", Map.of("kind", "blocked", "source", "phone"))
                .expect(200);
        assertThat(directory.route(house.tenantId(), new ClientId(house.clientId()), inCall, target))
                .isEqualTo(new Directory.Route.Refused("do-not-contact"));
        var ledger = staff.get("/api/customers/" + customer + "/contacts")
                .expect(200)
                .body()
                .path("attempts");
        assertThat(ledger.size()).isEqualTo(1);
        assertThat(ledger.get(0).path("purpose").asString()).isEqualTo("transfer");
        assertThat(ledger.get(0).path("interactionId").asString()).isEqualTo("7");
        assertThat(ledger.get(0).path("reason").asString()).isEqualTo("do-not-contact");
    }
}
