package org.callosum.server.interactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.AgentStateInterval;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.QueueEntry;
import org.callosum.measures.facts.Session;
import org.callosum.measures.facts.WorkInterval;
import org.callosum.server.interactions.GatheredRows.Statement;
import org.callosum.server.interactions.Timeline.Step;
import org.callosum.server.platform.system.Correlation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Writes what floor events say about interactions, and the facts that are complete. Always inside a transaction
/// of the
/// system; the client of each row is the interaction's.
@Repository
class RecordStore {
    private static final Statement EVENT = Statement.of(0, """
            insert into interaction_event (tenant_id, client_id, interaction_id, at, type, data, position)
            select i.tenant_id, i.client_id, i.id, e.at, e.type, e.data::jsonb, e.position
            from unnest(?::timestamptz[], ?::text[], ?::text[], ?::bigint[], ?::bigint[]) with ordinality
                    as e (at, type, data, position, id, nr)
                join interaction i on i.id = e.id
            order by e.nr
            on conflict do nothing
            """, "timestamptz", "text", "text", "int8", "int8");
    private static final Statement QUEUED = Statement.of(1, """
            update interaction i set queue_id = v.queue, queued_at = coalesce(i.queued_at, v.at), outcome = 'open',
                ended_at = null, closed_at = null, attributes = i.attributes || v.attributes::jsonb
            from unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::bigint[]) as v (queue, at, attributes, id)
            where i.id = v.id
            """, "int8", "timestamptz", "text", "int8");
    private static final Statement ANSWERED = Statement.of(1, """
            update interaction i set agent_id = v.agent, answered_at = coalesce(i.answered_at, v.at),
                wait_millis = coalesce(i.wait_millis, v.wait)
            from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::bigint[]) as v (agent, at, wait, id)
            where i.id = v.id
            """, "int8", "timestamptz", "int8", "int8");
    /// A transferred customer is still there, whatever the first agent's end said.
    private static final Statement STARTED = Statement.of(1, """
            update interaction i set queue_id = v.queue, agent_id = v.agent, answered_at = coalesce(i.answered_at, v.at),
                outcome = 'open', ended_at = null, closed_at = null
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::bigint[]) as v (queue, agent, at, id)
            where i.id = v.id
            """, "int8", "int8", "timestamptz", "int8");
    /// We call the customer: they have not answered yet.
    private static final Statement CALLED = Statement.of(1, """
            update interaction i set queue_id = v.queue, agent_id = v.agent, outcome = 'open', ended_at = null,
                closed_at = null
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as v (queue, agent, id) where i.id = v.id
            """, "int8", "int8", "int8");
    private static final Statement LEFT = Statement.of(1, """
            update interaction i set outcome = v.outcome, exit = v.exit, wait_millis = coalesce(i.wait_millis, v.wait),
                ended_at = case when v.gone then coalesce(i.ended_at, v.at) else i.ended_at end,
                closed_at = case when v.gone then coalesce(i.closed_at, v.at) else i.closed_at end
            from unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::timestamptz[], ?::bigint[])
                as v (outcome, exit, wait, gone, at, id)
            where i.id = v.id
            """, "text", "text", "int8", "bool", "timestamptz", "int8");
    private static final Statement ENDED = Statement.of(1, """
            update interaction i set ended_at = v.at
            from unnest(?::timestamptz[], ?::bigint[]) as v (at, id) where i.id = v.id
            """, "timestamptz", "int8");
    private static final Statement WORKED = Statement.of(1, """
            update interaction i set talk_millis = coalesce(i.talk_millis, 0) + v.talk,
                hold_millis = coalesce(i.hold_millis, 0) + v.hold,
                wrap_up_millis = coalesce(i.wrap_up_millis, 0) + v.wrap_up
            from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) as v (talk, hold, wrap_up, id)
            where i.id = v.id
            """, "int8", "int8", "int8", "int8");
    private static final Statement WRAPPED_UP = Statement.of(1, """
            update interaction i set closed_at = v.at, outcome =
                case when i.direction = 'out' and i.answered_at is null then 'not-reached' else 'handled' end
            from unnest(?::timestamptz[], ?::bigint[]) as v (at, id)
            where i.id = v.id and i.ended_at is not null
            """, "timestamptz", "int8");
    private static final Statement DISPOSITIONS = Statement.of(1, """
            insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
            select tenant_id, client_id, id,
                (select coalesce(max(revision), 0) + 1 from interaction_disposition where interaction_id = interaction.id),
                ?, ?, string_to_array(?, ' ')
            from interaction where id = ?
            """);
    private static final Statement ENTRY = Statement.of(
            1,
            """
            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at, answered_at,
                ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, dispositions, kind)
            select i.tenant_id, i.client_id, i.id, e.queue, e.position, e.queued_at, e.answered_at, e.ended_at, e.hold,
                e.wrap_up_end, e.outcome, e.agent, e.offers, string_to_array(e.dispositions, ' '), e.kind
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[],
                    ?::timestamptz[], ?::text[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::bigint[])
                    as e (queue, position, queued_at, answered_at, ended_at, hold, wrap_up_end, outcome, agent, offers,
                        dispositions, kind, id)
                join interaction i on i.id = e.id
            order by e.position
            on conflict do nothing
            """,
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
            "text",
            "text",
            "int8");
    private static final Statement STATE =
            Statement.of(1, """
            insert into agent_state_interval
                (tenant_id, agent_id, began_at, ended_at, state, reason, interaction_id, position, ordinal)
            select * from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[],
                ?::bigint[], ?::bigint[], ?::int[])
            on conflict do nothing
            """, "int8", "int8", "timestamptz", "timestamptz", "text", "text", "int8", "int8", "int4");
    private static final Statement WORK = Statement.of(
            1,
            """
            insert into work_interval (tenant_id, agent_id, interaction_id, offer, queue_id, began_at,
                conversation_ended_at, hold_millis, ended_at, position, ordinal)
            select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::timestamptz[],
                ?::timestamptz[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::int[])
            on conflict do nothing
            """,
            "int8",
            "int8",
            "int8",
            "int4",
            "int8",
            "timestamptz",
            "timestamptz",
            "int8",
            "timestamptz",
            "int8",
            "int4");
    private static final Statement SESSION = Statement.of(1, """
            insert into agent_session (tenant_id, agent_id, signed_in_at, signed_out_at, position, ordinal)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """);
    private static final String PROGRESS =
            "update journal_reader set position = ? where tenant_id = ? and reader = ? and position = ?";
    private static final String OPEN =
            "update journal_reader set state_position = ?, state = ? where tenant_id = ? and reader = ?";

