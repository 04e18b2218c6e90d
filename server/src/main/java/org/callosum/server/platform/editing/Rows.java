package org.callosum.server.platform.editing;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Reads columns as the records of our lists have them.
public final class Rows {
    private Rows() {}

    public static String id(ResultSet row, String column) throws SQLException {
        return Long.toString(row.getLong(column));
    }

    public static @Nullable String idOrNull(ResultSet row, String column) throws SQLException {
        var id = row.getLong(column);
        return row.wasNull() ? null : Long.toString(id);
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Boolean booleanOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    public static Text text(ResultSet row, String column) throws SQLException {
        return Text.fromJson(row.getString(column));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /// A `bigint[]` as ids of JSON.
    public static List<String> ids(ResultSet row, String column) throws SQLException {
        return strings(row, column);
    }

    /// A `text[]` or `bigint[]`; null is empty.
    public static List<String> strings(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        var values = new ArrayList<String>();
        for (var value : (Object[]) array.getArray()) {
            if (value != null) {
                values.add(value.toString());
            }
        }
        return List.copyOf(values);
    }

    /// For a parameter cast to `bigint[]`.
    public static String array(Collection<Long> ids) {
        var joined = new StringBuilder("{");
        for (var id : ids) {
            joined.append(joined.length() > 1 ? "," : "").append(id.longValue());
        }
        return joined.append('}').toString();
    }

    /// For a `timestamptz` parameter.
    public static @Nullable OffsetDateTime moment(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
