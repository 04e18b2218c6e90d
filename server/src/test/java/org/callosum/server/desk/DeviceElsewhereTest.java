package org.callosum.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An agent signs in at another node: this one, which may have their next call, rings what they chose there.
@ServerTest
class DeviceElsewhereTest {
    @Autowired
    private ApplicationContext application;

    @Autowired
    private Desks desks;

    @Autowired
    private Tenancy tenancy;

    @Autowired
    private JdbcClient database;

    @Test
    void whatAnAgentChoseAtAnotherNodeIsKnownHere() {
        var house = HousesForTests.open(application);
        var agent = new AgentId(Long.parseLong(house.administrator()
                .post(
                        "/api/agents",
                        Map.of(
                                "name",
                                "Wu",
                                "staffNumber",
                                "1",
                                "siteId",
                                Long.toString(house.siteId()),
                                "clients",
                                List.of(Long.toString(house.clientId()))))
                .expect(201)
                .body()
                .path("id")
                .asString()));
        assertThat(desks.chosenDevice(house.tenantId(), agent)).isNull();
        tenancy.asSystem(house.tenantId(), () -> {
            database.sql("insert into desk_device (tenant_id, agent_id, device) values (?, ?, 'phone')")
                    .params(house.tenantId(), agent.value())
                    .update();
            Notices.say(database, Desks.DEVICE_CHOSEN, house.tenantId() + ":" + agent.value());
        });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!"phone".equals(desks.chosenDevice(house.tenantId(), agent))) {
            assertThat(System.nanoTime()).as("heard").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
