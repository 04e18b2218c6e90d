package org.callosum.server.interactions;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Contacts that waited in a queue and went unheard (CON-08): who it was, to whom they were offered, what has become
/// of it since. Whoever was not called back and did not reach us again within the client's time becomes a case.
@Service
public class MissedContacts {
    private static final Logger LOG = LoggerFactory.getLogger(MissedContacts.class);

    /// Who hung up sooner had dialled a wrong number, as a rule (`metrics.md` 0.5, S).
    private static final long SHORT_MILLIS = 5_000;

    /// A case about somebody who was missed longer ago than this, as after a long stop, helps nobody.
    private static final Duration OLDEST = Duration.ofHours(48);

    private static final int BATCH = 200;
    private static final Map<String, String> ORDERS =
            Map.of("at", "m.arrived_at", "waitMillis", "m.wait_millis", "queueName", "q.code");
    private static final String REACHED = "coalesce(m.reached_known, m.reached_number)";
    private static final String FROM = """
             from missed_contact m
             left join queue q on q.id = m.queue_id
             left join interaction_person p on p.interaction_id = m.interaction_id
             left join interaction r on r.id = coalesce(m.reached_known, m.reached_number)
            """;

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final ObjectProvider<CallBacks> callBacks;
    private final Clock clock;

    MissedContacts(JdbcClient database, Tenancy tenancy, ObjectProvider<CallBacks> callBacks, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.callBacks = callBacks;
        this.clock = clock;
    }

    /// @param offered whom it rang at, the first first
    /// @param since `open`: nobody has heard of them; `case`: a case is there; `called-back`: we reached them;
    ///     `came-back`: they called again and were answered
    /// @param settledBy the contact in which they were reached
    @Schema(name = "MissedContact")
    record Missed(
            String id,
            Instant at,
            String from,
            @Nullable String fromName,
            @Nullable String customerId,
            String clientId,
            @Nullable Text queueName,
            @Nullable Long waitMillis,
            List<String> offered,

            @Schema(allowableValues = {"open", "case", "called-back", "came-back"})
            String since,

            @Nullable String caseId,
            @Nullable String settledBy) {
        @Override
        public String toString() {
            return "Missed[" + id + "]"; // no number in a log
        }
    }

    /// @param agent to whom it was offered
    /// @param since as in [Missed]
    record Filter(
            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
            Instant from,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME)
            Instant to,

