package org.callosum.server.platform.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.callosum.server.platform.install.StartFailure;

/// Prepares the two roles and the database, and checks what the promises about data rest on.
public final class Databases {
    private static final int OLDEST_VERSION = 170_000;

    private Databases() {}

    /// In an embedded server: makes roles and database where missing, and reads back that commits reach the disk.
    ///
    /// @param name of the database, lower-case letters, digits and underscores
    public static DatabaseAccess prepare(
            EmbeddedPostgres server, String name, String ownerPassword, String applicationPassword) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            role(statement, DatabaseAccess.OWNER, ownerPassword);
            role(statement, DatabaseAccess.APPLICATION, applicationPassword);
            if (!answers(statement, "select 1 from pg_database where datname = " + literal(name))) {
                statement.execute("create database %s owner %s".formatted(name, DatabaseAccess.OWNER));
                statement.execute("revoke all on database %s from public".formatted(name));
                statement.execute(
                        "grant connect, temporary on database %s to %s".formatted(name, DatabaseAccess.APPLICATION));
            }
        } catch (SQLException e) {
            throw new StartFailure("embedded PostgreSQL refused the preparation: " + e.getMessage(), e);
        }
        return access(server.url(name), ownerPassword, applicationPassword);
    }

    /// The two roles of an embedded server.
    public static DatabaseAccess access(String url, String ownerPassword, String applicationPassword) {
        return new DatabaseAccess(
                url, DatabaseAccess.OWNER, ownerPassword, DatabaseAccess.APPLICATION, applicationPassword);
    }

    /// A commit that does not reach the disk would lose calls at a power cut: such a server is not used.
    public static void requireDurable(EmbeddedPostgres server) {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "full_page_writes", "data_checksums"}) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (!"on".equals(row.getString(1))) {
                        throw new StartFailure(
                                "embedded PostgreSQL runs with %s=%s; it must be on, remove the setting from postgres/data"
                                        .formatted(setting, row.getString(1)));
                    }
                }
            }
        } catch (SQLException e) {
            throw new StartFailure("embedded PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    /// For a database of the operator's own: version 17 or later, both roles let in, and an application role that
    /// cannot step over the walls between tenants.
    ///
    /// @throws StartFailure saying which of these is not so
    public static void verify(DatabaseAccess access) {
        try (Connection connection = DriverManager.getConnection(
                        access.url(), access.applicationUser(), access.applicationPassword());
                Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("select current_setting('server_version_num')::int")) {
                row.next();
                version = row.getInt(1);
            }
            if (version < OLDEST_VERSION) {
                throw new StartFailure("the database at %s is PostgreSQL %d; 17 or later is needed"
                        .formatted(access.url(), version / 10_000));
            }
            if (answers(
                    statement, "select 1 from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)")) {
                throw new StartFailure(
                        "database role %s may bypass row-level security; alter role %s nosuperuser nobypassrls"
                                .formatted(access.applicationUser(), access.applicationUser()));
            }
            if (access.applicationUser().equals(access.ownerUser())) {
                throw new StartFailure(
                        "database owner and application role are both %s; make two roles (docs/operations/configuration.md)"
                                .formatted(access.ownerUser()));
            }
        } catch (SQLException e) {
            throw unreachable(access, access.applicationUser(), e);
        }
        try {
            DriverManager.getConnection(access.url(), access.ownerUser(), access.ownerPassword())
                    .close();
        } catch (SQLException e) {
            throw unreachable(access, access.ownerUser(), e);
        }
    }

    private static StartFailure unreachable(DatabaseAccess access, String user, SQLException why) {
        return new StartFailure(
                "database %s cannot be reached as %s (%s); check its address, the role and its password file (docs/operations/configuration.md)"
                        .formatted(access.url(), user, why.getMessage()),
                why);
    }

    private static void role(Statement statement, String name, String password) throws SQLException {
        if (!answers(statement, "select 1 from pg_roles where rolname = " + literal(name))) {
            statement.execute("create role " + name);
        }
        statement.execute(
                "alter role %s login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password %s"
                        .formatted(name, literal(password)));
    }

    private static boolean answers(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
