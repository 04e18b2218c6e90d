package org.callosum.server.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Snapshots as rows; the newest three stay.
public final class PostgresSnapshots implements Snapshots {
    private static final int KEPT = 3;

    private final DataSource connections;

    public PostgresSnapshots(DataSource connections) {
        this.connections = connections;
    }

    @Override
    public void save(long tenant, Snapshot snapshot) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            TenantSetting.apply(connection, tenant);
            try (PreparedStatement insert = connection.prepareStatement(
                            "insert into journal_snapshot (tenant_id, position, format, state) values (?, ?, ?, ?) on conflict do nothing");
                    PreparedStatement forget = connection.prepareStatement("""
                            delete from journal_snapshot where tenant_id = ? and position not in (
                                select position from journal_snapshot where tenant_id = ? order by position desc limit ?)
                            """)) {
                insert.setLong(1, tenant);
                insert.setLong(2, snapshot.position());
                insert.setInt(3, snapshot.format());
                insert.setString(4, snapshot.state());
                insert.executeUpdate();
                forget.setLong(1, tenant);
                forget.setLong(2, tenant);
                forget.setInt(3, KEPT);
                forget.executeUpdate();
            }
            connection.commit();
        } catch (SQLException fault) {
            throw new IllegalStateException("A snapshot of tenant " + tenant + " cannot be stored", fault);
        }
    }

    @Override
    public @Nullable Snapshot newest(long tenant, int format) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            TenantSetting.apply(connection, tenant);
            try (PreparedStatement statement = connection.prepareStatement(
                    "select position, state from journal_snapshot where tenant_id = ? and format = ? order by position desc limit 1")) {
                statement.setLong(1, tenant);
                statement.setInt(2, format);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? new Snapshot(rows.getLong(1), format, rows.getString(2)) : null;
                }
            }
        } catch (SQLException fault) {
            throw new IllegalStateException("The snapshots of tenant " + tenant + " cannot be read", fault);
        }
    }
}
