package org.callosum.server.reports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What contacts are about (DSP-03, DSP-04, DSP-06), how well that is coded (DSP-08), whether proposals
/// were taken, and
/// the recurring problems with the effect of what was done against them (DSP-05).
@Repository
@Transactional(readOnly = true)
class WrapUpFigures {
    /// The latest codes of a contact.
    private static final String CODES = """
            (select x.codes from interaction_disposition x where x.interaction_id = i.id order by x.revision desc limit 1)""";

    private final JdbcClient database;

    WrapUpFigures(JdbcClient database) {
        this.database = database;
    }

    private static HashMap<String, @Nullable Object> values(Period period, @Nullable Long client) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("from", Rows.moment(period.from()));
        values.put("to", Rows.moment(period.to()));
        values.put("client", client);
        return values;
    }

    /// @param source `code`: how an agent closed it; `path`: the last key pressed by somebody no agent
    ///     spoke with
    /// @param code of the result, or digits of the key
    /// @param name of the result, or what the key stands for
    /// @param share of all contacts of the client
    /// @param handleMillis median of talk, hold and wrap-up
    /// @param repeated whose customer came again within a week
    /// @param simple handled in less than the median of all, and seldom repeated: a question to answer
    ///     elsewhere
    @Schema(name = "ContactDriver")
    record Driver(
            String clientId,

            @Schema(allowableValues = {"code", "path"}) String source,

            String code,
            @Nullable Text name,
            Share share,
            @Nullable Long handleMillis,
            Share repeated,
            boolean simple) {}

    List<Driver> drivers(Period period, @Nullable Long client) {
        return database.sql("""
                        with contact as (
                            select i.id, i.client_id, i.answered_at, %s as codes,
                                   exists (select from interaction o where o.customer_id = i.customer_id and o.direction = 'in'
                                        and o.of_interaction_id is null and o.arrived_at > i.arrived_at
                                        and o.arrived_at <= i.arrived_at + interval '7 days') as again,
                                   i.customer_id is not null as known,
                                   (select sum(extract(epoch from coalesce(e.wrap_up_end, e.ended_at) - e.answered_at)) * 1000
                                      from queue_entry e where e.interaction_id = i.id and e.answered_at is not null
                                       and e.kind <> 'consult'
                                       and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null)
                                     as millis
                              from interaction i
                             where i.arrived_at >= :from and i.arrived_at < :to and i.direction = 'in'
                               and i.of_interaction_id is null and i.outcome <> 'open'
                               and (cast(:client as bigint) is null or i.client_id = :client)),
                        told as (
                            select c.*, 'code' as source, x.code, null::text as meaning
                              from contact c cross join lateral unnest(c.codes) as x (code) where c.answered_at is not null
                            union all
                            select c.*, 'path', coalesce(k.digits, ''), k.meaning::text
                              from contact c left join lateral (
                                select k.digits, k.meaning from interaction_key k
                                 where k.interaction_id = c.id and k.meaning is not null order by k.at desc, k.id desc limit 1) k
                                on true
                             where c.answered_at is null)
                        select t.client_id, t.source, t.code, coalesce(d.name::text, min(t.meaning)) as name, count(*) as part,
                               (select count(*) from contact c where c.client_id = t.client_id) as whole,
                               percentile_disc(0.5) within group (order by t.millis)::bigint as millis,
                               (select percentile_disc(0.5) within group (order by c.millis) from contact c
                                 where c.client_id = t.client_id)::bigint as usual,
                               count(*) filter (where t.known and t.again) as again, count(*) filter (where t.known) as known
                          from told t
                          left join disposition d on t.source = 'code' and d.client_id = t.client_id and d.code = t.code
                         group by t.client_id, t.source, t.code, d.name
                         order by part desc, t.source, t.code limit 200""".formatted(CODES))
                .params(values(period, client))
                .query((row, _) -> {
                    var millis = Rows.longOrNull(row, "millis");
                    var usual = Rows.longOrNull(row, "usual");
                    var again = Share.of(row, "again", "known");
                    return new Driver(
                            Rows.id(row, "client_id"),
                            row.getString("source"),
                            row.getString("code"),
                            row.getString("name") == null ? null : Rows.text(row, "name"),
                            Share.of(row, "part", "whole"),
                            millis,
                            again,
                            millis != null
                                    && usual != null
                                    && millis < usual
                                    && 10 * again.part() <= Math.max(again.whole(), 1));
                })
                .list();
    }

    /// @param teamId null: agents without a team
    /// @param blank answered contacts of queues that ask for a result, without one
    /// @param other closed with a code named `other` or ending in `-other`
    /// @param contradicting closed as resolved and as not resolved at once, or as escalated without an
    ///     escalation, or
    ///     escalated without that code where the client has it
    @Schema(name = "CodeQualityFigure")
    record Quality(@Nullable String teamId, @Nullable Text teamName, Share blank, Share other, Share contradicting) {}

    List<Quality> quality(Period period, @Nullable Long client) {
        return database.sql("""
                        with contact as (
                            select i.id, i.client_id, i.agent_id, i.arrived_at, coalesce(%s, '{}') as codes,
                                   exists (select from escalation e where e.interaction_id = i.id) as escalated
                              from interaction i join queue q on q.id = i.queue_id and q.disposition_required
                             where i.arrived_at >= :from and i.arrived_at < :to and i.answered_at is not null
                               and i.closed_at is not null and i.of_interaction_id is null
                               and (cast(:client as bigint) is null or i.client_id = :client)),
                        judged as (
                            select c.*, cardinality(c.codes) = 0 as blank,
                                   exists (select from unnest(c.codes) as x (code) where x.code = 'other' or x.code like '%%-other')
                                     as other,
                                   coalesce((select bool_or(d.resolved) and bool_or(not d.resolved) from disposition d
                                     where d.client_id = c.client_id and d.code = any (c.codes)), false)
                                   or ('escalated' = any (c.codes)) <> c.escalated and cardinality(c.codes) > 0
                                      and exists (select from disposition d where d.client_id = c.client_id
                                                   and d.code = 'escalated' and d.active) as contradicting
                              from contact c)
                        select t.id, t.name::text as name, count(*) as whole, count(*) filter (where blank) as blank,
                               count(*) filter (where other) as other, count(*) filter (where contradicting) as contradicting,
                               count(*) filter (where not blank) as coded
                          from judged j
                          left join team_member m on m.agent_id = j.agent_id and m.valid_from <= j.arrived_at::date
                               and (m.valid_to is null or m.valid_to > j.arrived_at::date)
                          left join team t on t.id = m.team_id
                         group by t.id, t.name, t.code order by t.code nulls last""".formatted(CODES))
                .params(values(period, client))
                .query((row, _) -> new Quality(
                        Rows.idOrNull(row, "id"),
                        row.getString("name") == null ? null : Rows.text(row, "name"),
                        Share.of(row, "blank", "whole"),
                        Share.of(row, "other", "coded"),
                        Share.of(row, "contradicting", "coded")))
                .list();
    }

    /// @param place 0: proposed first
    @Schema(name = "CodeSuggestionFigure")
    record Taken(
            @Schema(allowableValues = {"script", "path", "earlier", "queue"})
            String source,

            int place,
            Share taken) {}

    List<Taken> suggestions(Period period, @Nullable Long client) {
        return database.sql("""
                        select source, place, count(*) as whole, count(*) filter (where taken) as taken from code_suggestion
                         where at >= :from and at < :to and (cast(:client as bigint) is null or client_id = :client)
                         group by source, place order by place, source""")
                .params(values(period, client))
                .query((row, _) ->
                        new Taken(row.getString("source"), row.getInt("place"), Share.of(row, "taken", "whole")))
                .list();
    }

    /// @param code of the result its contacts are closed with; null: they are not counted
    /// @param since when the counter-measure came into force
    /// @param before contacts a week, over the four weeks before; without a measure, before the case was opened
    /// @param after contacts a week since then, over at most four weeks; null: not yet a week
    /// @param lastWeek contacts of the last seven days
    /// @param back it was ended as solved, and its contacts are back at eight tenths or more of what they were
    @Schema(name = "RecurringProblem")
    record Problem(
            String caseId,
            String clientId,
            String subject,
            String state,
            boolean closed,
            @Nullable String ownerName,
            @Nullable String code,
            @Nullable Text name,
            @Nullable LocalDate since,
            @Nullable Double before,
            @Nullable Double after,
            long lastWeek,
            boolean back) {}

    /// Problems by contacts of the last four weeks, the most frequent first (Pareto).
    List<Problem> problems(@Nullable Long client, java.time.Instant now) {
        return database.sql("""
                        select p.*, d.name::text as name,
                               n.before_28 / 4.0 as before,
                               case when p.measure is not null and :now >= p.measure::timestamptz + interval '7 days'
                                    then n.after_all * 7.0 / least(28, extract(day from cast(:now as timestamptz) - p.measure::timestamptz))
                               end as after, n.last_week, n.last_28
                          from (select c.id, c.client_id, c.subject, c.state, c.closed, c.created_at, o.display_name as owner,
                                       nullif(c.answers -> 'result-code' ->> 'value', '') as code,
                                       case when c.answers -> 'since' ->> 'value' ~ '^\\d{4}-\\d{2}-\\d{2}$'
                                            then (c.answers -> 'since' ->> 'value')::date end as measure,
                                       coalesce((c.answers -> 'gone' ->> 'value')::boolean, false) as gone
                                  from service_case c left join account o on o.id = c.owner_id
                                 where c.type = 'recurring-problem'
                                   and (cast(:client as bigint) is null or c.client_id = :client)
                                 order by c.created_at desc limit 200) p
                          left join disposition d on d.client_id = p.client_id and d.code = p.code
                          cross join lateral (
                            select count(*) filter (where i.arrived_at < s.at and i.arrived_at >= s.at - interval '28 days') as before_28,
                                   count(*) filter (where p.measure is not null and i.arrived_at >= s.at
                                        and i.arrived_at < s.at + interval '28 days') as after_all,
                                   count(*) filter (where i.arrived_at >= cast(:now as timestamptz) - interval '7 days') as last_week,
                                   count(*) filter (where i.arrived_at >= cast(:now as timestamptz) - interval '28 days') as last_28
                              from (select coalesce(p.measure::timestamptz, p.created_at) as at) s
                              join interaction i on i.client_id = p.client_id and p.code is not null
                                   and i.arrived_at >= s.at - interval '28 days' and i.direction = 'in'
                                   and p.code = any (coalesce(%s, '{}'))) n
                         order by n.last_28 desc, p.id""".formatted(CODES))
                .param("now", Rows.moment(now))
                .param("client", client)
                .query((row, _) -> {
                    var code = row.getString("code");
                    var before = row.getDouble("before");
                    var after = row.getDouble("after");
                    var afterKnown = !row.wasNull();
                    Date since = row.getDate("measure");
                    long lastWeek = row.getLong("last_week");
                    return new Problem(
                            Rows.id(row, "id"),
                            Rows.id(row, "client_id"),
                            row.getString("subject"),
                            row.getString("state"),
                            row.getBoolean("closed"),
                            row.getString("owner"),
                            code,
                            row.getString("name") == null ? null : Rows.text(row, "name"),
                            since == null ? null : since.toLocalDate(),
                            code == null ? null : (Double) before,
                            code == null || !afterKnown ? null : (Double) after,
                            lastWeek,
                            row.getBoolean("closed")
                                    && row.getBoolean("gone")
                                    && before > 0
                                    && lastWeek >= 0.8 * before);
                })
                .list();
    }
}
