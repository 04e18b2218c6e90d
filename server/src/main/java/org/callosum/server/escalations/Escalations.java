package org.callosum.server.escalations;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.cases.Cases;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Escalations of contacts. Each is a case whose form takes what the next person needs, so that the
/// customer tells
/// nothing twice. One agent escalates a contact once; a colleague who escalates it further adds to the
/// same case.
@Service
@Transactional
public class Escalations {
    static final String CASE_TYPE = "escalation";
    private static final List<String> WAYS = List.of("transfer", "consult", "case");

    /// Of the shipped form's item `sign`.
    static final List<String> SIGNS =
            List.of("beyond-right", "knowledge", "emotion", "amount", "repeated", "threat", "legal", "asked");

    private static final List<String> RISKY = List.of("legal", "threat");
    private static final int LONGEST_NOTES = 10_000;

    private final EscalationBook book;
    private final Cases cases;
    private final JdbcClient database;
    private final Ids ids;
    private final Clock clock;

    Escalations(EscalationBook book, Cases cases, JdbcClient database, Ids ids, Clock clock) {
        this.book = book;
        this.cases = cases;
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /// A contact and who has it.
    public record Contact(
            long interaction, long client, @Nullable Long customer, long agent, long queue) {}

    /// @param way `transfer`, `consult` or `case`: how the agent means to go on
    public record Raise(
            @Nullable String routeId,
            @Nullable String sign,
            @Nullable String way) {}

    /// What the next person needs.
    public record Notes(
            @Nullable String situation,
            @Nullable String tried,
            @Nullable Boolean explained,
            @Nullable String answerBy) {
        @Override
        public String toString() {
            return "Notes[…]"; // what people write is not for logs
        }
    }

    /// @param whole situation, what was tried and what the customer was told are there
    public record Escalated(
            String caseId,
            String routeId,
            Text routeName,
            Text departmentName,
            String sign,
            String way,
            String agentId,
            String agentName,
            Instant at,
            String situation,
            String tried,
            boolean explained,
            @Nullable String answerBy,
            boolean whole) {
        @Override
        public String toString() {
            return "Escalated[" + caseId + "]";
        }
    }

    /// Escalates a contact.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid`, or `escalated-already` by
    ///     this agent
    public void raise(Contact contact, Raise wanted) {
        var fields = new Fields();
        fields.oneOf("sign", wanted.sign(), SIGNS);
        fields.oneOf("way", wanted.way(), WAYS);
        var routeId = fields.id("routeId", wanted.routeId());
        var route = book.routes().stream()
                .filter(each -> Long.toString(routeId).equals(each.id()))
                .filter(each -> Boolean.TRUE.equals(each.active()))
                .filter(each -> Long.toString(contact.client()).equals(each.clientId()))
                .findFirst()
                .orElse(null);
        if (routeId != 0 && route == null) {
            fields.add("routeId", "unknown");
        }
        fields.check();
        var responsible = Objects.requireNonNull(route);
        var department = book.department(Long.parseLong(Objects.requireNonNull(responsible.departmentId())));
        // two escalations of one contact at the same moment: the second waits here and finds the case
        database.sql("select id from interaction where id = :id for update")
                .param("id", contact.interaction())
                .query((row, _) -> row.getLong(1))
                .list();
        var before = of(contact.interaction());
        if (before.stream().anyMatch(each -> each.agentId().equals(Long.toString(contact.agent())))) {
            throw Problems.refused("escalated-already");
        }
        var language = Tenancy.current().language();
        var sign = Objects.requireNonNull(wanted.sign());
        var name = Objects.requireNonNull(responsible.name());
        long caseId;
        if (before.isEmpty()) {
            var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
            answers.put("sign", value(sign));
            answers.put(
                    "responsible",
                    value(Objects.requireNonNull(department.name()).in(language)));
            caseId = Long.parseLong(Objects.requireNonNull(cases.create(new Cases.NewCase(
                            CASE_TYPE,
                            Long.toString(contact.client()),
                            contact.customer() == null
                                    ? null
                                    : contact.customer().toString(),
                            Long.toString(contact.interaction()),
                            RISKY.contains(sign) ? "legal" : "raised",
                            name.in(language),
                            Long.toString(contact.queue()),
                            responsible.teamId(),
                            responsible.teamId() == null ? department.ownerId() : null,
                            null,
                            null,
                            answers))
                    .id()));
        } else {
            caseId = Long.parseLong(before.getFirst().caseId());
            cases.note(caseId, "→ " + name.in(language));
        }
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", ids.next());
        values.put("tenant", Tenancy.current().tenantId());
        values.put("client", contact.client());
        values.put("interaction", contact.interaction());
        values.put("case", caseId);
        values.put("route", routeId);
        values.put("department", Long.valueOf(Objects.requireNonNull(department.id())));
        values.put("sign", sign);
        values.put("way", wanted.way());
        values.put("queue", responsible.queueId() == null ? null : Long.valueOf(responsible.queueId()));
        values.put("agent", contact.agent());
        values.put("at", Rows.moment(clock.instant()));
        database.sql("""
                        insert into escalation (id, tenant_id, client_id, interaction_id, case_id, route_id, department_id,
                                                sign, way, queue_id, agent_id, team_id, at)
                        values (:id, :tenant, :client, :interaction, :case, :route, :department, :sign, :way, :queue, :agent,
                                (select m.team_id from team_member m where m.agent_id = :agent
                                    and m.valid_from <= cast(:at as timestamptz)::date
                                    and (m.valid_to is null or m.valid_to > cast(:at as timestamptz)::date) limit 1),
                                :at)""").params(values).update();
    }

    /// Writes what the next person needs; may be written bit by bit, and again.
    ///
    /// @throws org.callosum.server.platform.problem.Problem 404 where this agent has not escalated it
    public void write(long interaction, long agent, Notes notes) {
        var mine = of(interaction).stream()
                .filter(each -> each.agentId().equals(Long.toString(agent)))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("escalation", interaction));
        var fields = new Fields();
        fields.length("situation", notes.situation(), LONGEST_NOTES);
        fields.length("tried", notes.tried(), LONGEST_NOTES);
        fields.check();
        var id = Long.parseLong(mine.caseId());
        var answers = new LinkedHashMap<String, @Nullable AnswerBody>();
        answers.put("situation", value(blankToNull(notes.situation())));
        answers.put("tried", value(blankToNull(notes.tried())));
        answers.put("explained", value(Boolean.TRUE.equals(notes.explained()) ? Boolean.TRUE : null));
        answers.put("answer-by", value(Boolean.TRUE.equals(notes.explained()) ? blankToNull(notes.answerBy()) : null));
        cases.fillNewest(id, answers);
    }

