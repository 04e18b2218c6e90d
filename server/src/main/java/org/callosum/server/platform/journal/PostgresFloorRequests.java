package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.callosum.server.platform.nodes.Notices;
import org.jspecify.annotations.Nullable;

/// Requests as rows of an unlogged table, with a NOTIFY that wakes the other side. It keeps a connection of its own: a
/// floor must not wait for a pool that requests of browsers have emptied.
public final class PostgresFloorRequests implements FloorRequests, AutoCloseable {
    /// Said with the tenant when requests wait.
    public static final String ASKED = "floor-asked";

    /// Said with `tenant:node` when answers wait.
    public static final String ANSWERED = "floor-answered";

    private static final String ASK = """
            insert into floor_request (tenant_id, id, node, command)
            select ?, entry.id, ?, entry.command::jsonb
            from unnest(?::bigint[], ?::text[]) as entry(id, command)
            """;
    private static final String UNANSWERED = """
            select id, node, command::text from floor_request
            where tenant_id = ? and answer is null order by id limit ?
            """;
    private static final String ANSWER = """
            update floor_request set answer = entry.answer::jsonb
            from unnest(?::bigint[], ?::text[]) as entry(id, answer)
            where tenant_id = ? and floor_request.id = entry.id and floor_request.answer is null
            returning node
            """;
    private static final String COLLECT = """
            delete from floor_request where tenant_id = ? and node = ? and answer is not null
            returning id, answer::text
            """;
    private static final String DROP = "delete from floor_request where tenant_id = ? and id = any (?::bigint[])";

    private final DataSource connections;
    private @Nullable Connection kept;

    /// @param connections each call opens one; not a pool
    public PostgresFloorRequests(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public void ask(long tenant, int node, List<Request> requests) {
        in(tenant, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ASK)) {
                statement.setLong(1, tenant);
                statement.setInt(2, node);
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "bigint", requests.stream().map(Request::id).toArray()));
                statement.setArray(
                        4,
                        connection.createArrayOf(
                                "text", requests.stream().map(Request::command).toArray()));
                statement.executeUpdate();
            }
            Notices.say(connection, ASKED, Long.toString(tenant));
            return requests;
        });
    }

    @Override
    public List<Asked> unanswered(long tenant, int atMost) {
        return in(tenant, connection -> {
            List<Asked> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(UNANSWERED)) {
                statement.setLong(1, tenant);
                statement.setInt(2, atMost);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Asked(rows.getLong(1), rows.getInt(2), rows.getString(3)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public void answer(long tenant, List<Answer> answers) {
        in(tenant, connection -> {
            answer(connection, tenant, answers);
            return answers;
        });
    }

    /// Within a transaction that stores more.
    static void answer(Connection connection, long tenant, List<Answer> answers) throws SQLException {
        List<Integer> nodes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ANSWER)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", answers.stream().map(Answer::id).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", answers.stream().map(Answer::answer).toArray()));
            statement.setLong(3, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nodes.add(rows.getInt(1));
                }
            }
        }
        for (int node : nodes.stream().distinct().toList()) {
            Notices.say(connection, ANSWERED, tenant + ":" + node);
        }
    }

    @Override
    public List<Answer> collect(long tenant, int node) {
        return in(tenant, connection -> {
            List<Answer> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(COLLECT)) {
                statement.setLong(1, tenant);
                statement.setInt(2, node);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Answer(rows.getLong(1), rows.getString(2)));
                    }
                }
            }
            return found;
        });
    }

    @Override
    public void drop(long tenant, List<Long> ids) {
        in(tenant, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(DROP)) {
                statement.setLong(1, tenant);
                statement.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
                statement.executeUpdate();
            }
            return ids;
        });
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private synchronized <T> T in(long tenant, Work<T> work) {
        try {
            Connection connection = kept;
            if (connection == null) {
                connection = connections.getConnection();
                connection.setAutoCommit(false);
                kept = connection;
            }
            TenantSetting.apply(connection, tenant);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException fault) {
            close();
            throw new IllegalStateException(
                    "Requests to the floor of tenant " + tenant + " cannot be passed on", fault);
        }
    }

    /// The next call opens another connection.
    @Override
    public synchronized void close() {
        Connection old = kept;
        kept = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException ignored) {
                // It is being thrown away; the server ends its transaction by itself.
            }
        }
    }
}
