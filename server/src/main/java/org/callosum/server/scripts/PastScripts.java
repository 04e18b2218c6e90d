package org.callosum.server.scripts;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Puts runs of scripts in past contacts on record, with what happened in them in codes; what was said is
/// not told.
@Component
public class PastScripts {
    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;

    PastScripts(JdbcClient database, JsonMapper json, Ids ids) {
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    /// @param state `closed` or `left`
    /// @param result null where it was left
    public record Past(
            long client,
            long interaction,
            @Nullable Long customer,
            String script,
            String language,
            String state,
            @Nullable String result,
            List<String> dispositions,
            long agent,
            Instant startedAt,
            Instant endedAt,
            List<Event> events) {}

    /// @param type, code, detail, value as [ScriptStore.Event] has them
    public record Event(
            Instant at,
            String flow,
            String step,
            String type,
            @Nullable String code,
            @Nullable String detail,
            @Nullable String value) {}

    @Transactional
    public void write(Past past) {
        var id = ids.next();
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("tenant", Tenancy.current().tenantId());
        values.put("client", past.client());
        values.put("interaction", past.interaction());
        values.put("customer", past.customer());
        values.put("script", past.script());
        values.put("language", past.language());
        values.put("state", past.state());
        values.put("result", past.result());
        values.put("dispositions", past.dispositions().toArray(String[]::new));
        values.put("agent", past.agent());
        values.put(
                "step", past.events().isEmpty() ? null : past.events().getLast().step());
        values.put("began", Rows.moment(past.startedAt()));
        values.put("ended", Rows.moment(past.endedAt()));
        values.put("events", json.writeValueAsString(past.events()));
        database.sql("""
                        insert into script_run (id, tenant_id, client_id, interaction_id, customer_id, script, version, language,
                            how, state, result, run, dispositions, agent_id, last_step, started_at, moved_at)
                        values (:id, :tenant, :client, :interaction, :customer, :script, 1, :language, 'rule', :state, :result,
                            '{"format":1,"frames":[],"variables":{},"zone":"UTC","nextTicket":1,"answered":false,"faulted":false,"typedAhead":""}',
                            :dispositions, :agent, :step, :began, :ended)""").params(values).update();
        database.sql("""
                        insert into script_event (tenant_id, client_id, run_id, interaction_id, agent_id, at, script, version,
                            flow, step, type, code, detail, value)
                        select :tenant, :client, :id, :interaction, :agent, (e ->> 'at')::timestamptz, :script, 1, e ->> 'flow',
                            e ->> 'step', e ->> 'type', e ->> 'code', e ->> 'detail', (e ->> 'value')::numeric
                          from jsonb_array_elements(cast(:events as jsonb)) with ordinality as x (e, nr) order by nr""").params(values).update();
    }
}
