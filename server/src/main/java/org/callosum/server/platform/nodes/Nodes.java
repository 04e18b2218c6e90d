package org.callosum.server.platform.nodes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import javax.sql.DataSource;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.StartFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processes of this house (`docs/decisions/0004`). Each claims a number at its start and says several times a term
/// that it is there; times are by the database's clock.
///
/// A node whose last word is older than a term is gone, and so is whatever it held on the line. Its number comes back
/// with its data folder.
public final class Nodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final int HIGHEST = 31;
    private static final int WORDS_PER_TERM = 4;
    private static final long CLAIM_LOCK = 0x43414c4cL;

    private static final String CLAIM = """
            insert into node (number, installation, incarnation, master_key) values (?, ?, ?, ?)
            on conflict (installation) do update
            set incarnation = excluded.incarnation, master_key = excluded.master_key,
                started_at = clock_timestamp(), seen_at = clock_timestamp(), web = null, sip = null
            """;

    private final DataSource connections;
    private final long termMillis;
    private final int number;
    private final Thread heart;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Map<Integer, Node> known = Map.of();
    private volatile long clockAheadMillis;
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile boolean closed;

    /// A process of the house.
    ///
    /// @param incarnation the first id it made: earlier ones of its number belong to processes that ended
    /// @param present whether it was heard of within a term
    /// @param web address of its interface, such as `http://127.0.0.1:8080`; null until it is served
    /// @param sip address that other nodes dial, such as `127.0.0.1:5060`; null until it is served
    public record Node(
            int number,
            long incarnation,
            boolean present,
            @Nullable String web,
            @Nullable String sip) {}

    /// Claims this process's number.
    ///
    /// @param connections each call opens one; the claim and the heartbeat use one each
    /// @param installation name of the data folder, the same after a restart
    /// @param masterKey name of the master key
    /// @param incarnation makes the first id, given the number
    /// @throws StartFailure if all numbers are taken, or another node has another master key
    public static Nodes join(
            DataSource connections,
            String installation,
            String masterKey,
            long termMillis,
            IntToLongFunction incarnation) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement lock = connection.createStatement()) {
                lock.execute("select pg_advisory_xact_lock(" + CLAIM_LOCK + ")");
            }
            requireOneKey(connection, installation, masterKey, termMillis);
            int number = numberOf(connection, installation);
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setInt(1, number);
                claim.setString(2, installation);
                claim.setLong(3, incarnation.applyAsLong(number));
                claim.setString(4, masterKey);
                claim.executeUpdate();
            }
            connection.commit();
            return new Nodes(connections, termMillis, number);
        } catch (SQLException fault) {
            throw new StartFailure("this node cannot enter itself in the database: " + fault.getMessage(), fault);
        }
    }

    private static void requireOneKey(Connection connection, String installation, String masterKey, long termMillis)
            throws SQLException {
        try (PreparedStatement others = connection.prepareStatement("""
                select number, master_key from node
                where installation <> ? and master_key <> ? and seen_at > clock_timestamp() - ? * interval '1 millisecond'
                """)) {
            others.setString(1, installation);
            others.setString(2, masterKey);
            others.setLong(3, termMillis);
            try (ResultSet rows = others.executeQuery()) {
                if (rows.next()) {
                    throw new StartFailure(
                            "node %d runs under master key %s, this one has %s; give all nodes the same: CALLOSUM_MASTER_KEY, or keys/master.key copied from there"
                                    .formatted(rows.getInt(1), rows.getString(2), masterKey));
                }
            }
        }
    }

    private static int numberOf(Connection connection, String installation) throws SQLException {
        try (PreparedStatement mine = connection.prepareStatement("select number from node where installation = ?")) {
            mine.setString(1, installation);
            try (ResultSet rows = mine.executeQuery()) {
                if (rows.next()) {
                    return rows.getInt(1);
                }
            }
        }
        try (Statement free = connection.createStatement();
                ResultSet rows = free.executeQuery("select n from generate_series(0, " + HIGHEST
                        + ") n where not exists (select from node where number = n) order by n limit 1")) {
            if (rows.next()) {
                return rows.getInt(1);
            }
        }
        throw new StartFailure(
                "all 32 node numbers are taken; remove the rows of machines that will not come back from table node");
    }

    private Nodes(DataSource connections, long termMillis, int number) {
        this.connections = connections;
        this.termMillis = termMillis;
        this.number = number;
        try (Connection connection = connections.getConnection()) {
            look(connection);
        } catch (SQLException fault) {
            throw new StartFailure("the other nodes cannot be read: " + fault.getMessage(), fault);
        }
        this.heart = Thread.ofPlatform().daemon().name("node-heartbeat").start(this::beat);
    }

    /// This process's number, 0 to 31.
    public int number() {
        return number;
    }

    /// Name for leases: the same after a restart.
    public String name() {
        return "node-" + number;
    }

    /// The other processes that were here within a term.
    public List<Node> othersPresent() {
        return known.values().stream()
                .filter(node -> node.number() != number && node.present())
                .toList();
    }

    /// @return null if there never was one of this number
    public @Nullable Node node(int which) {
        return known.get(which);
    }

    /// The time by the database's clock, which all nodes share; UTC epoch, good to the length of one question.
    public long databaseMillis() {
        return System.currentTimeMillis() + clockAheadMillis;
    }

    /// Whether what is known of a node's life still holds: it is there, and has not begun anew since.
    public boolean lives(int which, long incarnation) {
        Node node = known.get(which);
        return node != null && node.incarnation() == incarnation && (node.present() || which == number);
    }

    /// Whether the process that made an id still runs. Of this one's own ids it knows only whether an earlier process
    /// made them.
    public boolean runs(long id) {
        Node maker = known.get(Ids.nodeOf(id));
        return maker != null && id >= maker.incarnation() && (maker.present() || maker.number() == number);
    }

    /// Tells the others where this process is reached.
    public void serves(@Nullable String web, @Nullable String sip) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update node set web = coalesce(?, web), sip = coalesce(?, sip) where number = ?")) {
            statement.setString(1, web);
            statement.setString(2, sip);
            statement.setInt(3, number);
            statement.executeUpdate();
        } catch (SQLException fault) {
            LOG.warn("Other nodes do not learn this one's addresses: {}", fault.getMessage());
        }
    }

    /// Told on the heartbeat's thread when a node has come, gone or begun anew: be quick.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void beat() {
        while (!closed) {
            try (Connection connection = connections.getConnection()) {
                while (!closed) {
                    try (PreparedStatement here = connection.prepareStatement(
                            "update node set seen_at = clock_timestamp() where number = ?")) {
                        here.setInt(1, number);
                        here.executeUpdate();
                    }
                    look(connection);
                    pause();
                }
            } catch (SQLException fault) {
                if (!closed) {
                    LOG.warn("Node {} cannot say that it is here and tries again: {}", number, fault.getMessage());
                    pause();
                }
            }
        }
    }

    private void look(Connection connection) throws SQLException {
        Map<Integer, Node> seen = new TreeMap<>();
        try (PreparedStatement all = connection.prepareStatement("""
                select number, incarnation, seen_at > clock_timestamp() - ? * interval '1 millisecond', web, sip,
                       (extract(epoch from clock_timestamp()) * 1000)::bigint
                from node
                """)) {
            all.setLong(1, termMillis);
            try (ResultSet rows = all.executeQuery()) {
                while (rows.next()) {
                    clockAheadMillis = rows.getLong(6) - System.currentTimeMillis();
                    seen.put(
                            rows.getInt(1),
                            new Node(
                                    rows.getInt(1),
                                    rows.getLong(2),
                                    rows.getBoolean(3),
                                    rows.getString(4),
                                    rows.getString(5)));
                }
            }
        }
        boolean another = !presence(seen).equals(presence(known));
        known = Map.copyOf(seen);
        if (another) {
            listeners.forEach(Runnable::run);
        }
    }

    /// Who is there, in which life.
    private static Map<Integer, Long> presence(Map<Integer, Node> nodes) {
        Map<Integer, Long> there = new TreeMap<>();
        nodes.forEach((which, node) -> {
            if (node.present()) {
                there.put(which, node.incarnation());
            }
        });
        return there;
    }

    private void pause() {
        try {
            if (ending.await(termMillis / WORDS_PER_TERM, TimeUnit.MILLISECONDS)) {
                closed = true;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Says nothing more; the others see the node gone after a term.
    @Override
    public void close() {
        closed = true;
        ending.countDown();
        heart.interrupt();
    }
}
