package org.callosum.journeys.walls.guilty;

import java.sql.Connection;

/// Guilty on purpose: an engine that knows SQL.
public class KnowsSql {
    public void remember(Connection connection) throws java.sql.SQLException {
        connection.commit();
    }
}
