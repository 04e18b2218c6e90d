package org.callosum.server.desk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables behind the desk: who the agent is, the device they chose, notes they type, what they did today.
@Repository
class DeskStore {
    private final JdbcClient database;

    DeskStore(JdbcClient database) {
        this.database = database;
    }

    /// @param device the one chosen at sign-in, else the agent's usual one
    /// @param timeZone of the agent's site
    record AgentRow(long id, @Nullable Long accountId, String name, String device, String timeZone) {}

    @Nullable
    AgentRow agent(AgentId agent) {
        List<AgentRow> rows = database.sql("""
                        select agent.id, agent.account_id, agent.name, coalesce(desk_device.device, agent.device), site.time_zone
                        from agent join site on site.id = agent.site_id
                        left join desk_device on desk_device.agent_id = agent.id
                        where agent.id = ?
                        """)
                .param(agent.value())
                .query((row, n) -> new AgentRow(
                        row.getLong(1), (Long) row.getObject(2), row.getString(3), row.getString(4), row.getString(5)))
                .list();
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /// @return empty for an agent who is no more
    String name(AgentId agent) {
        return database
                .sql("select name from agent where id = ?")
                .param(agent.value())
                .query((row, n) -> row.getString(1))
                .list()
                .stream()
                .findFirst()
                .orElse("");
    }

    /// The customer's interaction that this one is about; itself unless it is a question to a colleague.
    InteractionId customers(InteractionId interaction) {
        return database
                .sql("select coalesce(of_interaction_id, id) from interaction where id = ?")
                .param(interaction.value())
                .query((row, n) -> new InteractionId(row.getLong(1)))
                .list()
                .stream()
                .findFirst()
                .orElse(interaction);
    }

    /// The queue a customer was in last; null if in none yet.
    @Nullable
    Long lastQueue(long customer) {
        return database.sql("""
                        select queue_id from interaction where customer_id = ? and queue_id is not null
                        order by arrived_at desc limit 1
                        """).param(customer).query((row, n) -> Long.valueOf(row.getLong(1))).list().stream()
                .findFirst()
                .orElse(null);
    }

    /// Why an agent called in this interaction, and what came of it.
    ///
    /// @param name of the reason; null if it is known no more
    /// @param result null while it is open, or when the customer was reached
    record CalledOut(
            String reason, @Nullable Text name, @Nullable String result) {}

    /// @return null if nobody was called
    @Nullable
    CalledOut calledOut(InteractionId interaction) {
        return database
                .sql("""
                        select e.data ->> 'reason', r.name::text,
                            (select x.data ->> 'result' from interaction_event x
                             where x.interaction_id = e.interaction_id and x.type = 'call-out-ended')
                        from interaction_event e
                        left join desk_reason r on r.kind = 'call-out' and r.code = e.data ->> 'reason'
                        where e.interaction_id = ? and e.type = 'called-out'
                        """)
                .param(interaction.value())
                .query((row, n) -> new CalledOut(
                        row.getString(1),
                        row.getString(2) == null ? null : Text.fromJson(row.getString(2)),
                        row.getString(3)))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    /// How long an agent's own calls to customers have taken within this time, dialling and wrap-up included.
    long outboundMillis(AgentId agent, Instant from, Instant to) {
        return database.sql("""
                        select coalesce(sum(extract(epoch from
                            least(coalesce(wrap_up_end, ended_at), :to) - greatest(answered_at, :from)) * 1000), 0)
                        from queue_entry
                        where agent_id = :agent and kind = 'outbound' and replaces is null
                          and answered_at > :from - interval '1 day' and answered_at < :to
                          and coalesce(wrap_up_end, ended_at) > :from
                        """)
                .param("agent", agent.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /// @return null if it is not on record
    @Nullable
    Long client(InteractionId interaction) {
        return database
                .sql("select client_id from interaction where id = ?")
                .param(interaction.value())
                .query((row, n) -> Long.valueOf(row.getLong(1)))
                .list()
                .stream()
                .findFirst()
                .orElse(null);
    }

    record Named(AgentId id, String name) {}

    /// Agents whose name holds this text, by name.
    List<Named> agents(String like, int most) {
        return database.sql("select id, name from agent where active and name ilike ? order by name, id limit ?")
                .params(like, most)
                .query((row, n) -> new Named(new AgentId(row.getLong(1)), row.getString(2)))
                .list();
    }

    @Nullable
    AgentId agentOf(long account) {
        List<Long> rows = database.sql("select id from agent where account_id = ? and active")
                .param(account)
                .query((row, n) -> row.getLong(1))
                .list();
        return rows.isEmpty() ? null : new AgentId(rows.getFirst());
    }

    @Nullable
    String chosenDevice(AgentId agent) {
        return database.sql("select device from desk_device where agent_id = ?")
                .param(agent.value())
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse(null);
    }

    void device(long tenant, AgentId agent, String device) {
        database.sql("""
                        insert into desk_device (tenant_id, agent_id, device) values (?, ?, ?)
                        on conflict (agent_id) do update set device = excluded.device
                        """).params(tenant, agent.value(), device).update();
        Notices.say(database, Desks.DEVICE_CHOSEN, tenant + ":" + agent.value());
    }

    Desk.Counts counts(AgentId agent, Instant since) {
        return database.sql("""
                        select count(*), coalesce(sum((extract(epoch from coalesce(wrap_up_end, ended_at) - answered_at) * 1000)::bigint), 0)
                        from queue_entry e where agent_id = ? and answered_at >= ? and kind <> 'consult'
                          and not exists (select from queue_entry c where c.replaces = e.id)
                        """)
                .params(agent.value(), since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Desk.Counts(row.getLong(1), row.getLong(2)))
                .single();
    }

    /// What this author is typing; the same note as long as the contact lasts.
    void note(long id, InteractionId interaction, long author, String name, String text, Instant at) {
        database.sql("""
                        insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author_id, author, draft, text)
                        select ?, tenant_id, client_id, id, ?, ?, ?, true, ? from interaction where id = ?
                        on conflict (interaction_id, author_id) where draft and form is null do update set text = excluded.text, at = excluded.at
                        """)
                .params(id, at.atOffset(ZoneOffset.UTC), author, name, text, interaction.value())
                .update();
    }

    String draft(InteractionId interaction, long author) {
        return database
                .sql(
                        "select text from interaction_note where interaction_id = ? and author_id = ? and draft and form is null")
                .params(interaction.value(), author)
                .query((row, n) -> row.getString(1))
                .list()
                .stream()
                .findFirst()
                .orElse("");
    }

    /// The contact is over: what was typed stays as it is; an empty note goes.
    void closeNotes(Collection<InteractionId> interactions) {
        var ids = interactions.stream().map(InteractionId::value).toArray(Long[]::new);
        database.sql("delete from interaction_note where interaction_id = any (?) and draft and text = ''")
                .param(ids)
                .update();
        database.sql("update interaction_note set draft = false where interaction_id = any (?) and draft")
                .param(ids)
                .update();
    }
}
