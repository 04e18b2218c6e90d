package org.callosum.server.supervision;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// Which part of a log of the floor is wanted: a span of time and one person.
///
/// @param from this instant and later; null for any
/// @param to before this instant; null for any
/// @param agent whom it concerns; null for anybody
public record LogFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long agent) {
    /// @throws org.callosum.server.platform.problem.Problem 400 naming what cannot be read
    public static LogFilter of(@Nullable String from, @Nullable String to, @Nullable String agentId) {
        return new LogFilter(
                instant("from", from),
                instant("to", to),
                agentId == null || agentId.isBlank() ? null : Ids.parse(agentId));
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Problems.field(field, "unreadable");
        }
    }

    /// The condition on a column of time, to be used with [#parameters].
    public static String during(String column) {
        return "(cast(:from as timestamptz) is null or %1$s >= :from) and (cast(:to as timestamptz) is null or %1$s < :to)"
                .formatted(column);
    }

    /// `from`, `to` and `agent`, and more beside them.
    public MapSqlParameterSource parameters(Map<String, ?> more) {
        return new MapSqlParameterSource(more)
                .addValue("from", at(from), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("to", at(to), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("agent", agent, Types.BIGINT);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
