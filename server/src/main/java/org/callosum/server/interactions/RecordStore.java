package org.callosum.server.interactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.callosum.server.interactions.Timeline.Step;
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
    private static final String EVENT = """
            insert into interaction_event (tenant_id, client_id, interaction_id, at, type, data, position)
            select tenant_id, client_id, id, ?, ?, ?::jsonb, ? from interaction where id = ?
            on conflict do nothing
            """;
    private static final String QUEUED = """
            update interaction set queue_id = ?, queued_at = coalesce(queued_at, ?), outcome = 'open',
                ended_at = null, closed_at = null, attributes = attributes || ?::jsonb where id = ?
            """;
    private static final String ANSWERED = """
            update interaction set agent_id = ?, answered_at = coalesce(answered_at, ?), wait_millis = coalesce(wait_millis, ?)
            where id = ?
            """;
    /// A transferred customer is still there, whatever the first agent's end said.
    private static final String STARTED = """
            update interaction set queue_id = ?, agent_id = ?, answered_at = coalesce(answered_at, ?), outcome = 'open',
                ended_at = null, closed_at = null where id = ?
            """;
    private static final String LEFT = """
            update interaction set outcome = ?, exit = ?, wait_millis = coalesce(wait_millis, ?),
                ended_at = case when ? then coalesce(ended_at, ?) else ended_at end,
                closed_at = case when ? then coalesce(closed_at, ?) else closed_at end
            where id = ?
            """;
    private static final String ENDED = "update interaction set ended_at = ? where id = ?";
    private static final String WORKED = """
            update interaction set talk_millis = coalesce(talk_millis, 0) + ?, hold_millis = coalesce(hold_millis, 0) + ?,
                wrap_up_millis = coalesce(wrap_up_millis, 0) + ? where id = ?
            """;
    private static final String WRAPPED_UP =
            "update interaction set outcome = 'handled', closed_at = ? where id = ? and ended_at is not null";
    private static final String DISPOSITIONS = """
            insert into interaction_disposition (tenant_id, client_id, interaction_id, revision, at, set_by, codes)
            select tenant_id, client_id, id,
                (select coalesce(max(revision), 0) + 1 from interaction_disposition where interaction_id = interaction.id),
                ?, ?, string_to_array(?, ' ')
            from interaction where id = ?
            """;
    private static final String ENTRY = """
            insert into queue_entry (tenant_id, client_id, interaction_id, queue_id, position, queued_at, answered_at,
                ended_at, hold_millis, wrap_up_end, outcome, agent_id, offers, dispositions, kind)
            select tenant_id, client_id, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(?, ' '), ?
            from interaction where id = ?
            on conflict do nothing
            """;
    private static final String STATE = """
            insert into agent_state_interval
                (tenant_id, agent_id, began_at, ended_at, state, reason, interaction_id, position, ordinal)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String WORK = """
            insert into work_interval (tenant_id, agent_id, interaction_id, offer, queue_id, began_at,
                conversation_ended_at, hold_millis, ended_at, position, ordinal)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
    private static final String SESSION = """
            insert into agent_session (tenant_id, agent_id, signed_in_at, signed_out_at, position, ordinal)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing
            """;
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

    private record Update(String sql, Object[] values) {}

    /// Rows of one batch of events, written together, table by table; the order within a table is the events'.
    final class Batch {
        private final long tenant;
        private final Map<String, List<Object[]>> inserts = new LinkedHashMap<>();
        private final List<Update> updates = new ArrayList<>();
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
            add(EVENT, at, step.type(), JSON.writeValueAsString(step.data()), position, interaction);
            switch (event) {
                case FloorEvent.InteractionQueued queued ->
                    update(
                            QUEUED,
                            queued.queue().value(),
                            at,
                            JSON.writeValueAsString(queued.arrival().attributes()),
                            interaction);
                case FloorEvent.OfferAccepted accepted ->
                    update(ANSWERED, accepted.agent().value(), at, accepted.waitMillis(), interaction);
                case FloorEvent.ConversationStarted started ->
                    update(STARTED, started.queue().value(), started.agent().value(), at, interaction);
                case FloorEvent.InteractionAbandoned abandoned ->
                    update(LEFT, "abandoned", null, abandoned.waitMillis(), true, at, true, at, interaction);
                case FloorEvent.InteractionLeftQueue left ->
                    update(
                            LEFT,
                            "left-queue",
                            Timeline.code(left.exit()),
                            left.waitMillis(),
                            false,
                            at,
                            false,
                            at,
                            interaction);
                case FloorEvent.ConversationEnded _ -> update(ENDED, at, interaction);
                case FloorEvent.WrapUpCompleted completed -> {
                    update(WRAPPED_UP, at, interaction);
                    if (!completed.dispositions().isEmpty()) {
                        String codes = String.join(" ", completed.dispositions());
                        add(DISPOSITIONS, at, "agent " + completed.agent(), codes, interaction);
                    }
                }
                case FloorEvent.InteractionInterrupted cut -> {
                    update(LEFT, "interrupted", null, null, true, at, true, at, interaction);
                    interrupted.add(cut);
                }
                case FloorEvent _ -> {}
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
                    add(
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
                    add(
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
                    add(
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
            add(
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
                update(WORKED, entry.talkMillis(), entry.holdMillis(), entry.wrapUpMillis(), interaction);
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
            inserts.forEach((sql, values) -> database.batchUpdate(sql, values));
            for (int from = 0; from < updates.size(); ) {
                String sql = updates.get(from).sql();
                List<Object[]> values = new ArrayList<>();
                while (from < updates.size() && updates.get(from).sql().equals(sql)) {
                    values.add(updates.get(from++).values());
                }
                database.batchUpdate(sql, values);
            }
            for (FloorEvent.InteractionInterrupted cut : interrupted) {
                oweCallBack(tenant, cut.interaction(), cut.queue(), Instant.ofEpochMilli(cut.atMillis()));
            }
        }

        @SuppressWarnings("NullAway") // JdbcTemplate takes null for SQL's null, its marks do not say so
        private void add(String sql, @Nullable Object... values) {
            inserts.computeIfAbsent(sql, key -> new ArrayList<>()).add(values);
        }

        /// Updates keep their order across statements: the last event about an interaction has the last word.
        @SuppressWarnings("NullAway") // as above
        private void update(String sql, @Nullable Object... values) {
            updates.add(new Update(sql, values));
        }
    }

    /// A customer whose contact the centre broke off is called back; once, however often this runs. In a
    /// transaction of its
    /// own: an installation that has no such case must not stop the records for that.
    void oweCallBack(long tenant, InteractionId interaction, @Nullable QueueId queue, Instant at) {
        record Whose(long client, @Nullable Long customer) {}
        List<Whose> known = client.sql("select client_id, customer_id from interaction where id = ?")
                .param(interaction.value())
                .query((row, n) -> new Whose(row.getLong(1), (Long) row.getObject(2)))
                .list();
        CallBacks cases = callBacks.getIfAvailable();
        if (known.isEmpty() || cases == null) {
            LOG.error("Nobody calls back the customer of interaction {}: it is not on record", interaction);
            return;
        }
        Whose whose = known.getFirst();
        CallBacks.Owed owed = new CallBacks.Owed(
                interaction, new ClientId(whose.client()), whose.customer(), queue, at, "interrupted");
        try {
            apart.executeWithoutResult(status -> cases.owe(tenant, owed));
        } catch (IllegalStateException missing) {
            LOG.error("Nobody calls back the customer of interaction {}", interaction, missing);
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
}
