package org.callosum.server.interactions;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of one transaction, gathered so that each statement runs once for many of them: its parameters are arrays, one
/// a
/// column. A statement that is started row by row costs PostgreSQL more than the row itself (`docs/decisions/0096`).
///
/// Inserts run stage by stage; then updates, those of one row in the order in which they were added.
final class GatheredRows {
    /// One statement over many rows.
    ///
    /// @param stage inserts of a lower one run first
    /// @param sql with one array parameter a column, for `unnest`; or, without types, one that is run row by row
    /// @param types of the columns, as PostgreSQL names them
    record Statement(int stage, String sql, List<String> types) {
        static Statement of(int stage, String sql, String... types) {
            return new Statement(stage, sql, List.of(types));
        }
    }

    private record Row(@Nullable Object[] values) {}

    private final Map<Integer, Map<Statement, List<Row>>> inserts = new TreeMap<>();
    private final List<Map<Statement, List<Row>>> updates = new ArrayList<>();
    private final Map<Long, Integer> updated = new HashMap<>();

    void insert(Statement statement, @Nullable Object... values) {
        inserts.computeIfAbsent(statement.stage(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(statement, _ -> new ArrayList<>())
                .add(new Row(values));
    }

    /// @param row whose id it is: a statement never touches one row twice, so a second update of it goes into a later
    ///     one
    void update(Statement statement, long row, @Nullable Object... values) {
        int layer = updated.merge(row, 0, (before, _) -> before + 1);
        if (layer == updates.size()) {
            updates.add(new LinkedHashMap<>());
        }
        updates.get(layer).computeIfAbsent(statement, _ -> new ArrayList<>()).add(new Row(values));
    }

    void write(JdbcTemplate database) {
        inserts.values().forEach(stage -> stage.forEach((statement, rows) -> run(database, statement, rows)));
        updates.forEach(layer -> layer.forEach((statement, rows) -> run(database, statement, rows)));
    }

    @SuppressWarnings("NullAway") // JdbcTemplate takes null for SQL's null, its marks do not say so
    private static void run(JdbcTemplate database, Statement statement, List<Row> rows) {
        var types = statement.types();
        if (types.isEmpty()) {
            database.batchUpdate(statement.sql(), rows.stream().map(Row::values).toList());
            return;
        }
        database.update(connection -> {
            PreparedStatement prepared = connection.prepareStatement(statement.sql());
            for (int column = 0; column < types.size(); column++) {
                var values = new @Nullable Object[rows.size()];
                for (int row = 0; row < values.length; row++) {
                    values[row] = rows.get(row).values()[column];
                }
                prepared.setArray(column + 1, connection.createArrayOf(types.get(column), values));
            }
            return prepared;
        });
    }
}
