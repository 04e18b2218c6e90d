package org.callosum.server.scripts;

import java.time.Instant;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What became of the steps of a run that count (SCR-04, SCR-07): key steps, and those that name critical behaviours.
@Repository
class KeySteps {
    private final JdbcClient database;

    KeySteps(JdbcClient database) {
        this.database = database;
    }

    /// A step has come up; one that was there before stays as it was left.
    ///
    /// @param at null: nothing is shown any more
    void shown(StoredRun run, ScriptWalk.@Nullable At at, Instant now) {
        write(run, at, "shown", now);
    }

    /// A step was moved on from.
    ///
    /// @param move as of [ScriptView.Passage]
    /// @param stayed the step is shown still: something unexpected was noted down
    void left(StoredRun run, ScriptWalk.At at, String move, boolean stayed, Instant now) {
        if (!stayed) {
            write(run, at, move.equals("skipped") || move.equals("jumped") ? "left-out" : "done", now);
        }
    }

    private void write(StoredRun run, ScriptWalk.@Nullable At at, String outcome, Instant now) {
        if (at == null
                || (!at.step().remarks().key()
                        && at.step().remarks().behaviours().isEmpty())) {
            return;
        }
        var remarks = at.step().remarks();
        database.sql("""
                        insert into script_key_step as k (run_id, flow, step, tenant_id, client_id, interaction_id, agent_id,
                            script, version, key, behaviours, outcome, at)
                        values (:run, :flow, :step, :tenant, :client, :interaction, :agent,
                            :script, :version, :key, :behaviours, :outcome, :at)
                        on conflict (run_id, flow, step) do update
                           set outcome = excluded.outcome, at = excluded.at, agent_id = excluded.agent_id
                         where k.outcome <> 'done' and excluded.outcome <> 'shown'""")
                .param("run", run.id())
                .param("flow", at.flow().code())
                .param("step", at.id())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", run.client())
                .param("interaction", run.interaction())
                .param("agent", run.agent())
                .param("script", run.script())
                .param("version", run.version())
                .param("key", remarks.key())
                .param("behaviours", remarks.behaviours().toArray(String[]::new))
                .param("outcome", outcome)
                .param("at", Rows.moment(now))
                .update();
    }
}
