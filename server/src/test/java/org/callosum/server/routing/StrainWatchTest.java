package org.callosum.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.routing.RoutedHouse.await;

import java.util.List;
import java.util.Map;
import org.callosum.floor.Arrival;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.testing.ServerTest;
import org.callosum.workforce.routing.RoutingPlan;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// Easier contacts after too much hard work (RTG-11), on the floor that serves.
@ServerTest
class StrainWatchTest {
    @Autowired
    ApplicationContext application;

    @Test
    void whoHadTooMuchGetsEasierContactsAlsoAfterARestart() {
        var routed = new RoutedHouse(application);
        routed.inForce(List.of(
                Map.of("kind", "complexity", "reasons", List.of("refund"), "level", 4),
                Map.of("kind", "strain", "limitPerHour", 1e-9, "recoverBelow", 0.0, "level", 2)));
        await("everybody is admitted", () -> routed.complexityOf(routed.amy) == 5);
        var watch = application.getBean(StrainWatch.class);
        await("the watch has the rules", () -> watch.watches(routed.house.tenantId()));
        routed.ready(routed.amy);
        var placed = application
                .getBean(LiveRouting.class)
                .place(
                        routed.house.tenantId(),
                        Arrival.plain(0).withAttributes(Map.of("reason", "refund")),
                        routed.front,
                        RoutingPlan.Before.NOBODY);
        var call = routed.fresh();
        routed.send(new FloorCommand.Enqueue(call, placed.queue(), placed.arrival()));
        routed.send(new FloorCommand.AcceptOffer(new OfferId(call, 1)));
        long began = System.nanoTime();
        while (System.nanoTime() - began < 20_000_000) {
            Thread.onSpinWait(); // work that takes no time strains nobody
        }
        routed.send(new FloorCommand.EndConversation(call, EndedBy.CUSTOMER));
        await("easier contacts for Amy", () -> routed.complexityOf(routed.amy) == 2);
        assertThat(routed.complexityOf(routed.bo)).as("Bo did nothing").isEqualTo(5);

        // the floor of a fresh start has what the tables say; the journal tells what she has been through
        watch.lost(routed.house.tenantId());
        routed.send(new FloorCommand.GrantSkill(routed.amy, RoutingHouse.COMPLEXITY, 5));
        watch.recovered(routed.house.tenantId(), new Floor());
        await("still easier contacts", () -> routed.complexityOf(routed.amy) == 2);
        assertThat(watch.isEased(routed.house.tenantId(), routed.amy)).isTrue();
    }
}
