package org.callosum.server.interactions;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.server.interactions.GatheredRows.Statement;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Puts contacts of the past on record, as the log and the journal's projection would have left them: history,
/// facts and figures read them as any other. Nothing of the floor is told and nobody's call-back is owed.
///
/// Stored entries of the past bear negative positions, as corrections do: no event of the journal completed
/// them.
@Component
public class PastContacts {
    private static final Statement CONTACT = Statement.of(
            0,
            """
            insert into interaction (id, tenant_id, client_id, direction, channel, entry_point_id, dialled, language,
                arrived_at, queue_id, queued_at, agent_id, answered_at, ended_at, closed_at, outcome, wait_millis,
                talk_millis, hold_millis, wrap_up_millis, customer_id, attributes)
            select c.id, c.tenant, c.client, 'in', 'voice', c.entry, c.dialled, c.language, c.arrived, c.queue, c.queued,
                c.agent, c.answered, c.ended, c.closed, c.outcome, c.wait, c.talk, c.hold, c.wrap_up, c.customer,
                c.attributes::jsonb
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
                    ?::bigint[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
                    ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                as c (id, tenant, client, entry, dialled, language, arrived, queue, queued, agent, answered, ended, closed,
                    outcome, wait, talk, hold, wrap_up, customer, attributes)
            """,
            "int8",
            "int8",
            "int8",
            "int8",
            "text",
            "text",
            "timestamptz",
            "int8",
            "timestamptz",
            "int8",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "text",
            "int8",
            "int8",
            "int8",
            "int8",
            "int8",
            "text");
    private static final Statement PERSON = Statement.of(1, """
            insert into interaction_person (interaction_id, tenant_id, client_id, number, name)
            select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
            """, "int8", "int8", "int8", "text", "text");
    private static final Statement EVENT = Statement.of(1, """
            insert into interaction_event (interaction_id, tenant_id, client_id, at, type, data)
            select e.id, e.tenant, e.client, e.at, e.type, e.data::jsonb
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[]) with ordinality
                as e (id, tenant, client, at, type, data, nr) order by e.nr
            """, "int8", "int8", "int8", "timestamptz", "text", "text");
    private static final Statement KEY =
            Statement.of(1, """
            insert into interaction_key (interaction_id, tenant_id, client_id, at, prompt, digits, meaning)
            select k.id, k.tenant, k.client, k.at, k.prompt, k.digits, k.meaning::jsonb
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                with ordinality as k (id, tenant, client, at, prompt, digits, meaning, nr) order by k.nr
            """, "int8", "int8", "int8", "timestamptz", "text", "text", "text");
    private static final Statement ENTRY = Statement.of(
            1,
            """
            insert into queue_entry (interaction_id, tenant_id, client_id, queue_id, position, queued_at, answered_at,
                ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, dispositions)
            select e.id, e.tenant, e.client, e.queue, e.position, e.queued, e.answered, e.ended, e.hold, e.wrap_up,
                e.outcome, e.agent, e.offers, string_to_array(e.dispositions, ' ')
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[],
                    ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::text[], ?::bigint[], ?::int[],
                    ?::text[])
                as e (id, tenant, client, queue, position, queued, answered, ended, hold, wrap_up, outcome, agent, offers,
                    dispositions)
            """,
            "int8",
            "int8",
            "int8",
            "int8",
            "int8",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "int8",
            "timestamptz",
            "text",
            "int8",
            "int4",
            "text");
    private static final Statement CODED = Statement.of(1, """
            insert into interaction_disposition (interaction_id, tenant_id, client_id, revision, at, set_by, codes)
            select d.id, d.tenant, d.client, 1, d.at, d.who, string_to_array(d.codes, ' ')
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[])
                as d (id, tenant, client, at, who, codes)
            """, "int8", "int8", "int8", "timestamptz", "text", "text");
    private static final Statement NOTE =
            Statement.of(1, """
            insert into interaction_note (id, interaction_id, tenant_id, client_id, at, author_id, author, text)
            select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::text[],
                ?::text[])
            """, "int8", "int8", "int8", "int8", "timestamptz", "int8", "text", "text");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;
    private final Ids ids;

