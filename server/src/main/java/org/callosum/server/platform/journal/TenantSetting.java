package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// What row-level security asks of each transaction: whose rows it may see.
final class TenantSetting {
    private TenantSetting() {}

    /// For the transaction in hand.
    static void apply(Connection connection, long tenant) throws SQLException {
        set(connection, tenant, true);
    }

    /// For as long as the connection lives; only for connections that go back to no pool.
    static void keep(Connection connection, long tenant) throws SQLException {
        set(connection, tenant, false);
    }

    private static void set(Connection connection, long tenant, boolean local) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('callosum.tenant', ?, ?)")) {
            statement.setString(1, Long.toString(tenant));
            statement.setBoolean(2, local);
            statement.execute();
        }
    }
}
