package org.callosum.server.platform.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class SystemTest {
    @Autowired
    ApplicationContext application;

    @Test
    void healthIsToldToEverybodyAndNothingElse() {
        var house = HousesForTests.open(application);
        var stranger = new Caller(house.port());
        assertThat(stranger.get("/api/health").expect(200).text()).isEqualTo("{\"status\":\"up\"}");
        stranger.get("/api/metrics").expect(401);
        stranger.get("/api/settings/system").expect(401);
        assertThat(stranger.get("/actuator/health").text()).doesNotContain("UP");
    }

    @Test
    void theSystemPageTellsOfDiskAndAlarms() {
        var house = HousesForTests.open(application);
        application.getBean(Alarms.class).raise("test-alarm", "x", "only a test");
        var state =
                house.administrator().get("/api/settings/system").expect(200).body();
        assertThat(state.at("/disk/freeBytes").asLong()).isPositive();
        assertThat(state.path("alarms")
                        .valueStream()
                        .map(alarm -> alarm.path("code").asString()))
                .contains("test-alarm");
        application.getBean(Alarms.class).clear("test-alarm", "x");
    }

    @Test
    void everyAnswerCarriesTheBrowsersGuards() {
        var house = HousesForTests.open(application);
        var answer = new Caller(house.port()).get("/api/health");
        assertThat(answer.header("content-security-policy")).contains("default-src 'self'", "frame-ancestors 'none'");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void anOversizedRequestIsRefused() {
        var house = HousesForTests.open(application);
        var answer =
                new Caller(house.port()).post("/api/session", Map.of("name", "x".repeat(2_000_001), "password", "y"));
        assertThat(answer.expect(413).code()).isEqualTo("too-large");
    }

    @Test
    void alarmsStandOnceAreCountedAndBounded() {
        var alarms = new Alarms(Clock.systemUTC(), new SimpleMeterRegistry());
        for (int i = 0; i < 3; i++) {
            alarms.raise("limit", "client 1", "reached");
        }
        assertThat(alarms.standing())
                .singleElement()
                .extracting(Alarms.Alarm::times)
                .isEqualTo(3L);
        for (int i = 0; i < 300; i++) {
            alarms.raise("other", Integer.toString(i), "x");
        }
        assertThat(alarms.standing()).hasSize(200);
    }
}
