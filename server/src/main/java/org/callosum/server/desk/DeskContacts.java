package org.callosum.server.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.customers.CustomerAtAGlance;
import org.callosum.server.customers.Customers;
import org.callosum.server.interactions.RepeatedContacts;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Disposition;
import org.callosum.server.queues.Dispositions;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Who is on the line and what the agent needs to know of them.
class DeskContacts {
    private static final int EARLIER = 5;

    private final JdbcClient database;
    private final Queues queues;
    private final Dispositions dispositions;
    private final Customers customers;
    private final DeskStore store;
    private final DeskLine line;
    private final RepeatedContacts repeats;
    private final JsonMapper json;

    DeskContacts(
            JdbcClient database,
            Queues queues,
            Dispositions dispositions,
            Customers customers,
            DeskStore store,
            DeskLine line,
            RepeatedContacts repeats,
            JsonMapper json) {
        this.database = database;
        this.queues = queues;
        this.dispositions = dispositions;
        this.customers = customers;
        this.store = store;
        this.line = line;
        this.repeats = repeats;
        this.json = json;
    }

    private record Row(
            String direction,
            String channel,
            String number,
            @Nullable String name,
            String dialled,
            String language,
            long clientId,
            Text clientName,
            Instant arrivedAt,
            @Nullable Instant answeredAt,
            @Nullable Long customerId,
            String attributes,
            boolean recorded,
            long id) {}

