package org.callosum.server.platform.postgres;

import com.zaxxer.hikari.HikariConfig;
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

    /// A few connections to the same database for work that must not wait until others give theirs back. The caller
    /// closes them.
    ///
    /// @param patienceMillis how long one who asks waits for a free connection; 250 at least
    public static HikariDataSource few(DataSource pool, String name, int most, long patienceMillis) {
        if (!(pool instanceof HikariDataSource hikari)) {
            throw new IllegalArgumentException("Only a pool tells where its database is");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(hikari.getJdbcUrl());
        config.setUsername(hikari.getUsername());
        config.setPassword(hikari.getPassword());
        config.setPoolName(name);
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(most);
        config.setConnectionTimeout(patienceMillis);
        return new HikariDataSource(config);
    }
}
