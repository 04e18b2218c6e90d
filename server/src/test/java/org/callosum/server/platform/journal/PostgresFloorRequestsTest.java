package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.callosum.server.platform.journal.FloorRequests.Answer;
import org.callosum.server.platform.journal.FloorRequests.Asked;
import org.callosum.server.platform.journal.FloorRequests.Request;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.testing.PostgresForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// On a real PostgreSQL, as the role that owns nothing.
class PostgresFloorRequestsTest {
    private static final long TENANT = 1;
    private static final long STRANGER = 2;
    private static final String COMMAND = "{\"command\": \"AdvanceTime\"}";

    private final DatabaseAccess access = PostgresForTests.newDatabase();
    private final DataSource application =
            new DriverManagerDataSource(access.url(), access.applicationUser(), access.applicationPassword());
    private final PostgresFloorRequests requests = new PostgresFloorRequests(application);

    PostgresFloorRequestsTest() {
        JdbcClient owner = JdbcClient.create(
                new DriverManagerDataSource(access.url(), access.ownerUser(), access.ownerPassword()));
        owner.sql("select set_config('callosum.upkeep', 'on', false)").query().singleRow();
        for (long tenant : new long[] {TENANT, STRANGER}) {
            JdbcClient.create(new DriverManagerDataSource(
                            access.url() + "?options=-c%20callosum.upkeep=on",
                            access.ownerUser(),
                            access.ownerPassword()))
                    .sql("insert into tenant (id, code, name) values (:id, :code, 'House')")
                    .param("id", tenant)
                    .param("code", "house-" + tenant)
                    .update();
        }
    }

    @AfterEach
    void close() {
        requests.close();
    }

    @Test
    void aRequestWaitsUntilItIsAnsweredAndItsAnswerUntilItIsFetched() {
        requests.ask(TENANT, 1, List.of(new Request(20, COMMAND), new Request(10, COMMAND)));
        requests.ask(TENANT, 2, List.of(new Request(30, COMMAND)));
        assertThat(requests.unanswered(TENANT, 10)).extracting(Asked::id).containsExactly(10L, 20L, 30L);
        assertThat(requests.unanswered(TENANT, 1)).containsExactly(new Asked(10, 1, COMMAND));
        assertThat(requests.unanswered(STRANGER, 10)).isEmpty();
        requests.answer(TENANT, List.of(new Answer(10, "{\"position\": 3}"), new Answer(30, "{\"position\": 4}")));
        assertThat(requests.unanswered(TENANT, 10)).extracting(Asked::id).containsExactly(20L);
        assertThat(requests.collect(TENANT, 1)).containsExactly(new Answer(10, "{\"position\": 3}"));
        assertThat(requests.collect(TENANT, 1)).as("an answer is fetched once").isEmpty();
        requests.drop(TENANT, List.of(20L));
        assertThat(requests.unanswered(TENANT, 10)).isEmpty();
    }

    @Test
    void anAnswerThatStandsOnEventsIsStoredWithThemOrNotAtAll() {
        var ownership = new PostgresOwnership(application, 60_000);
        Ownership.Term term = Objects.requireNonNull(ownership.take(TENANT, "node-0", true));
        requests.ask(TENANT, 1, List.of(new Request(10, COMMAND), new Request(11, COMMAND)));
        try (var journal = new PostgresJournal(application)) {
            journal.append(TENANT, term.epoch(), 1, List.of("{}"), List.of(new Answer(10, "{\"position\": 1}")));
            assertThat(requests.collect(TENANT, 1)).hasSize(1);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> journal.append(
                            TENANT, term.epoch() - 1, 2, List.of("{}"), List.of(new Answer(11, "{\"position\": 2}"))))
                    .isInstanceOf(Journal.NotOwnerException.class);
        }
        assertThat(requests.collect(TENANT, 1)).isEmpty();
        assertThat(requests.unanswered(TENANT, 10)).extracting(Asked::id).containsExactly(11L);
    }

    @Test
    void bothSidesAreWoken() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (var notices = new Notices(application)) {
            notices.subscribe(PostgresFloorRequests.ASKED, text -> heard.add("asked " + text));
            notices.subscribe(PostgresFloorRequests.ANSWERED, text -> heard.add("answered " + text));
            // the listener says so when it has begun to listen
            assertThat(List.of(next(heard), next(heard))).containsExactlyInAnyOrder("asked null", "answered null");
            requests.ask(TENANT, 5, List.of(new Request(10, COMMAND)));
            assertThat(next(heard)).isEqualTo("asked 1");
            requests.answer(TENANT, List.of(new Answer(10, "{}")));
            assertThat(next(heard)).isEqualTo("answered 1:5");
        }
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        String one = heard.poll(20, TimeUnit.SECONDS);
        return one == null ? "nothing" : one;
    }
}
