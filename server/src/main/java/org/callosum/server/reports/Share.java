package org.callosum.server.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.callosum.kernel.Ratio;
import org.callosum.measures.Wilson;
import org.jspecify.annotations.Nullable;

/// A share with both its counts, and where the true one lies with 95 % confidence (Wilson).
///
/// @param low from 0 to 1; null where `whole` is 0
/// @param high from 0 to 1; null where `whole` is 0
record Share(
        long part,
        long whole,
        @Nullable Double low,
        @Nullable Double high) {
    static Share of(long part, long whole) {
        var interval = Wilson.of(new Ratio(part, whole));
        return new Share(
                part, whole, interval == null ? null : interval.low(), interval == null ? null : interval.high());
    }

    static Share of(ResultSet row, String part, String whole) throws SQLException {
        return of(row.getLong(part), row.getLong(whole));
    }
}
