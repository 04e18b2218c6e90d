package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.callosum.server.testing.PostgresForTests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// On a real PostgreSQL, as the role that owns nothing.
class PostgresJournalTest extends JournalContract {
    private static final class Holder {
        static final DatabaseAccess ACCESS = PostgresForTests.newDatabase();
        static final AtomicLong TENANTS = new AtomicLong(1_000);
    }

    private final long tenant = newTenant();
    private final PostgresJournal journal = new PostgresJournal(application());
    private final PostgresOwnership ownership = new PostgresOwnership(application(), 60_000);

    private static DataSource application() {
        return new DriverManagerDataSource(
                Holder.ACCESS.url(), Holder.ACCESS.applicationUser(), Holder.ACCESS.applicationPassword());
    }

    private static Connection owner() throws SQLException {
        Connection connection = DriverManager.getConnection(
                Holder.ACCESS.url(), Holder.ACCESS.ownerUser(), Holder.ACCESS.ownerPassword());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set callosum.upkeep = 'on'");
        }
        return connection;
    }

    private static long newTenant() {
        long id = Holder.TENANTS.incrementAndGet();
        asOwner("insert into tenant (id, code, name) values (%d, 'tenant-%d', 'Tenant')".formatted(id, id));
        return id;
    }

    private static void asOwner(String sql) {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    Journal journal() {
        return journal;
    }

    @Override
    Ownership ownership() {
        return ownership;
    }

    @Override
    long tenant() {
        return tenant;
    }

    @Override
    void letTermEnd() {
        asOwner("update journal_lease set until = clock_timestamp() where tenant_id = " + tenant);
    }

    @Test
    void aTakeOverWaitsForACommitUnderWayAndThenShutsItsWriterOut() throws Exception {
        Ownership.Term term = Objects.requireNonNull(ownership.take(tenant, "a", false));
        try (Connection writer = application().getConnection()) {
            writer.setAutoCommit(false);
            TenantSetting.apply(writer, tenant);
            try (PreparedStatement fence =
                    writer.prepareStatement("select 1 from journal_lease where tenant_id = ? for share")) {
                fence.setLong(1, tenant);
                fence.execute();
            }
            // Even by the node's own restart, the lease does not change hands under a writer's feet.
            Thread taking = Thread.ofVirtual().start(() -> ownership.take(tenant, "a", true));
            waitUntilSomebodyWaits();
            assertThat(taking.isAlive()).isTrue();
            writer.commit();
            taking.join();
        }
        assertThatThrownBy(() -> journal.append(tenant, term.epoch(), 1, List.of("{}")))
                .isInstanceOf(Journal.NotOwnerException.class);
    }

    private static void waitUntilSomebodyWaits() throws SQLException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        try (Connection connection = PostgresForTests.server().connect("postgres");
                PreparedStatement waiting = connection.prepareStatement(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
            while (System.nanoTime() < deadline) {
                try (var rows = waiting.executeQuery()) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        return;
                    }
                }
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("nobody waited for the lease");
    }

    @Test
    void aTenantSeesOnlyItsOwnEvents() {
        Ownership.Term term = Objects.requireNonNull(ownership.take(tenant, "a", false));
        journal.append(tenant, term.epoch(), 1, List.of("{\"n\": 1}"));
        long other = newTenant();
        List<Journal.Entry> seen = new ArrayList<>();
        journal.read(other, 0, seen::add);
        assertThat(seen).isEmpty();
    }

    @Test
    void theApplicationCannotChangeWhatIsWritten() throws SQLException {
        Ownership.Term term = Objects.requireNonNull(ownership.take(tenant, "a", false));
        journal.append(tenant, term.epoch(), 1, List.of("{\"n\": 1}"));
        try (Connection connection = journal.open(tenant);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update journal_event set event = '{}'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from journal_event"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void anAnnouncementOfAnotherProcessWakesAFollower() throws Exception {
        Ownership.Term term = Objects.requireNonNull(ownership.take(tenant, "a", false));
        var heard = new java.util.concurrent.LinkedBlockingQueue<Journal.Entry>();
        try (PostgresJournal elsewhere = new PostgresJournal(application());
                Journal.Following following = elsewhere.follow(tenant, 0, "test", heard::addAll)) {
            journal.append(tenant, term.epoch(), 1, List.of("{\"n\": 1}"));
            assertThat(heard.poll(10, java.util.concurrent.TimeUnit.SECONDS)).isNotNull();
            assertThat(following.position()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void manyFloorsShareAFewConnectionsAndEachSeesItsOwn() throws Exception {
        List<Long> houses = java.util.stream.Stream.generate(PostgresJournalTest::newTenant)
                .limit(60)
                .toList();
        var heard = new java.util.concurrent.ConcurrentHashMap<Long, List<String>>();
        List<Journal.Following> followings = new ArrayList<>();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (long house : houses) {
                heard.put(house, new java.util.concurrent.CopyOnWriteArrayList<>());
                followings.add(journal.follow(
                        house,
                        0,
                        "test",
                        entries -> entries.forEach(entry ->
                                Objects.requireNonNull(heard.get(house)).add(entry.event()))));
                Ownership.Term term = Objects.requireNonNull(ownership.take(house, "a", false));
                threads.submit(() -> {
                    for (int n = 1; n <= 20; n++) {
                        journal.append(house, term.epoch(), n, List.of("{\"house\": %d}".formatted(house)));
                    }
                });
            }
        }
        for (int i = 0; i < houses.size(); i++) {
            long house = houses.get(i);
            List<String> events = Objects.requireNonNull(heard.get(house));
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (events.size() < 20 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(events).hasSize(20).containsOnly("{\"house\": %d}".formatted(house));
        }
        assertThat(connections()).isLessThanOrEqualTo(16 + 8 + 2);
        followings.forEach(Journal.Following::close);
    }

    /// Of this class's database, whoever holds them.
    private static int connections() throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void theNewestSnapshotOfAFormatIsFoundAndOldOnesGo() {
        PostgresSnapshots snapshots = new PostgresSnapshots(application());
        for (long position = 1; position <= 5; position++) {
            snapshots.save(tenant, new Snapshots.Snapshot(position, 1, "state " + position));
        }
        assertThat(snapshots.newest(tenant, 1)).isEqualTo(new Snapshots.Snapshot(5, 1, "state 5"));
        assertThat(snapshots.newest(tenant, 2)).isNull();
        assertThat(snapshots.newest(newTenant(), 1)).isNull();
    }
}