            @Nullable Long client,
            @Nullable Long queue,
            @Nullable Long agent,
            @Nullable String since) {}

    @Transactional(readOnly = true)
    Page<Missed> page(PageQuery query, Filter filter) {
        var values = new HashMap<String, Object>();
        var where = where(query, filter, values);
        long total = database.sql("select count(*) " + FROM + where)
                .params(values)
                .query(Long.class)
                .single();
        var rows = database.sql("""
                        select m.*, p.name as person, q.name::text as queue_name, r.direction as reached_direction,
                               coalesce(m.reached_known, m.reached_number) as reached,
                               array(select a.name from interaction_event e join agent a on a.id::text = e.data ->> 'agent'
                                      where e.interaction_id = m.interaction_id and e.type = 'offered'
                                      group by a.id, a.name order by min(e.at)) as offered
                        """ + FROM + where + "order by " + query.orderBy(ORDERS, "m.arrived_at desc")
                        + ", m.interaction_id desc limit :limit offset :offset")
                .params(values)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> missed(row))
                .list();
        return new Page<>(rows, total);
    }

    private static String where(PageQuery query, Filter filter, Map<String, Object> values) {
        var where = new StringBuilder("where true ");
        condition(where, values, "m.arrived_at >= :from", "from", Rows.moment(filter.from()));
        condition(where, values, "m.arrived_at < :to", "to", Rows.moment(filter.to()));
        condition(where, values, "m.client_id = :client", "client", filter.client());
        condition(where, values, "m.queue_id = :queue", "queue", filter.queue());
        condition(
                where,
                values,
                "exists (select from interaction_event e where e.interaction_id = m.interaction_id"
                        + " and e.type = 'offered' and e.data ->> 'agent' = :agent)",
                "agent",
                filter.agent() == null ? null : filter.agent().toString());
        if (filter.since() != null && !filter.since().isEmpty()) {
            where.append(
                    switch (filter.since()) {
                        case "open" -> "and " + REACHED + " is null and m.case_id is null ";
                        case "case" -> "and " + REACHED + " is null and m.case_id is not null ";
                        case "called-back" -> "and r.direction = 'out' ";
                        case "came-back" -> "and r.direction = 'in' ";
                        default -> throw Problems.field("since", "unknown");
                    });
        }
        if (query.q() != null && !query.q().isBlank()) {
            where.append("and (m.number like :like or p.name ilike :like) ");
            values.put("like", query.like());
        }
        return where.toString();
    }

    private static void condition(
            StringBuilder where, Map<String, Object> values, String sql, String name, @Nullable Object value) {
        if (value != null) {
            where.append("and ").append(sql).append(' ');
            values.put(name, value);
        }
    }

    private static Missed missed(ResultSet row) throws SQLException {
        var reached = row.getString("reached_direction");
        var caseId = row.getString("case_id");
        return new Missed(
                Rows.id(row, "interaction_id"),
                Rows.instant(row, "arrived_at"),
                Objects.requireNonNullElse(row.getString("number"), ""),
                row.getString("person"),
                row.getString("customer_id"),
                Rows.id(row, "client_id"),
                row.getString("queue_name") == null ? null : Rows.text(row, "queue_name"),
                Rows.longOrNull(row, "wait_millis"),
                Rows.strings(row, "offered"),
                reached == null
                        ? caseId == null ? "open" : "case"
                        : reached.equals("out") ? "called-back" : "came-back",
                caseId,
                row.getString("reached"));
    }

    /// Once a minute, on every node: the case of a contact is opened once, whoever is first.
    @Scheduled(fixedDelay = 60_000, initialDelay = 60_000)
    void followUp() {
        for (var tenant : tenancy.tenants()) {
            try {
                int opened = followUp(tenant.id());
                if (opened > 0) {
                    LOG.info("Tenant {}: {} missed contacts became cases", tenant.id(), opened);
                }
            } catch (RuntimeException fault) {
                LOG.error("Tenant {}: missed contacts are not followed up", tenant.id(), fault);
            }
        }
    }

    /// @return how many cases were opened
    int followUp(long tenant) {
        var room = callBacks.getIfAvailable();
        if (room == null) {
            return 0;
        }
        var now = clock.instant();
        return tenancy.asSystem(tenant, () -> {
            var owed = owed(now);
            owed.forEach(each -> room.owe(tenant, each));
            return owed.size();
        });
    }

    /// Nobody who waits or talks now, nor anybody whom there is no way of calling.
    private List<CallBacks.Owed> owed(Instant now) {
        return database.sql("""
                        select m.interaction_id, m.client_id, m.queue_id, u.id as known
                          from missed_contact m left join customer u on u.id = m.customer_id
                         where m.arrived_at > :oldest and m.follow_up_minutes > 0
                           and m.ended_at <= cast(:now as timestamptz) - m.follow_up_minutes * interval '1 minute'
                           and m.wait_millis >= :short and (m.number <> '' or u.id is not null)
                           and m.case_id is null and m.reached_known is null and m.reached_number is null
                           and not exists (select from interaction o
                                left join interaction_person op on op.interaction_id = o.id
                                where o.outcome = 'open' and o.client_id = m.client_id and o.id <> m.interaction_id
                                  and (o.customer_id = m.customer_id or (op.number = m.number and m.number <> '')))
                         order by m.arrived_at limit :batch
                        """)
                .param("now", Rows.moment(now))
                .param("oldest", Rows.moment(now.minus(OLDEST)))
                .param("short", SHORT_MILLIS)
                .param("batch", BATCH)
                .query((row, _) -> {
                    var queue = Rows.longOrNull(row, "queue_id");
                    return new CallBacks.Owed(
                            new InteractionId(row.getLong("interaction_id")),
                            new ClientId(row.getLong("client_id")),
                            Rows.longOrNull(row, "known"),
                            queue == null ? null : new QueueId(queue),
                            now,
                            "missed");
                })
                .list();
    }
}
