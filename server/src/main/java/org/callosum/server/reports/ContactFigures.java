package org.callosum.server.reports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What marks of contacts and escalations tell: how often, by reason and team, and what came of them.
@Repository
@Transactional(readOnly = true)
class ContactFigures {
    private static final int MOST_CASES = 200;
    private static final int MOST_CUSTOMERS = 100;

    /// Within which a complaint counts as having grown out of an advice contact.
    private static final int COMPLAINT_DAYS = 14;

    /// So many contacts within a week without a complaint on record are told.
    private static final int MANY_CONTACTS = 3;

    private final JdbcClient database;

    ContactFigures(JdbcClient database) {
        this.database = database;
    }

    private static HashMap<String, @Nullable Object> values(Period period, @Nullable Long client) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("from", Rows.moment(period.from()));
        values.put("to", Rows.moment(period.to()));
        values.put("client", client);
        return values;
    }

    /// @param share of all contacts that carry a mark of this kind
    /// @param handleMillis mean of talk, hold and wrap-up; null: nothing is known yet
    @Schema(name = "NeedFigure")
    record NeedFigure(
            @Schema(allowableValues = {"need", "decision"}) String kind,

            String code,
            @Nullable Text name,
            Share share,
            Share resolved,
            @Nullable Long handleMillis) {}

    List<NeedFigure> needs(Period period, @Nullable Long client) {
        return database.sql("""
                        select m.*, t.name::text as name, sum(m.contacts) over (partition by m.kind) as whole
                          from (select kind, code, count(*) as contacts, count(*) filter (where resolved) as resolved,
                                       count(resolved) as known, avg(handled_millis)::bigint as handled
                                  from marked_contact
                                 where at >= :from and at < :to and (cast(:client as bigint) is null or client_id = :client)
                                 group by kind, code) m
                          left join need_type t on t.kind = m.kind and t.code = m.code
                         order by m.kind desc, m.contacts desc, m.code""")
                .params(values(period, client))
                .query((row, _) -> new NeedFigure(
                        row.getString("kind"),
                        row.getString("code"),
                        row.getString("name") == null ? null : Rows.text(row, "name"),
                        Share.of(row, "contacts", "whole"),
                        Share.of(row, "resolved", "known"),
                        Rows.longOrNull(row, "handled")))
                .list();
    }

    /// @param rate escalated of answered contacts
    @Schema(name = "EscalationTeamFigure")
    record TeamFigure(String teamId, Text teamName, Share rate) {}

    /// @param rate escalated for this reason of the client's answered contacts
    /// @param misdirected of those that were looked back at
    /// @param avoidable of those that were looked back at
    @Schema(name = "EscalationReasonFigure")
    record ReasonFigure(
            String routeId,
            Text routeName,
            Text departmentName,
            String clientId,
            Share rate,
            Share misdirected,
            Share avoidable) {}

    @Schema(name = "EscalationFigures")
    record Escalations(List<TeamFigure> teams, List<ReasonFigure> reasons) {}

    Escalations escalations(Period period, @Nullable Long client) {
        var teams = database.sql("""
                        select t.id, t.name::text as name, count(distinct e.interaction_id) as answered,
                               count(distinct x.interaction_id) as escalated
                          from queue_entry e
                          join agent a on a.id = e.agent_id
                          join team_member m on m.agent_id = a.id and m.valid_from <= e.queued_at::date
                               and (m.valid_to is null or m.valid_to > e.queued_at::date)
                          join team t on t.id = m.team_id
                          left join escalation x on x.interaction_id = e.interaction_id and x.agent_id = e.agent_id
                         where e.queued_at >= :from and e.queued_at < :to and e.answered_at is not null and e.kind <> 'consult'
                           and (cast(:client as bigint) is null or e.client_id = :client)
                           and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null
                         group by t.id, t.name, t.code order by t.code""")
                .params(values(period, client))
                .query((row, _) -> new TeamFigure(
                        Rows.id(row, "id"), Rows.text(row, "name"), Share.of(row, "escalated", "answered")))
                .list();
        var reasons = database.sql("""
                        select r.id, r.client_id, r.name::text as name, d.name::text as department,
                               count(distinct e.interaction_id) as escalated,
                               (select count(distinct q.interaction_id) from queue_entry q
                                 where q.client_id = r.client_id and q.queued_at >= :from and q.queued_at < :to
                                   and q.answered_at is not null and q.kind <> 'consult') as answered,
                               count(*) filter (where c.answers -> 'right-place' ->> 'value' = 'false') as misdirected,
                               count(c.answers -> 'right-place' ->> 'value') as placed,
                               count(*) filter (where c.answers -> 'avoidable' ->> 'value' = 'true') as avoidable,
                               count(c.answers -> 'avoidable' ->> 'value') as judged
                          from escalation e
                          join escalation_route r on r.id = e.route_id
                          join department d on d.id = e.department_id
                          join service_case c on c.id = e.case_id
                         where e.at >= :from and e.at < :to and (cast(:client as bigint) is null or e.client_id = :client)
                         group by r.id, r.client_id, r.name, d.name order by escalated desc, r.id""")
                .params(values(period, client))
                .query((row, _) -> new ReasonFigure(
                        Rows.id(row, "id"),
                        Rows.text(row, "name"),
                        Rows.text(row, "department"),
                        Rows.id(row, "client_id"),
                        Share.of(row.getLong("escalated"), Math.max(row.getLong("answered"), row.getLong("escalated"))),
                        Share.of(row, "misdirected", "placed"),
                        Share.of(row, "avoidable", "judged")))
                .list();
        return new Escalations(teams, reasons);
    }

    /// @param kind `misdirected`, `avoidable`, or `unwritten`: its notes are still owed
    /// @param how the remark of whoever looked back
    @Schema(name = "EscalationFinding")
    record Finding(
            @Schema(allowableValues = {"misdirected", "avoidable", "unwritten"})
            String kind,

            String caseId,
            String interactionId,
            Instant at,
            Text routeName,
            @Nullable Text teamName,
            @Nullable String agentName,
            @Nullable String how) {
        @Override
        public String toString() {
            return "Finding[" + caseId + "]";
        }
    }

    /// The newest 200 that went to the wrong place, could have been avoided, or lack their notes.
    List<Finding> findings(Period period, @Nullable Long client) {
        return database.sql("""
                        select f.*, r.name::text as route, t.name::text as team, a.name as agent
                          from (select e.*, c.answers -> 'how' ->> 'value' as how,
                                       case when c.answers -> 'right-place' ->> 'value' = 'false' then 'misdirected'
                                            when c.answers -> 'avoidable' ->> 'value' = 'true' then 'avoidable'
                                            when coalesce(c.answers -> 'situation' ->> 'value', '') = '' and c.words = ''
                                                 and not c.closed then 'unwritten' end as kind
                                  from escalation e join service_case c on c.id = e.case_id
                                 where e.at >= :from and e.at < :to
                                   and (cast(:client as bigint) is null or e.client_id = :client)) f
                          join escalation_route r on r.id = f.route_id
                          left join team t on t.id = f.team_id
                          left join agent a on a.id = f.agent_id
                         where f.kind is not null order by f.at desc, f.id desc limit :most""")
                .params(values(period, client))
                .param("most", MOST_CASES)
                .query((row, _) -> new Finding(
                        row.getString("kind"),
                        Rows.id(row, "case_id"),
                        Rows.id(row, "interaction_id"),
                        Rows.instant(row, "at"),
                        Rows.text(row, "route"),
                        row.getString("team") == null ? null : Rows.text(row, "team"),
                        row.getString("agent"),
                        row.getString("how")))
                .list();
    }

    /// @param grown of the contacts closed with this result, those whose customer complained within 14 days
    @Schema(name = "AdviceFigure")
    record Advice(String clientId, String code, @Nullable Text name, Share grown) {}

    /// Somebody who comes again and again and has not complained.
    ///
    /// @param contacts of the last 7 days
    @Schema(name = "AdviceAtRisk")
    record AtRisk(String customerId, @Nullable String customerName, String clientId, int contacts, Instant lastAt) {
        @Override
        public String toString() {
            return "AtRisk[" + customerId + "]";
        }
    }

    @Schema(name = "AdviceFigures")
    record AdviceFigures(List<Advice> reasons, List<AtRisk> atRisk) {}

    AdviceFigures advice(Period period, @Nullable Long client) {
        var reasons = database.sql("""
                        select i.client_id, x.code, d.name::text as name, count(*) as whole,
                               count(*) filter (where exists (
                                    select from service_case c
                                     where c.customer_id = i.customer_id and c.type = 'complaint' and c.created_at > i.arrived_at
                                       and c.interaction_id is distinct from i.id
                                       and c.created_at <= i.arrived_at + make_interval(days => :days))) as grown
                          from interaction i
                          cross join lateral unnest((select p.codes from interaction_disposition p where p.interaction_id = i.id
                                                      order by p.revision desc limit 1)) as x (code)
                          left join disposition d on d.client_id = i.client_id and d.code = x.code
                         where i.arrived_at >= :from and i.arrived_at < :to and i.direction = 'in' and i.customer_id is not null
                           and i.answered_at is not null and i.of_interaction_id is null
                           and (cast(:client as bigint) is null or i.client_id = :client)
                           and not exists (select from service_case c where c.interaction_id = i.id and c.type = 'complaint')
                         group by i.client_id, x.code, d.name order by grown desc, whole desc, x.code limit 200""")
                .params(values(period, client))
                .param("days", COMPLAINT_DAYS)
                .query((row, _) -> new Advice(
                        Rows.id(row, "client_id"),
                        row.getString("code"),
                        row.getString("name") == null ? null : Rows.text(row, "name"),
                        Share.of(row, "grown", "whole")))
                .list();
        var atRisk = database.sql("""
                        select i.customer_id, u.name, i.client_id, count(*) as contacts, max(i.arrived_at) as last_at
                          from interaction i join customer u on u.id = i.customer_id and u.erased_at is null
                         where i.arrived_at >= cast(:to as timestamptz) - interval '7 days' and i.arrived_at < :to
                           and i.direction = 'in' and i.of_interaction_id is null
                           and (cast(:client as bigint) is null or i.client_id = :client)
                           and not exists (select from service_case c where c.customer_id = i.customer_id
                                and c.type = 'complaint' and not c.closed)
                         group by i.customer_id, u.name, i.client_id having count(*) >= :many
                         order by contacts desc, last_at desc limit :most""")
                .params(values(period, client))
                .param("many", MANY_CONTACTS)
                .param("most", MOST_CUSTOMERS)
                .query((row, _) -> new AtRisk(
                        Rows.id(row, "customer_id"),
                        row.getString("name"),
                        Rows.id(row, "client_id"),
                        row.getInt("contacts"),
                        Rows.instant(row, "last_at")))
                .list();
        return new AdviceFigures(reasons, atRisk);
    }
}
