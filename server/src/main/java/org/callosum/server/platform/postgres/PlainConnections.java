package org.callosum.server.platform.postgres;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Connections for those who keep one for as long as they live: writers, listeners, heartbeats. A pool is for those
/// who give theirs back.
public final class PlainConnections {
    private PlainConnections() {}

    /// The same database and role as a pool's; each call opens a connection.
    public static DataSource beside(DataSource pool) {
        if (pool instanceof HikariDataSource hikari) {
            DriverManagerDataSource plain = new DriverManagerDataSource();
            plain.setUrl(hikari.getJdbcUrl());
            plain.setUsername(hikari.getUsername());
            plain.setPassword(hikari.getPassword());
            return plain;
        }
        return pool;
    }
}
