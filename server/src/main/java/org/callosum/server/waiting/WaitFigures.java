package org.callosum.server.waiting;

import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Figures of announced waits and call-backs, from what is stored of each contact: announcements are
/// events, stays are facts, promises have a row. Whoever asks sees their clients' queues.
@Repository
@Transactional(readOnly = true)
class WaitFigures {
    private static final String FIGURES = """
            with stay as (
                select e.* from queue_entry e
                 where e.queued_at >= :from and e.queued_at < :to
                   and not exists (select 1 from queue_entry later where later.replaces = e.id)),
            told as (
                select e.queue_id, extract(epoch from e.answered_at - a.at) * 1000 - a.said as error
                  from stay e cross join lateral (
                    select v.at, (v.data ->> 'saidMillis')::bigint as said
                      from interaction_event v
                     where v.interaction_id = e.interaction_id and v.type = 'wait-announced'
                       and v.at >= e.queued_at and v.at <= e.answered_at and (v.data ->> 'saidMillis')::bigint >= 0
                     order by v.at, v.id limit 1) a
                 where e.answered_at is not null),
            announced as (
                select queue_id, count(*) as contacts, sum(abs(error)) as absolute, sum(error) as error
                  from told group by queue_id),
            promised as (
                select queue_id, count(*) filter (where state <> 'withdrawn') as accepted,
                       count(*) filter (where state = 'reached') as reached,
                       count(*) filter (where state = 'reached' and settled_at <= due_at) as in_time,
                       count(*) filter (where state in ('promised', 'dialling', 'resting')) as open,
                       count(*) filter (where state = 'raised') as raised
                  from call_back where queued_at >= :from and queued_at < :to group by queue_id),
            asked as (
                select queue_id, count(distinct interaction_id) as offered from (
                    select (v.data ->> 'queue')::bigint as queue_id, v.interaction_id
                      from interaction i join interaction_event v on v.interaction_id = i.id
                     where i.queued_at >= :from and i.queued_at < :to and v.type = 'call-back-offered') o
                 group by queue_id)
            select q.id, q.name::text as name, coalesce(t.contacts, 0) as contacts, coalesce(t.absolute, 0) as absolute,
                   coalesce(t.error, 0) as error, coalesce(o.offered, 0) as offered, coalesce(p.accepted, 0) as accepted,
                   coalesce(p.reached, 0) as reached, coalesce(p.in_time, 0) as in_time, coalesce(p.open, 0) as open,
                   coalesce(p.raised, 0) as raised
              from queue q
              left join announced t on t.queue_id = q.id
              left join promised p on p.queue_id = q.id
              left join asked o on o.queue_id = q.id
             where q.active or t.contacts > 0 or p.accepted > 0 or o.offered > 0
             order by q.code, q.id
            """;

    private final JdbcClient database;

    WaitFigures(JdbcClient database) {
        this.database = database;
    }

    /// Of waits that began in `[from, to)`.
    List<QueueWaits> between(Instant from, Instant to) {
        return database.sql(FIGURES)
                .param("from", Rows.moment(from))
                .param("to", Rows.moment(to))
                .query((row, _) -> new QueueWaits(
                        Rows.id(row, "id"),
                        Rows.text(row, "name"),
                        new QueueWaits.Announced(
                                row.getLong("contacts"),
                                Math.round(row.getDouble("absolute")),
                                Math.round(row.getDouble("error"))),
                        new QueueWaits.CallBacks(
                                row.getLong("offered"),
                                row.getLong("accepted"),
                                row.getLong("reached"),
                                row.getLong("in_time"),
                                row.getLong("open"),
                                row.getLong("raised"))))
                .list();
    }
}
