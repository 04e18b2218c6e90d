package org.callosum.server.interactions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Writes the calls' reports, in order, statements of one kind together. The client of each row is the
/// interaction's.
@Repository
class LogStore {
    private static final String ARRIVED = """
            insert into interaction (tenant_id, id, client_id, direction, channel, entry_point_id, dialled, language, arrived_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String PERSON =
            "insert into interaction_person (tenant_id, interaction_id, client_id, number, name) values (?, ?, ?, ?, ?)";
    private static final String EVENT = """
            insert into interaction_event (tenant_id, client_id, interaction_id, at, type, data)
            select tenant_id, client_id, id, ?, ?, ?::jsonb from interaction where id = ?
            """;
    private static final String KEYS = """
            insert into interaction_key (tenant_id, client_id, interaction_id, at, prompt, digits, meaning)
            select tenant_id, client_id, id, ?, ?, ?, ?::jsonb from interaction where id = ?
            """;
    private static final String LANGUAGE = "update interaction set language = ? where id = ?";
    private static final String CUSTOMER = "update interaction set customer_id = ? where id = ?";
    private static final String ENDED = """
            update interaction set ended_at = coalesce(ended_at, ?), closed_at = coalesce(closed_at, ?),
                outcome = case when outcome = 'open' then ? else outcome end
            where id = ?
            """;
    private static final String RECORDING_STARTED = """
            insert into recording (tenant_id, client_id, interaction_id, id, started_at, state, file, wrapped_key)
            select tenant_id, client_id, id, ?, ?, 'recording', ?, ? from interaction where id = ?
            """;
    private static final String RECORDING_STOPPED =
            "update recording set duration_millis = ?, state = ? where id = ? and state = 'recording'";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate database;

    LogStore(JdbcTemplate database) {
        this.database = database;
    }

    /// One statement with its values.
    private record Line(String sql, Object[] values) {}

    void write(long tenant, List<LogWrite> writes) {
        List<Line> lines = new ArrayList<>();
        writes.forEach(write -> lines(tenant, write, lines));
        for (int from = 0; from < lines.size(); ) {
            String sql = lines.get(from).sql();
            List<Object[]> values = new ArrayList<>();
            int to = from;
            while (to < lines.size() && lines.get(to).sql().equals(sql)) {
                values.add(lines.get(to++).values());
            }
            database.batchUpdate(sql, values);
            from = to;
        }
    }

    private static void lines(long tenant, LogWrite write, List<Line> to) {
        switch (write) {
            case LogWrite.Arrived(var arrival) -> {
                long id = arrival.interaction().value();
                long client = arrival.client().value();
                add(
                        to,
                        ARRIVED,
                        tenant,
                        id,
                        client,
                        arrival.direction().name().toLowerCase(Locale.ROOT),
                        arrival.channel(),
                        arrival.entryPoint(),
                        arrival.dialled(),
                        arrival.language(),
                        time(arrival.at()));
                add(to, PERSON, tenant, id, client, arrival.number() == null ? "" : arrival.number(), arrival.name());
                add(to, EVENT, time(arrival.at()), "arrived", "{}", id);
            }
            case LogWrite.Event(var interaction, var type, var at, var codes) ->
                add(to, EVENT, time(at), type, JSON.writeValueAsString(codes), interaction.value());
            case LogWrite.Keys(var interaction, var prompt, var digits, var meaning, var at) ->
                add(
                        to,
                        KEYS,
                        time(at),
                        prompt,
                        digits,
                        meaning == null ? null : JSON.writeValueAsString(meaning),
                        interaction.value());
            case LogWrite.Language(var interaction, var language) -> add(to, LANGUAGE, language, interaction.value());
            case LogWrite.Customer(var interaction, var customer) -> add(to, CUSTOMER, customer, interaction.value());
            case LogWrite.Ended(var interaction, var at, var how) ->
                add(to, ENDED, time(at), time(at), how.code(), interaction.value());
            case LogWrite.RecordingStarted(var recording, var interaction, var file, var wrappedKey, var at) ->
                add(to, RECORDING_STARTED, recording, time(at), file, wrappedKey, interaction.value());
            case LogWrite.RecordingStopped(var recording, var durationMillis, var state) ->
                add(to, RECORDING_STOPPED, durationMillis, state.code(), recording);
        }
    }

    @SuppressWarnings("NullAway") // JdbcTemplate takes null for SQL's null, its marks do not say so
    private static void add(List<Line> to, String sql, @Nullable Object... values) {
        to.add(new Line(sql, values));
    }

    static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
