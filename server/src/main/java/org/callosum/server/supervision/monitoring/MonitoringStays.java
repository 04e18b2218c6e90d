package org.callosum.server.supervision.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The record that coaching uses: whole stays with their modes, minutes and hints, and what the supervisor
/// notes afterwards (decision 0134).
@Service
class MonitoringStays {
    private static final int LONGEST_NOTE = 1_000;

    private final JdbcClient database;
    private final MonitoringLog log;
    private final Clock clock;

    MonitoringStays(JdbcClient database, MonitoringLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /// Which stays; what is absent does not narrow.
    ///
    /// @param agent whom they heard
    /// @param coaching only those to be used for coaching
    record Filter(@Nullable Long interaction, @Nullable Long agent, boolean coaching) {}

    private record Head(
            long id,
            String interaction,
            String by,
            @Nullable Long account,
            String note,
            boolean coaching) {}

    /// The newest first.
    @Transactional(readOnly = true)
    public Page<MonitoringStay> page(PageQuery query, Filter filter) {
        var where = new StringBuilder(" from monitoring m where m.id = m.stay_id");
        Map<String, Object> values = new HashMap<>();
        Long interaction = filter.interaction();
        if (interaction != null) {
            where.append(" and m.interaction_id = :interaction");
            values.put("interaction", interaction);
        }
        Long agent = filter.agent();
        if (agent != null) {
            where.append(" and exists (select from monitoring r where r.stay_id = m.id and r.agent_id = :agent)");
            values.put("agent", agent);
        }
        if (filter.coaching()) {
            where.append(" and m.coaching");
        }
        long total = database.sql("select count(*)" + where)
                .params(values)
                .query((row, _) -> row.getLong(1))
                .single();
        return new Page<>(
                stays(database.sql("select m.*" + where
                                + " order by m.began_at desc, m.id desc limit :limit offset :offset")
                        .params(values)
                        .param("limit", query.limit())
                        .param("offset", query.offset())
                        .query(MonitoringStays::head)
                        .list()),
                total);
    }

    /// Notes something about one's own stay.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found`, `monitor-not-yours`
    @Transactional
    public MonitoringStay note(long stay, @Nullable String note, @Nullable Boolean coaching) {
        var fields = new Fields();
        fields.length("note", note, LONGEST_NOTE);
        fields.check();
        Head head = head(stay);
        if (head.account() == null || !head.account().equals(Tenancy.current().accountId())) {
            throw Problems.refused("monitor-not-yours");
        }
        database.sql("update monitoring set note = :note, coaching = :coaching where id = :id")
                .param("note", note == null ? head.note() : note.strip())
                .param("coaching", Objects.requireNonNullElse(coaching, head.coaching()))
                .param("id", stay)
                .update();
        return stays(List.of(head(stay))).getFirst();
    }

    private Head head(long stay) {
        return database.sql("select m.* from monitoring m where m.id = :id and m.stay_id = m.id")
                .param("id", stay)
                .query(MonitoringStays::head)
                .optional()
                .orElseThrow(() -> Problems.notFound("conversation", stay));
    }

    private static Head head(ResultSet row, int number) throws SQLException {
        return new Head(
                row.getLong("id"),
                row.getString("interaction_id"),
                row.getString("account_name"),
                row.getObject("account_id", Long.class),
                row.getString("note"),
                row.getBoolean("coaching"));
    }

    private record Said(long stay, MonitoringStay.Hint hint) {}

    private List<MonitoringStay> stays(List<Head> heads) {
        Long[] ids = heads.stream().map(Head::id).toArray(Long[]::new);
        Map<String, List<MonitoringRow>> rows =
                log.ofStays(ids).stream().collect(Collectors.groupingBy(MonitoringRow::stayId));
        Map<Long, List<Said>> hints = database
                .sql("select stay_id, at, text, read_at from desk_message where stay_id = any (:ids) order by id")
                .param("ids", ids)
                .query((row, _) -> new Said(
                        row.getLong("stay_id"),
                        new MonitoringStay.Hint(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("text"),
                                instant(row.getObject("read_at", OffsetDateTime.class)))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Said::stay));
        Long reader = Tenancy.current().accountId();
        Function<Head, MonitoringStay> whole = head -> {
            List<MonitoringRow> own = rows.getOrDefault(Long.toString(head.id()), List.of());
            return new MonitoringStay(
                    Long.toString(head.id()),
                    head.interaction(),
                    head.by(),
                    head.account() != null && head.account().equals(reader),
                    own.getFirst().beganAt(),
                    own.stream().allMatch(row -> row.endedAt() != null)
                            ? own.getLast().endedAt()
                            : null,
                    own.stream().mapToLong(this::millis).sum(),
                    own,
                    hints.getOrDefault(head.id(), List.of()).stream()
                            .map(Said::hint)
                            .toList(),
                    head.note(),
                    head.coaching());
        };
        return heads.stream().map(whole).toList();
    }

    private long millis(MonitoringRow row) {
        Instant ended = row.endedAt();
        return Duration.between(row.beganAt(), ended == null ? clock.instant() : ended)
                .toMillis();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
