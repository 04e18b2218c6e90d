package org.callosum.server.interactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.callosum.server.interactions.GatheredRows.Statement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Writes the calls' reports, rows of one kind together. The client of each row is the
/// interaction's.
@Repository
class LogStore {
    /// The interaction, its person and its first event in one statement: a caller waits for it.
    private static final Statement ARRIVED = Statement.of(
            0, """
            with arrived as (
                select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                    ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                    as a (tenant_id, id, client_id, direction, channel, entry, dialled, language, at, number, name)),
            contact as (
                insert into interaction
                    (tenant_id, id, client_id, direction, channel, entry_point_id, dialled, language, arrived_at)
                select tenant_id, id, client_id, direction, channel, entry, dialled, language, at from arrived),
            person as (
                insert into interaction_person (tenant_id, interaction_id, client_id, number, name)
                select tenant_id, id, client_id, number, name from arrived)
            insert into interaction_event (tenant_id, client_id, interaction_id, at, type)
            select tenant_id, client_id, id, at, 'arrived' from arrived
            """, "int8", "int8", "int8", "text", "text", "int8", "text", "text", "timestamptz", "text", "text");
    /// A question takes its client, channel and language from the interaction it is about, and has nobody's number.
    private static final Statement CONSULT_BEGAN = Statement.of(0, """
            insert into interaction
                (tenant_id, id, client_id, direction, channel, language, arrived_at, of_interaction_id)
            select i.tenant_id, c.id, i.client_id, 'in', i.channel, i.language, c.at, i.id
            from unnest(?::bigint[], ?::timestamptz[], ?::bigint[]) as c (id, at, about) join interaction i on i.id = c.about
            """, "int8", "timestamptz", "int8");
    private static final Statement EVENT = Statement.of(1, """
            insert into interaction_event (tenant_id, client_id, interaction_id, at, type, data)
            select i.tenant_id, i.client_id, i.id, e.at, e.type, e.data::jsonb
            from unnest(?::timestamptz[], ?::text[], ?::text[], ?::bigint[]) with ordinality as e (at, type, data, id, nr)
                join interaction i on i.id = e.id
            order by e.nr
            """, "timestamptz", "text", "text", "int8");
    private static final Statement KEYS = Statement.of(1, """
            insert into interaction_key (tenant_id, client_id, interaction_id, at, prompt, digits, meaning)
            select tenant_id, client_id, id, ?, ?, ?, ?::jsonb from interaction where id = ?
            """);
    private static final Statement RECORDING_STARTED = Statement.of(1, """
            insert into recording (tenant_id, client_id, interaction_id, id, started_at, state, file, wrapped_key)
            select tenant_id, client_id, id, ?, ?, 'recording', ?, ? from interaction where id = ?
            """);
    private static final Statement LANGUAGE = Statement.of(2, "update interaction set language = ? where id = ?");
    private static final Statement CUSTOMER = Statement.of(2, """
            update interaction i set customer_id = v.customer
            from unnest(?::bigint[], ?::bigint[]) as v (customer, id) where i.id = v.id
            """, "int8", "int8");
    private static final Statement ENDED = Statement.of(2, """
            update interaction i set ended_at = coalesce(i.ended_at, v.at), closed_at = coalesce(i.closed_at, v.at),
                outcome = case when i.outcome = 'open' then v.outcome else i.outcome end
            from unnest(?::timestamptz[], ?::text[], ?::bigint[]) as v (at, outcome, id) where i.id = v.id
            """, "timestamptz", "text", "int8");
    private static final Statement REACHED = Statement.of(2, """
            update interaction i set answered_at = coalesce(i.answered_at, v.at),
                outcome = case when i.outcome = 'not-reached' then 'handled' else i.outcome end
            from unnest(?::timestamptz[], ?::bigint[]) as v (at, id) where i.id = v.id
            """, "timestamptz", "int8");
    private static final Statement RECORDING_STOPPED = Statement.of(2, """
            update recording r set duration_millis = v.duration, state = v.state
            from unnest(?::bigint[], ?::text[], ?::bigint[]) as v (duration, state, id)
            where r.id = v.id and r.state = 'recording'
            """, "int8", "text", "int8");

    private static final Statement SPOKEN = Statement.of(1, SpeechFact.INSERT);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;

    LogStore(JdbcTemplate database) {
        this.database = database;
    }

    void write(long tenant, List<LogWrite> writes) {
        var rows = new GatheredRows();
        writes.forEach(write -> gather(tenant, write, rows));
        rows.write(database);
    }

    private static void gather(long tenant, LogWrite write, GatheredRows to) {
        switch (write) {
            case LogWrite.Arrived(var arrival) ->
                to.insert(
                        ARRIVED,
                        tenant,
                        arrival.interaction().value(),
                        arrival.client().value(),
                        arrival.direction().name().toLowerCase(Locale.ROOT),
                        arrival.channel(),
                        arrival.entryPoint(),
                        arrival.dialled(),
                        arrival.language(),
                        time(arrival.at()),
                        arrival.number() == null ? "" : arrival.number(),
                        arrival.name());
            case LogWrite.ConsultBegan(var consult, var of, var at) ->
                to.insert(CONSULT_BEGAN, consult.value(), time(at), of.value());
            case LogWrite.Event(var interaction, var type, var at, var codes) ->
                to.insert(EVENT, time(at), type, JSON.writeValueAsString(codes), interaction.value());
            case LogWrite.Keys(var interaction, var prompt, var digits, var meaning, var at) ->
                to.insert(
                        KEYS,
                        time(at),
                        prompt,
                        digits,
                        meaning == null ? null : JSON.writeValueAsString(meaning),
                        interaction.value());
            case LogWrite.Language(var interaction, var language) ->
                to.update(LANGUAGE, interaction.value(), language, interaction.value());
            case LogWrite.Customer(var interaction, var customer) ->
                to.update(CUSTOMER, interaction.value(), customer, interaction.value());
            case LogWrite.Ended(var interaction, var at, var how) ->
                to.update(ENDED, interaction.value(), time(at), how.code(), interaction.value());
            case LogWrite.Reached(var interaction, var at) ->
                to.update(REACHED, interaction.value(), time(at), interaction.value());
            case LogWrite.Spoken spoken -> to.insert(SPOKEN, SpeechFact.values(spoken));
            case LogWrite.RecordingStarted(var recording, var interaction, var file, var wrappedKey, var at) ->
                to.insert(RECORDING_STARTED, recording, time(at), file, wrappedKey, interaction.value());
            case LogWrite.RecordingStopped(var recording, var durationMillis, var state) ->
                to.update(RECORDING_STOPPED, recording, durationMillis, state.code(), recording);
        }
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