    /// Of one contact, the first first.
    @Transactional(readOnly = true)
    public List<Escalated> of(long interaction) {
        return database.sql("""
                        select e.*, r.name::text as route_name, d.name::text as department_name, a.name as agent_name,
                               coalesce(c.answers -> 'situation' ->> 'value', '') as situation,
                               coalesce(c.answers -> 'tried' ->> 'value', '') as tried,
                               coalesce((c.answers -> 'explained' ->> 'value')::boolean, false) as explained,
                               c.answers -> 'answer-by' ->> 'value' as answer_by
                          from escalation e
                          join escalation_route r on r.id = e.route_id
                          join department d on d.id = e.department_id
                          join service_case c on c.id = e.case_id
                          left join agent a on a.id = e.agent_id
                         where e.interaction_id = :interaction order by e.at, e.id""")
                .param("interaction", interaction)
                .query((row, _) -> {
                    var situation = row.getString("situation");
                    var tried = row.getString("tried");
                    var explained = row.getBoolean("explained");
                    return new Escalated(
                            Rows.id(row, "case_id"),
                            Rows.id(row, "route_id"),
                            Rows.text(row, "route_name"),
                            Rows.text(row, "department_name"),
                            row.getString("sign"),
                            row.getString("way"),
                            Rows.id(row, "agent_id"),
                            Objects.requireNonNullElse(row.getString("agent_name"), ""),
                            Rows.instant(row, "at"),
                            situation,
                            tried,
                            explained,
                            row.getString("answer_by"),
                            !situation.isBlank() && !tried.isBlank() && explained);
                })
                .list();
    }

    /// Whether this agent may not finish an escalated contact yet (ESC-07): who escalated it owes the
    /// notes of the
    /// escalation, whoever received it notes of their own.
    ///
    /// @param notes what they wrote with the contact
    @Transactional(readOnly = true)
    public boolean owed(long interaction, long agent, String notes) {
        var all = of(interaction);
        if (all.isEmpty()) {
            return false;
        }
        return all.stream()
                .filter(each -> each.agentId().equals(Long.toString(agent)))
                .findFirst()
                .map(each -> !each.whole())
                .orElse(notes.isBlank());
    }

    /// The signs that hold for a contact.
    ///
    /// @param notes what the agent wrote
    /// @param need the type of need it is marked with
    @Transactional(readOnly = true)
    public List<EscalationSign> signs(long interaction, String notes, int repeats, @Nullable String need) {
        var signs = book.signs().stream()
                .filter(each -> Boolean.TRUE.equals(each.active()))
                .toList();
        if (signs.isEmpty()) {
            return List.of();
        }
        return known(interaction, notes, repeats, need)
                .map(known -> SignNames.holding(signs, known))
                .orElse(List.of());
    }

    private Optional<SignNames.Known> known(long interaction, String notes, int repeats, @Nullable String need) {
        return database.sql("""
                        select coalesce(extract(epoch from cast(:now as timestamptz) - i.answered_at) / 60, 0)::bigint as minutes,
                               (select count(*) from service_case c where c.customer_id = i.customer_id and not c.closed
                                    and c.interaction_id is distinct from i.id) as open_cases,
                               (select count(*) from service_case c where c.customer_id = i.customer_id and not c.closed
                                    and c.type = 'complaint') as complaints,
                               u.value_rank
                          from interaction i left join customer u on u.id = i.customer_id where i.id = :id""")
                .param("now", Rows.moment(clock.instant()))
                .param("id", interaction)
                .query((row, _) -> new SignNames.Known(
                        notes,
                        repeats,
                        row.getInt("open_cases"),
                        row.getInt("complaints"),
                        row.getLong("minutes"),
                        Rows.intOrNull(row, "value_rank"),
                        need))
                .optional();
    }

    private static AnswerBody value(@Nullable Object value) {
        return new AnswerBody(value, null, false, false);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