    /// @return null if the contact is not on record
    Desk.@Nullable Contact contact(long tenant, WorkView work, DeskStore.AgentRow agent) {
        List<Row> rows = database.sql("""
                        select i.direction, i.channel, coalesce(p.number, ''), p.name, i.dialled, i.language, i.client_id,
                            c.name::text, i.arrived_at, i.answered_at, i.customer_id, i.attributes::text,
                            exists (select 1 from recording where interaction_id = i.id and state = 'recording'), i.id
                        from interaction w join interaction i on i.id = coalesce(w.of_interaction_id, w.id)
                        join client c on c.id = i.client_id
                        left join interaction_person p on p.interaction_id = i.id where w.id = ?
                        """)
                .param(work.interaction().value())
                .query((row, n) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        Text.fromJson(row.getString(8)),
                        row.getTimestamp(9).toInstant(),
                        row.getTimestamp(10) == null
                                ? null
                                : row.getTimestamp(10).toInstant(),
                        (Long) row.getObject(11),
                        row.getString(12),
                        row.getBoolean(13),
                        row.getLong(14)))
                .list();
        Optional<Queue> queue = queues.find(work.queue().value());
        if (rows.isEmpty() || queue.isEmpty()) {
            return null;
        }
        Row row = rows.getFirst();
        // a colleague who is asked sees the customer it is about
        long id = row.id();
        boolean question = id != work.interaction().value();
        CustomerAtAGlance customer = customer(row);
        Long account = agent.accountId();
        return new Desk.Contact(
                work.interaction().toString(),
                row.direction(),
                row.channel(),
                state(work),
                row.number(),
                row.name(),
                row.dialled(),
                row.language(),
                Long.toString(row.clientId()),
                row.clientName(),
                work.queue().toString(),
                Objects.requireNonNull(queue.get().name()),
                row.arrivedAt(),
                Instant.ofEpochMilli(work.queuedAtMillis()),
                row.answeredAt(),
                work.stage() == WorkView.Stage.WRAPPING_UP ? Instant.ofEpochMilli(work.deadlineMillis()) : null,
                work.stage() == WorkView.Stage.ON_HOLD,
                line.muted(tenant, work.interaction()),
                keys(new InteractionId(id)),
                json.readValue(row.attributes(), new TypeReference<Map<String, String>>() {}),
                customer,
                earlier(row, id),
                account == null ? "" : store.draft(new InteractionId(id), account),
                question ? List.of() : choices(work.queue().value()),
                !question && Boolean.TRUE.equals(queue.get().dispositionRequired()),
                Boolean.TRUE.equals(queue.get().severalDispositions()),
                recording(tenant, row),
                question ? null : consult(tenant, work.interaction()),
                question ? asked(tenant, work.interaction()) : null,
                outgoing(tenant, row));
    }

    private Desk.@Nullable Outgoing outgoing(long tenant, Row row) {
        InteractionId interaction = new InteractionId(row.id());
        DeskCallOuts.Dialling now = line.dialling(tenant, interaction);
        boolean out = row.direction().equals("out");
        if (now == null && !out) {
            return null;
        }
        DeskStore.CalledOut called = out ? store.calledOut(interaction) : null;
        Text reason = called == null ? null : called.name();
        String kind = out ? "call-out" : "call-back";
        if (now != null) {
            Instant since = Instant.ofEpochMilli(now.sinceMillis());
            return new Desk.Outgoing(kind, now.state().code(), since, reason);
        }
        String result = called == null ? null : called.result();
        if (row.answeredAt() == null && result == null) {
            return new Desk.Outgoing(kind, "ringing", null, reason); // its end is on its way to the record
        }
        return new Desk.Outgoing(kind, result == null ? "reached" : result, null, reason);
    }

    private String recording(long tenant, Row row) {
        if (line.recordingPaused(tenant, new InteractionId(row.id()))) {
            return "paused";
        }
        return row.recorded() ? "on" : "off";
    }

    private Desk.@Nullable Consult consult(long tenant, InteractionId interaction) {
        DeskTransfers.Asked now = line.asked(tenant, interaction);
        if (now == null) {
            return null;
        }
        AgentId who = now.who();
        String state = now.state().code();
        Instant since = Instant.ofEpochMilli(now.sinceMillis());
        return switch (now.target()) {
            case DeskTransfers.Target.Colleague(var agent) ->
                new Desk.Consult(state, "agent", store.name(agent), null, since);
            case DeskTransfers.Target.Line(var queue) ->
                new Desk.Consult(
                        state,
                        "queue",
                        who == null ? null : store.name(who),
                        queues.find(queue.value()).map(Queue::name).orElse(null),
                        since);
            case DeskTransfers.Target.Number(var number) -> new Desk.Consult(state, "outside", number, null, since);
        };
    }

    private Desk.@Nullable Asked asked(long tenant, InteractionId question) {
        DeskTransfers.Asked now = line.asked(tenant, question);
        return new Desk.Asked(
                now == null ? "" : store.name(now.by()),
                now == null ? DeskTransfers.State.RINGING.code() : now.state().code());
    }

    private @Nullable CustomerAtAGlance customer(Row row) {
        Long known = row.customerId();
        if (known != null) {
            return customers
                    .atAGlance(known)
                    .map(CustomerAtAGlance::withoutValue)
                    .orElse(null);
        }
        return row.number().isEmpty()
                ? null
                : customers
                        .atAGlanceByNumber(row.clientId(), row.number())
                        .map(CustomerAtAGlance::withoutValue)
                        .orElse(null);
    }

    private List<Desk.Key> keys(InteractionId interaction) {
        return database.sql(
                        "select prompt, digits, meaning::text from interaction_key where interaction_id = ? order by at, id")
                .param(interaction.value())
                .query((row, n) -> new Desk.Key(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3) == null ? null : Text.fromJson(row.getString(3))))
                .list();
    }

    /// Earlier contacts of the same customer, else of the same number, within the client.
    private List<Desk.Earlier> earlier(Row row, long id) {
        if (row.customerId() == null && row.number().isEmpty()) {
            return List.of();
        }
        var again = row.customerId() == null
                ? Set.of()
                : repeats.of(id).earlier().stream()
                        .map(RepeatedContacts.Repeat::id)
                        .collect(Collectors.toUnmodifiableSet());
        return database.sql("""
                        select i.id, i.arrived_at, q.name::text, a.name,
                            (select string_agg(text, E'\\n' order by at) from interaction_note where interaction_id = i.id),
                            i.client_id,
                            (select codes from interaction_disposition d where d.interaction_id = i.id order by revision desc limit 1)
                        from interaction i
                        left join interaction_person p on p.interaction_id = i.id
                        left join queue q on q.id = i.queue_id left join agent a on a.id = i.agent_id
                        where i.client_id = ? and i.id <> ? and (i.customer_id = ? or (p.number = ? and p.number <> ''))
                        order by i.arrived_at desc limit ?
                        """)
                .params(row.clientId(), id, row.customerId() == null ? 0L : row.customerId(), row.number(), EARLIER)
                .query((one, n) -> {
                    java.sql.Array codes = one.getArray(7);
                    List<Text> names = new java.util.ArrayList<>();
                    for (String code : codes == null ? new String[0] : (String[]) codes.getArray()) {
                        names.add(dispositions.nameOf(one.getLong(6), code));
                    }
                    return new Desk.Earlier(
                            Long.toString(one.getLong(1)),
                            one.getTimestamp(2).toInstant(),
                            one.getString(3) == null ? null : Text.fromJson(one.getString(3)),
                            one.getString(4),
                            names,
                            one.getString(5),
                            again.contains(Long.toString(one.getLong(1))));
                })
                .list();
    }

    private List<Desk.Choice> choices(long queue) {
        return dispositions.ofQueue(queue).stream().map(DeskContacts::choice).toList();
    }

    private static Desk.Choice choice(Disposition disposition) {
        return new Desk.Choice(
                Objects.requireNonNull(disposition.code()),
                Objects.requireNonNull(disposition.name()),
                disposition.group(),
                disposition.resolved());
    }

    private static String state(WorkView work) {
        return switch (work.stage()) {
            case TALKING -> "talking";
            case ON_HOLD -> "held";
            case OFFERED, WAITING -> "offered";
            case WRAPPING_UP -> "wrapping-up";
        };
    }
}
