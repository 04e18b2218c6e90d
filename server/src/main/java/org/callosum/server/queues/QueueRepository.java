package org.callosum.server.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class QueueRepository {
    private static final TypeReference<List<Queue.Step>> STEPS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    QueueRepository(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Queue> all() {
        return database.sql("select * from queue order by client_id, code")
                .query(this::queue)
                .list();
    }

    Optional<Queue> find(long id) {
        return database.sql("select * from queue where id = :id")
                .param("id", id)
                .query(this::queue)
                .optional();
    }

    Optional<Queue> byCode(long client, String code) {
        return database.sql("select * from queue where client_id = :client and code = :code and active")
                .param("client", client)
                .param("code", code)
                .query(this::queue)
                .optional();
    }

    Map<Long, Long> clientsOf(Collection<Long> queues) {
        var clients = new HashMap<Long, Long>();
        database.sql("select id, client_id from queue where active and id = any (cast(:ids as bigint[]))")
                .param("ids", Rows.array(queues))
                .query((row, _) -> clients.put(row.getLong("id"), row.getLong("client_id")))
                .list();
        return clients;
    }

    boolean codeTaken(long client, String code, long exceptId) {
        return database.sql(
                        "select exists (select from queue where client_id = :client and code = :code and id <> :id)")
                .param("client", client)
                .param("code", code)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    Set<Long> clients() {
        return new HashSet<>(
                database.sql("select id from client").query(Long.class).list());
    }

    Set<Long> sites() {
        return new HashSet<>(
                database.sql("select id from site").query(Long.class).list());
    }

    void insert(long id, Queue queue) {
        database.sql("""
                        insert into queue (id, tenant_id, client_id, code, name, site_id, calendar_id, channel, priority,
                               target_seconds, target_percent, short_abandon_seconds, sl_variant, policy, steps,
                               offer_seconds, wrap_up_seconds, ready_after_wrap_up, max_waiting, treatment_flow, music,
                               disposition_required, several_dispositions, recording, last_agent_days, known_agent_seconds, active)
                        values (:id, :tenant, :client, :code, cast(:name as jsonb), :site, :calendar, :channel, :priority,
                               :targetSeconds, :targetPercent, :shortAbandon, :variant, :policy, cast(:steps as jsonb),
                               :offer, :wrapUp, :readyAfter, :maxWaiting, :treatment, :music,
                               :required, :several, :recording, :lastAgentDays, :knownAgentSeconds, :active)""")
                .params(values(queue))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", Long.valueOf(Objects.requireNonNull(queue.clientId())))
                .update();
    }

    /// The client of a queue never changes: its interactions belong to it.
    boolean update(long id, int version, Queue queue) {
        return database.sql("""
                        update queue set code = :code, name = cast(:name as jsonb), site_id = :site,
                               calendar_id = :calendar, channel = :channel, priority = :priority,
                               target_seconds = :targetSeconds, target_percent = :targetPercent,
                               short_abandon_seconds = :shortAbandon, sl_variant = :variant, policy = :policy,
                               steps = cast(:steps as jsonb), offer_seconds = :offer, wrap_up_seconds = :wrapUp,
                               ready_after_wrap_up = :readyAfter, max_waiting = :maxWaiting, treatment_flow = :treatment,
                               music = :music, disposition_required = :required, several_dispositions = :several,
                               recording = :recording, last_agent_days = :lastAgentDays,
                               known_agent_seconds = :knownAgentSeconds, active = :active, version = version + 1
                         where id = :id and version = :version""")
                        .params(values(queue))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void retire(long id) {
        database.sql("update queue set active = false, version = version + 1 where id = :id and active")
                .param("id", id)
                .update();
    }

    private Map<String, @Nullable Object> values(Queue queue) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", queue.code());
        values.put("name", Objects.requireNonNull(queue.name()).json());
        values.put("site", Long.valueOf(Objects.requireNonNull(queue.siteId())));
        values.put("calendar", queue.calendarId() == null ? null : Long.valueOf(queue.calendarId()));
        values.put("channel", queue.channel());
        values.put("priority", queue.priority());
        values.put("targetSeconds", queue.targetSeconds());
        values.put("targetPercent", queue.targetPercent());
        values.put("shortAbandon", queue.shortAbandonSeconds());
        values.put("variant", queue.slVariant());
        values.put("policy", queue.policy());
        values.put("steps", json.writeValueAsString(queue.steps()));
        values.put("offer", queue.offerSeconds());
        values.put("wrapUp", queue.wrapUpSeconds());
        values.put("readyAfter", queue.readyAfterWrapUp());
        values.put("maxWaiting", queue.maxWaiting());
        values.put("treatment", queue.treatmentFlow());
        values.put("music", queue.music());
        values.put("required", queue.dispositionRequired());
        values.put("several", queue.severalDispositions());
        values.put("recording", queue.recording());
        values.put("lastAgentDays", queue.lastAgentDays());
        values.put("knownAgentSeconds", queue.knownAgentSeconds());
        values.put("active", queue.active());
        return values;
    }

    private Queue queue(ResultSet row, int number) throws SQLException {
        return new Queue(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.id(row, "client_id"),
                Rows.id(row, "site_id"),
                Rows.idOrNull(row, "calendar_id"),
                row.getString("channel"),
                row.getInt("priority"),
                row.getInt("target_seconds"),
                row.getInt("target_percent"),
                row.getInt("short_abandon_seconds"),
                row.getString("sl_variant"),
                row.getString("policy"),
                json.readValue(row.getString("steps"), STEPS),
                row.getInt("offer_seconds"),
                row.getInt("wrap_up_seconds"),
                row.getBoolean("ready_after_wrap_up"),
                row.getInt("max_waiting"),
                row.getString("treatment_flow"),
                row.getString("music"),
                row.getBoolean("disposition_required"),
                row.getBoolean("several_dispositions"),
                row.getString("recording"),
                row.getInt("last_agent_days"),
                row.getInt("known_agent_seconds"),
                row.getBoolean("active"));
    }
}
