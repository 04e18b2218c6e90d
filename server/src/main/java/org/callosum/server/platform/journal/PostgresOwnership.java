package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Ownership as one row per tenant: the lease's end by the database's clock, the epoch as fencing token.
public final class PostgresOwnership implements Ownership {
    private static final String TAKE = """
            insert into journal_lease as held (tenant_id, owner, epoch, until)
            values (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
            on conflict (tenant_id) do update
            set owner = excluded.owner, epoch = held.epoch + 1, until = excluded.until
            where held.until <= clock_timestamp() or (? and held.owner = excluded.owner)
            returning epoch
            """;
    private static final String RENEW = """
            update journal_lease set until = clock_timestamp() + ? * interval '1 millisecond'
            where tenant_id = ? and epoch = ? and until > clock_timestamp()
            """;
    private static final String RELEASE =
            "update journal_lease set until = clock_timestamp() where tenant_id = ? and epoch = ?";

    private final DataSource connections;
    private final long termMillis;

    /// @param termMillis 3 000 lets another node take over within about 3.5 s (`stack-notes`: measured)
    public PostgresOwnership(DataSource connections, long termMillis) {
        this.connections = connections;
        this.termMillis = termMillis;
    }

    @Override
    public @Nullable Term take(long tenant, String node, boolean restart) {
        return in(tenant, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setLong(1, tenant);
                statement.setString(2, node);
                statement.setLong(3, termMillis);
                statement.setBoolean(4, restart);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? new Term(tenant, rows.getLong(1)) : null;
                }
            }
        });
    }

    @Override
    public boolean renew(Term term) {
        Integer rows = in(term.tenant(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
                statement.setLong(1, termMillis);
                statement.setLong(2, term.tenant());
                statement.setLong(3, term.epoch());
                return statement.executeUpdate();
            }
        });
        return rows != null && rows == 1;
    }

    @Override
    public void release(Term term) {
        in(term.tenant(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setLong(1, term.tenant());
                statement.setLong(2, term.epoch());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public long termMillis() {
        return termMillis;
    }

    private interface Work<T> {
        @Nullable
        T on(Connection connection) throws SQLException;
    }

    private <T> @Nullable T in(long tenant, Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            TenantSetting.apply(connection, tenant);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException fault) {
            throw new IllegalStateException("The lease of tenant " + tenant + " cannot be read or written", fault);
        }
    }
}