    PastContacts(JdbcTemplate database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// Writes them with everything that hangs on them, for the tenant in force.
    @Transactional
    public void write(List<PastContact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        var rows = new GatheredRows();
        contacts.forEach(contact -> new Rows(contact, rows).gather());
        rows.write(database);
    }

    private static OffsetDateTime time(Instant at) {
        return LogStore.time(at);
    }

    private static @Nullable OffsetDateTime timeOrNull(@Nullable Instant at) {
        return at == null ? null : LogStore.time(at);
    }

    private final class Rows {
        private final PastContact contact;
        private final GatheredRows to;
        private final long id;
        private final long tenant = Tenancy.current().tenantId();
        private final long client;

        Rows(PastContact contact, GatheredRows to) {
            this.contact = contact;
            this.to = to;
            this.id = contact.id().value();
            this.client = contact.client().value();
        }

        void gather() {
            contact();
            to.insert(PERSON, id, tenant, client, contact.number(), contact.name());
            event(contact.arrivedAt(), "arrived", Map.of());
            contact.flow().forEach(each -> event(each.at(), each.type(), each.data()));
            contact.keys()
                    .forEach(key -> to.insert(
                            KEY,
                            id,
                            tenant,
                            client,
                            time(key.at()),
                            key.prompt(),
                            key.digits(),
                            key.meaning() == null ? null : JSON.writeValueAsString(key.meaning())));
            contact.stays().forEach(this::stay);
            var note = contact.note();
            if (note != null) {
                to.insert(
                        NOTE,
                        ids.next(),
                        id,
                        tenant,
                        client,
                        time(contact.endedAt()),
                        note.account(),
                        note.author(),
                        note.text());
            }
        }

        private void contact() {
            var first = contact.stays().isEmpty() ? null : contact.stays().getFirst();
            var last = first == null ? null : contact.stays().getLast();
            var answered = last == null ? null : last.answered();
            var heard = contact.stays().stream()
                    .map(PastContact.Stay::answered)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            long talk = 0;
            long hold = 0;
            long wrapUp = 0;
            for (var stay : contact.stays()) {
                var by = stay.answered();
                if (by != null) {
                    talk += millis(by.at(), stay.endedAt()) - by.holdMillis();
                    hold += by.holdMillis();
                    wrapUp += millis(stay.endedAt(), by.wrapUpEnd());
                }
            }
            to.insert(
                    CONTACT,
                    id,
                    tenant,
                    client,
                    contact.entryPoint(),
                    contact.dialled(),
                    contact.language(),
                    time(contact.arrivedAt()),
                    last == null ? null : last.queue(),
                    first == null ? null : time(first.queuedAt()),
                    answered == null ? null : answered.agent(),
                    timeOrNull(heard == null ? null : heard.at()),
                    time(contact.endedAt()),
                    time(answered == null ? contact.endedAt() : answered.wrapUpEnd()),
                    contact.outcome(),
                    first == null ? null : millis(first.queuedAt(), heard == null ? first.endedAt() : heard.at()),
                    heard == null ? null : talk,
                    heard == null ? null : hold,
                    heard == null ? null : wrapUp,
                    contact.customer(),
                    JSON.writeValueAsString(contact.facts()));
        }

        private void stay(PastContact.Stay stay) {
            var by = stay.answered();
            var codes = String.join(" ", stay.dispositions());
            to.insert(
                    ENTRY,
                    id,
                    tenant,
                    client,
                    stay.queue(),
                    -ids.next(),
                    time(stay.queuedAt()),
                    timeOrNull(by == null ? null : by.at()),
                    time(stay.endedAt()),
                    by == null ? 0L : by.holdMillis(),
                    timeOrNull(by == null ? null : by.wrapUpEnd()),
                    stay.outcome(),
                    by == null ? null : by.agent(),
                    by == null ? 0 : 1,
                    codes);
            var queue = Long.toString(stay.queue());
            event(stay.queuedAt(), "queued", Map.of("queue", queue, "priority", 3, "kind", "customer"));
            if (by == null) {
                event(
                        stay.endedAt(),
                        "abandoned",
                        Map.of("queue", queue, "waitMillis", millis(stay.queuedAt(), stay.endedAt())));
                return;
            }
            var agent = Long.toString(by.agent());
            var rang = by.at().minus(Duration.ofSeconds(3));
            event(
                    rang.isBefore(stay.queuedAt()) ? stay.queuedAt() : rang,
                    "offered",
                    data("offer", 1, "agent", agent, "queue", queue));
            event(
                    by.at(),
                    "answered",
                    data("offer", 1, "agent", agent, "waitMillis", millis(stay.queuedAt(), by.at())));
            event(stay.endedAt(), "ended", data("by", "customer", "agent", agent));
            event(stay.endedAt(), "wrap-up-started", Map.of("agent", agent));
            event(by.wrapUpEnd(), "wrapped-up", data("agent", agent, "timedOut", false, "dispositions", codes));
            if (!codes.isEmpty()) {
                to.insert(CODED, id, tenant, client, time(by.wrapUpEnd()), "agent " + agent, codes);
            }
        }

        private void event(Instant at, String type, Map<String, ?> data) {
            to.insert(EVENT, id, tenant, client, time(at), type, JSON.writeValueAsString(data));
        }

        private static Map<String, Object> data(Object... pairs) {
            var data = new LinkedHashMap<String, Object>();
            for (int i = 0; i < pairs.length; i += 2) {
                data.put(String.valueOf(pairs[i]), pairs[i + 1]);
            }
            return data;
        }

        private static long millis(Instant from, Instant to) {
            return Duration.between(from, to).toMillis();
        }
    }
}
