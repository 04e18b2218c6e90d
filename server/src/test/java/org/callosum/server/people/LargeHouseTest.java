package org.callosum.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// SYS-08: more queues, teams, agents and numbers than any page of a list holds; `-Dcallosum.large-house=1000` makes
/// as many of each.
@ServerTest
class LargeHouseTest {
    private static final int MANY = Integer.getInteger("callosum.large-house", 220);

    @Autowired
    ApplicationContext application;

    @Test
    void aHouseGrowsPastEveryPageOfItsListsAndTheFloorKnowsAllOfIt() {
        var house = HousesForTests.open(application);
        var admin = house.administrator();
        var site = Long.toString(house.siteId());
        var client = Long.toString(house.clientId());
        make(admin, "/api/queues", n -> {
            var queue = new HashMap<String, Object>();
            queue.put("code", "queue-" + n);
            queue.put("name", Map.of("en", "Queue " + n));
            queue.put("clientId", client);
            queue.put("siteId", site);
            return queue;
        });
        make(admin, "/api/teams", n -> Map.of("code", "team-" + n, "name", Map.of("en", "Team " + n), "siteId", site));
        make(
                admin,
                "/api/agents",
                n -> Map.of("name", "Agent " + n, "staffNumber", "A-" + n, "siteId", site, "clients", List.of(client)));
        make(
                admin,
                "/api/entry-points",
                n -> Map.of(
                        "number",
                        "+8521%07d".formatted(n),
                        "name",
                        Map.of("en", "Number " + n),
                        "clientId",
                        client,
                        "flowCode",
                        "main",
                        "language",
                        "en"));
        for (var list : List.of("/api/queues", "/api/teams", "/api/agents", "/api/entry-points")) {
            assertThat(ids(admin, list)).as(list).hasSize(MANY);
        }
        until("every queue and agent stands on the board", () -> {
            var board = admin.get("/api/floor").expect(200).body();
            return board.path("queues").size() == MANY && board.path("agents").size() == MANY;
        });
        assertThat(admin.get("/api/queues?q=queue-" + (MANY - 1))
                        .expect(200)
                        .body()
                        .path("total")
                        .asLong())
                .isEqualTo(1);
    }

    private static void make(Caller admin, String path, IntFunction<Map<String, Object>> record) {
        for (int n = 0; n < MANY; n++) {
            admin.post(path, record.apply(n)).expect(201);
        }
    }

    /// Read page by page to the end: nothing twice, nothing left out.
    private static HashSet<String> ids(Caller admin, String path) {
        var found = new ArrayList<String>();
        for (int page = 0; ; page++) {
            var items = admin.get(path + "?size=200&page=" + page)
                    .expect(200)
                    .body()
                    .path("items");
            items.forEach(item -> found.add(item.path("id").asString()));
            if (items.isEmpty()) {
                assertThat(new HashSet<>(found)).hasSize(found.size());
                return new HashSet<>(found);
            }
        }
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
