package org.callosum.server.reports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.callosum.server.interactions.RepeatFigure;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// M:FCR by the queue of a contact's last answered stay and the time at which that began (code Q). Contacts whose
/// window is open, and those whose customer nobody knows, stand beside it.
@Repository
@Transactional(readOnly = true)
class RepeatFigures {
    private static final String COUNTS = Arrays.stream(RepeatFigure.values())
            .map(figure -> "count(*) filter (where %s) as %s"
                    .formatted(figure.condition(), figure.name().toLowerCase(Locale.ROOT)))
            .collect(Collectors.joining(", "));

    private final JdbcClient database;

    RepeatFigures(JdbcClient database) {
        this.database = database;
    }

    /// @param resolved `fcr_7d`, by the client's window
    /// @param issues `fcr_issue_7d`: the same over contacts that open a chain
    /// @param open their window has not closed yet
    /// @param unknown nobody knows whose they were
    record RepeatFigureRow(
            String queueId, Text queueName, int windowHours, Share resolved, Share issues, long open, long unknown) {}

    List<RepeatFigureRow> of(Period period, @Nullable Long client) {
        return database.sql("""
                        select k.*, q.name::text as name, c.repeat_hours
                          from (select f.queue_id, %s from answered_contact f
                                 where f.queued_at >= :from and f.queued_at < :to
                                   and (cast(:client as bigint) is null or f.client_id = :client)
                                 group by f.queue_id) k
                          join queue q on q.id = k.queue_id join client c on c.id = q.client_id
                         order by k.eligible desc, q.code, q.id
                        """.formatted(COUNTS))
                .param("from", Rows.moment(period.from()))
                .param("to", Rows.moment(period.to()))
                .param("client", client)
                .query((row, _) -> new RepeatFigureRow(
                        Rows.id(row, "queue_id"),
                        Rows.text(row, "name"),
                        row.getInt("repeat_hours"),
                        Share.of(row, "resolved", "eligible"),
                        Share.of(row, "openers_resolved", "openers"),
                        row.getLong("window_open"),
                        row.getLong("unknown")))
                .list();
    }
}