    private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;
    private final JdbcClient client;
    private final ObjectProvider<CallBacks> callBacks;
    private final TransactionTemplate apart;

    RecordStore(
            JdbcTemplate database,
            JdbcClient client,
            ObjectProvider<CallBacks> callBacks,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.client = client;
        this.callBacks = callBacks;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// How far a reader has come, and what was open after an earlier position.
    record Progress(
            long position, long statePosition, @Nullable String state) {}

    Progress progress(long tenant, String reader) {
        client.sql("""
                        insert into journal_reader (tenant_id, reader, position, state_position) values (?, ?, 0, 0)
                        on conflict do nothing
                        """).params(tenant, reader).update();
        return client.sql("select position, state_position, state from journal_reader where reader = ?")
                .param(reader)
                .query((row, n) -> new Progress(row.getLong(1), row.getLong(2), row.getString(3)))
                .single();
    }

    /// The last event that is stored for the tenant in force.
    long journalEnd() {
        return client.sql("select coalesce(max(position), 0) from journal_event")
                .query(Long.class)
                .single();
    }

    Batch batch(long tenant) {
        return new Batch(tenant);
    }

    /// Rows of one batch of events, written together, table by table; the order within a table is the events'.
    final class Batch {
        private final long tenant;
        private final GatheredRows rows = new GatheredRows();
        private final List<FloorEvent.InteractionInterrupted> interrupted = new ArrayList<>();

        Batch(long tenant) {
            this.tenant = tenant;
        }

        void event(long position, FloorEvent event) {
            Step step = Timeline.of(event);
            if (step == null) {
                return;
            }
            long interaction = step.interaction().value();
            OffsetDateTime at = time(event.atMillis());
            rows.insert(EVENT, at, step.type(), JSON.writeValueAsString(step.data()), position, interaction);
            switch (event) {
                case FloorEvent.InteractionQueued queued ->
                    rows.update(
                            QUEUED,
                            interaction,
                            queued.queue().value(),
                            at,
                            JSON.writeValueAsString(fromTheFlow(queued.arrival().attributes())),
                            interaction);
                case FloorEvent.OfferAccepted accepted ->
                    rows.update(
                            ANSWERED, interaction, accepted.agent().value(), at, accepted.waitMillis(), interaction);
                case FloorEvent.ConversationStarted started -> started(started, interaction, at);
                case FloorEvent.InteractionAbandoned abandoned ->
                    rows.update(LEFT, interaction, "abandoned", null, abandoned.waitMillis(), true, at, interaction);
                case FloorEvent.InteractionLeftQueue left ->
                    rows.update(
                            LEFT,
                            interaction,
                            "left-queue",
                            Timeline.code(left.exit()),
                            left.waitMillis(),
                            false,
                            at,
                            interaction);
                case FloorEvent.ConversationEnded _ -> rows.update(ENDED, interaction, at, interaction);
                case FloorEvent.WrapUpCompleted completed -> {
                    rows.update(WRAPPED_UP, interaction, at, interaction);
                    if (!completed.dispositions().isEmpty()) {
                        String codes = String.join(" ", completed.dispositions());
                        rows.insert(DISPOSITIONS, at, "agent " + completed.agent(), codes, interaction);
                    }
                }
                case FloorEvent.InteractionInterrupted cut -> {
                    rows.update(LEFT, interaction, "interrupted", null, null, true, at, interaction);
                    interrupted.add(cut);
                }
                case FloorEvent _ -> {}
            }
        }

        private void started(FloorEvent.ConversationStarted started, long interaction, OffsetDateTime at) {
            long queue = started.queue().value();
            long agent = started.agent().value();
            switch (started.why()) {
                case TRANSFERRED, TAKEN_OVER -> rows.update(STARTED, interaction, queue, agent, at, interaction);
                case OUTBOUND -> rows.update(CALLED, interaction, queue, agent, interaction);
            }
        }

        /// A fact that this event completed.
        ///
        /// @param ordinal tells the facts of one event apart
        void fact(long position, int ordinal, Fact fact) {
            switch (fact) {
                case QueueEntry entry -> entry(position, entry);
                case AgentStateInterval interval -> {
                    InteractionId interaction = interval.interaction();
                    rows.insert(
                            STATE,
                            tenant,
                            interval.agent().value(),
                            time(interval.fromMillis()),
                            time(interval.toMillis()),
                            Timeline.code(interval.state()),
                            interval.reason(),
                            interaction == null ? null : interaction.value(),
                            position,
                            ordinal);
                }
                case WorkInterval work ->
                    rows.insert(
                            WORK,
                            tenant,
                            work.agent().value(),
                            work.offer().interaction().value(),
                            work.offer().count(),
                            work.queue().value(),
                            time(work.fromMillis()),
                            time(work.conversationEndMillis()),
                            work.holdMillis(),
                            time(work.toMillis()),
                            position,
                            ordinal);
                case Session session ->
                    rows.insert(
                            SESSION,
                            tenant,
                            session.agent().value(),
                            time(session.signedInAtMillis()),
                            time(session.signedOutAtMillis()),
                            position,
                            ordinal);
            }
        }

        private void entry(long position, QueueEntry entry) {
            AgentId agent = entry.agent();
            long interaction = entry.interaction().value();
            rows.insert(
                    ENTRY,
                    entry.queue().value(),
                    position,
                    time(entry.queuedAtMillis()),
                    timeOrNull(entry.answeredAtMillis()),
                    time(entry.endedAtMillis()),
                    entry.holdMillis(),
                    timeOrNull(entry.wrapUpEndMillis()),
                    Timeline.code(entry.outcome()),
                    agent == null ? null : agent.value(),
                    entry.offers(),
                    String.join(" ", entry.dispositions()),
                    Timeline.code(entry.kind()),
                    interaction);
            if (entry.answered()) {
                rows.update(
                        WORKED, interaction, entry.talkMillis(), entry.holdMillis(), entry.wrapUpMillis(), interaction);
            }
        }

        /// Writes everything.
        ///
        /// @param after where the reader was before this batch
        /// @param open what is open now; null leaves the stored state, which only makes a start longer
        void store(String reader, long after, long position, @Nullable String open) {
            // First of all, so that of two processes that both believe to be the reader one waits here and then
            // stops.
            if (database.update(PROGRESS, position, tenant, reader, after) != 1) {
                throw new IllegalStateException(
                        "Tenant %d: somebody else has read the journal beyond %d".formatted(tenant, after));
            }
            if (open != null) {
                database.update(OPEN, position, open, tenant, reader);
            }
            rows.write(database);
            for (FloorEvent.InteractionInterrupted cut : interrupted) {
                oweCallBack(tenant, cut.interaction(), cut.queue(), Instant.ofEpochMilli(cut.atMillis()));
            }
        }
    }

    /// A customer whose contact the centre broke off is called back; once, however often this runs. In a
    /// transaction of its
    /// own: an installation that has no such case must not stop the records for that.
    void oweCallBack(long tenant, InteractionId interaction, @Nullable QueueId queue, Instant at) {
        try (var _ = Correlation.with(interaction)) {
            owe(tenant, interaction, queue, at);
        }
    }

    private void owe(long tenant, InteractionId interaction, @Nullable QueueId queue, Instant at) {
        record Whose(long client, @Nullable Long customer) {}
        record Known(Whose whose, boolean question) {}
        List<Known> known = client.sql(
                        "select client_id, customer_id, of_interaction_id is not null from interaction where id = ?")
                .param(interaction.value())
                .query((row, n) -> new Known(new Whose(row.getLong(1), (Long) row.getObject(2)), row.getBoolean(3)))
                .list();
        if (!known.isEmpty() && known.getFirst().question()) {
            return; // a colleague was asked; the customer has an interaction of their own
        }
        CallBacks cases = callBacks.getIfAvailable();
        if (known.isEmpty() || cases == null) {
            LOG.error("Nobody calls the customer back: the contact is not on record");
            return;
        }
        Whose whose = known.getFirst().whose();
        CallBacks.Owed owed = new CallBacks.Owed(
                interaction, new ClientId(whose.client()), whose.customer(), queue, at, "interrupted");
        try {
            apart.executeWithoutResult(status -> cases.owe(tenant, owed));
        } catch (IllegalStateException missing) {
            LOG.error("Nobody calls the customer back", missing);
        }
    }

    /// Contacts that were under way before an instant and that the floor does not hold: still in their flow, or
    /// gone from
    /// their queue with the line open.
    List<InteractionId> openOutsideTheFloor(Instant before, Set<InteractionId> onFloor) {
        return client.sql("""
                        select id from interaction
                        where arrived_at < ? and (outcome = 'open' or (outcome = 'left-queue' and ended_at is null))
                        order by id
                        """).param(time(before.toEpochMilli())).query(Long.class).list().stream()
                .map(InteractionId::new)
                .filter(interaction -> !onFloor.contains(interaction))
                .toList();
    }

    /// Closes a contact whose line was lost outside the floor, and owes its customer a call back; once.
    void interrupted(long tenant, InteractionId interaction, Instant at) {
        OffsetDateTime time = time(at.toEpochMilli());
        int closed = client.sql("""
                        update interaction set outcome = 'interrupted', ended_at = coalesce(ended_at, ?), closed_at = ?
                        where id = ? and outcome <> 'interrupted'
                        """).params(time, time, interaction.value()).update();
        if (closed == 1) {
            client.sql("""
                            insert into interaction_event (tenant_id, client_id, interaction_id, at, type)
                            select tenant_id, client_id, id, ?, 'interrupted' from interaction where id = ?
                            """).params(time, interaction.value()).update();
            oweCallBack(tenant, interaction, null, at);
        }
    }

    /// Contacts that were broken off in the hours before an instant, and the queue they were in: asked at a
    /// start, so that a call-back which could not be stored then is stored now.
    List<Broken> interruptedSince(Instant from) {
        return client.sql("""
                        select id, queue_id, closed_at from interaction
                        where outcome = 'interrupted' and closed_at >= ? order by id
                        """)
                .param(time(from.toEpochMilli()))
                .query((row, n) -> new Broken(
                        new InteractionId(row.getLong(1)),
                        row.getObject(2) == null ? null : new QueueId(row.getLong(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    record Broken(InteractionId interaction, @Nullable QueueId queue, Instant at) {}

    /// Recordings that were running before an instant.
    List<RunningRecording> runningRecordings(Instant before) {
        return client.sql("""
                        select id, interaction_id, file, wrapped_key from recording
                        where state = 'recording' and started_at < ? and wrapped_key is not null
                        """)
                .param(time(before.toEpochMilli()))
                .query((row, n) ->
                        new RunningRecording(row.getLong(1), row.getLong(2), row.getString(3), row.getBytes(4)))
                .list();
    }

    /// @param file relative to the folder of recordings
    record RunningRecording(long id, long interactionId, String file, byte[] wrappedKey) {}

    /// What is on disk is all there will be.
    void recordingInterrupted(long recording, long durationMillis) {
        client.sql(
                        "update recording set state = 'interrupted', duration_millis = ? where id = ? and state = 'recording'")
                .params(durationMillis, recording)
                .update();
    }

    static OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /// Facts write 0 for what has not happened.
    private static @Nullable OffsetDateTime timeOrNull(long millis) {
        return millis == 0 ? null : time(millis);
    }

    private static final Set<String> WHY = Set.of("routed.rules", "routed.version");

    /// What the flow noted and which rules of routing had a say, without all that those rules know of a contact:
    /// people read these on the desk.
    private static Map<String, String> fromTheFlow(Map<String, String> attributes) {
        var facts = new TreeMap<>(attributes);
        facts.keySet().removeAll(List.of("client", "channel", "entry", "time"));
        facts.keySet()
                .removeIf(name -> name.startsWith("customer.")
                        || name.startsWith("selfService.")
                        || name.startsWith("routed.") && !WHY.contains(name));
        if (Objects.equals(facts.get("reason"), facts.get("topic"))) {
            facts.remove("reason");
        }
        return facts;
    }
}
