package org.callosum.server.platform.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.LivePage;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class LiveTopicsTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    LiveTopics topics;

    private LivePage watching(HousesForTests.House house, Caller caller, String... wanted) {
        LivePage page = LivePage.open(caller);
        page.send("{\"subscribe\":[\"" + String.join("\",\"", wanted) + "\"]}");
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!topics.isWatched(house.tenantId(), wanted[wanted.length - 1])) {
            assertThat(System.nanoTime()).isLessThan(deadlineNanos);
            LockSupport.parkNanos(1_000_000);
        }
        return page;
    }

    @Test
    void aPublishedChangeReachesThePagesThatWatchIt() {
        var house = HousesForTests.open(application);
        LivePage page = watching(house, house.administrator(), "test");
        topics.publish(house.tenantId(), "test", List.of(), Map.of("waiting", 3));
        var message = page.await("test");
        assertThat(message.at("/data/waiting").asInt()).isEqualTo(3);
        assertThat(message.path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void anotherTenantAndAnotherClientHearNothing() {
        var house = HousesForTests.open(application);
        var other = HousesForTests.open(application);
        LivePage mine = watching(house, house.administrator(), "test");
        LivePage theirs = watching(other, other.administrator(), "test");
        topics.publish(house.tenantId(), "test", List.of(), Map.of("n", 1));
        topics.publish(other.tenantId(), "test", List.of(), Map.of("n", 2));
        assertThat(theirs.await("test").at("/data/n").asInt()).isEqualTo(2);
        assertThat(mine.await("test").at("/data/n").asInt()).isEqualTo(1);
        var client = new ClientId(house.clientId());
        assertThat(LiveTopics.seesOneOf(
                        new org.callosum.server.platform.tenancy.ClientScope.Only(List.of()), List.of(client)))
                .isFalse();
    }

    @Test
    void eachPersonGetsWhatTheClientScopeAllows() {
        var house = HousesForTests.open(application);
        LivePage page = watching(house, house.administrator(), "test");
        topics.publishEach(
                house.tenantId(), "test", scope -> scope.includes(new ClientId(house.clientId())) ? "all" : null);
        assertThat(page.await("test").path("data").asString()).isEqualTo("all");
    }

    @Test
    void signingOutClosesTheSocketWithAFarewell() {
        var house = HousesForTests.open(application);
        Caller caller = house.administrator();
        LivePage page = watching(house, caller, "test");
        caller.delete("/api/session").expect(204);
        assertThat(page.await("bye").at("/data/reason").asString()).isEqualTo("signed-out");
        assertThat(page.awaitClose()).isEqualTo(4001);
    }

    @Test
    void anotherSitesPageGetsNoSocketAndNeitherDoesAStranger() {
        var house = HousesForTests.open(application);
        Caller caller = house.administrator();
        for (String origin : new String[] {"https://evil.example", null}) {
            assertThatThrownBy(() -> LivePage.open(caller.http(), caller.base(), origin))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
        assertThatThrownBy(() -> LivePage.open(new Caller(house.port())))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aPageThatDoesNotReadIsClosedInsteadOfFillingTheMemory() {
        var house = HousesForTests.open(application);
        LivePage page = watching(house, house.administrator(), "test");
        double before = topics.tooSlow.count();
        String large = "x".repeat(200_000);
        // The writer is asleep in the socket's full buffers long before the queue of 256 is.
        for (int i = 0; i < 5_000 && topics.tooSlow.count() == before; i++) {
            topics.publish(house.tenantId(), "test", List.of(), large);
        }
        assertThat(topics.tooSlow.count()).isEqualTo(before + 1);
        assertThat(page).isNotNull();
    }

    @Test
    void anUndeclaredTopicIsAFault() {
        assertThatThrownBy(() -> topics.publish(1, "nonsense", List.of(), "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
