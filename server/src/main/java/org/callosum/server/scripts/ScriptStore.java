package org.callosum.server.scripts;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.callosum.flow.FlowRun;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables of runs, events and known answers.
@Repository
class ScriptStore {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<StoredRun.Passage>> TRAIL = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    ScriptStore(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// A contact as its record has it.
    ///
    /// @param queue code of the one it was last in; null before any
    record Contact(
            long id,
            long client,
            String direction,
            String channel,
            String language,
            String dialled,
            String number,
            String name,
            @Nullable Long customer,
            @Nullable Long queueId,
            @Nullable String queue,
            String zone,
            Map<String, String> attributes) {
        @Override
        public String toString() {
            return "Contact[" + id + "]"; // nothing personal in a log
        }
    }

    /// The customer's contact, also of a question about it.
    Optional<Contact> contact(long interaction) {
        return database.sql("""
                        select i.id, i.client_id, i.direction, i.channel, i.language, i.dialled, coalesce(p.number, '') as number,
                               coalesce(p.name, '') as name, i.customer_id, i.queue_id, q.code as queue,
                               coalesce(s.time_zone, 'UTC') as zone, i.attributes::text as attributes
                          from interaction w join interaction i on i.id = coalesce(w.of_interaction_id, w.id)
                          left join interaction_person p on p.interaction_id = i.id left join queue q on q.id = i.queue_id
                          left join site s on s.id = q.site_id
                         where w.id = :id""")
                .param("id", interaction)
                .query((row, _) -> contact(row))
                .optional();
    }

    private Contact contact(ResultSet row) throws SQLException {
        var attributes = new LinkedHashMap<String, String>();
        json.readValue(row.getString("attributes"), MAP)
                .forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        return new Contact(
                row.getLong("id"),
                row.getLong("client_id"),
                row.getString("direction"),
                row.getString("channel"),
                row.getString("language"),
                row.getString("dialled"),
                row.getString("number"),
                row.getString("name"),
                Rows.longOrNull(row, "customer_id"),
                Rows.longOrNull(row, "queue_id"),
                row.getString("queue"),
                row.getString("zone"),
                attributes);
    }

    /// The agent that this account is, if any.
    @Nullable
    Long agentOf(long account) {
        return database.sql("select id from agent where account_id = :account")
                .param("account", account)
                .query((row, _) -> Long.valueOf(row.getLong(1)))
                .optional()
                .orElse(null);
    }

    // ---- runs

    /// The run of a contact that is open, else the last one.
    Optional<StoredRun> runOf(long interaction) {
        return database.sql("""
                        select * from script_run where interaction_id = :interaction
                         order by state = 'open' desc, started_at desc, id desc limit 1""")
                .param("interaction", interaction)
                .query((row, _) -> run(row))
                .optional();
    }

    /// A run that nobody else moves until this transaction is over.
    Optional<StoredRun> locked(long id) {
        return database.sql("select * from script_run where id = :id for update")
                .param("id", id)
                .query((row, _) -> run(row))
                .optional();
    }

    Instant movedAt(long id) {
        return database.sql("select moved_at from script_run where id = :id")
                .param("id", id)
                .query((row, _) -> Rows.instant(row, "moved_at"))
                .single();
    }

    /// What a run has looked up, the oldest first: `answered` or `unanswered`, with the names that were filled.
    List<Event> lookedUp(long run) {
        return database.sql("""
                        select flow, step, type, code, detail from script_event
                         where run_id = :run and type in ('answered', 'unanswered') order by id""")
                .param("run", run)
                .query((row, _) -> new Event(
                        row.getString("flow"),
                        row.getString("step"),
                        row.getString("type"),
                        row.getString("code"),
                        row.getString("detail"),
                        null))
                .list();
    }

    private StoredRun run(ResultSet row) throws SQLException {
        var cases = new ArrayList<Long>();
        for (var id : Rows.ids(row, "cases")) {
            cases.add(Long.valueOf(id));
        }
        return new StoredRun(
                row.getLong("id"),
                row.getLong("client_id"),
                row.getLong("interaction_id"),
                Rows.longOrNull(row, "customer_id"),
                row.getString("script"),
                row.getInt("version"),
                row.getString("language"),
                row.getString("state"),
                row.getString("result"),
                row.getInt("revision"),
                FlowRun.fromMap(json.readValue(row.getString("run"), MAP)),
                json.readValue(row.getString("trail"), TRAIL),
                Rows.strings(row, "dispositions"),
                cases,
                row.getLong("agent_id"));
    }

    /// @return false if another run of this contact is open
    boolean begin(StoredRun run, String how, @Nullable String step, Instant at) {
        return database.sql("""
                        insert into script_run (id, tenant_id, client_id, interaction_id, customer_id, script, version, language,
                            how, state, run, trail, dispositions, cases, agent_id, last_step, started_at, moved_at)
                        values (:id, :tenant, :client, :interaction, :customer, :script, :version, :language,
                            :how, :state, cast(:run as jsonb), '[]', :dispositions, :cases, :agent, :step, :at, :at)
                        on conflict (interaction_id) where state = 'open' do nothing""")
                        .param("id", run.id())
                        .param("tenant", Tenancy.current().tenantId())
                        .param("client", run.client())
                        .param("interaction", run.interaction())
                        .param("customer", run.customer())
                        .param("script", run.script())
                        .param("version", run.version())
                        .param("language", run.language())
                        .param("how", how)
                        .param("state", run.state())
                        .param("run", json.writeValueAsString(run.run().toMap()))
                        .param("dispositions", run.dispositions().toArray(String[]::new))
                        .param("cases", run.cases().toArray(Long[]::new))
                        .param("agent", run.agent())
                        .param("step", step)
                        .param("at", Rows.moment(at))
                        .update()
                > 0;
    }

    /// Stores a run after a move.
    ///
    /// @param run with the revision it had before
    /// @return false if somebody else has moved it since
    boolean moved(StoredRun run, @Nullable String step, Instant at) {
        return database.sql("""
                        update script_run set state = :state, result = :result, run = cast(:run as jsonb),
                            trail = cast(:trail as jsonb), dispositions = :dispositions, cases = :cases, agent_id = :agent,
                            last_step = coalesce(:step, last_step), moved_at = :at, revision = revision + 1
                        where id = :id and revision = :revision""")
                        .param("id", run.id())
                        .param("revision", run.revision())
                        .param("state", run.state())
                        .param("result", run.result())
                        .param("run", json.writeValueAsString(run.run().toMap()))
                        .param("trail", json.writeValueAsString(run.trail()))
                        .param("dispositions", run.dispositions().toArray(String[]::new))
                        .param("cases", run.cases().toArray(Long[]::new))
                        .param("agent", run.agent())
                        .param("step", step)
                        .param("at", Rows.moment(at))
                        .update()
                > 0;
    }

    // ---- events

    /// Something that happened, in codes.
    record Event(
            String flow,
            String step,
            String type,
            @Nullable String code,
            @Nullable String detail,
            @Nullable BigDecimal value) {
        Event(String flow, String step, String type, @Nullable String code) {
            this(flow, step, type, code, null, null);
        }
    }

    /// @return its id
    long happened(StoredRun run, Event event, Instant at) {
        return database.sql("""
                        insert into script_event (tenant_id, client_id, run_id, interaction_id, agent_id, at, script, version,
                            flow, step, type, code, detail, value)
                        values (:tenant, :client, :run, :interaction, :agent, :at, :script, :version,
                            :flow, :step, :type, :code, :detail, :value) returning id""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", run.client())
                .param("run", run.id())
                .param("interaction", run.interaction())
                .param("agent", run.agent())
                .param("at", Rows.moment(at))
                .param("script", run.script())
                .param("version", run.version())
                .param("flow", event.flow())
                .param("step", event.step())
                .param("type", event.type())
                .param("code", event.code())
                .param("detail", event.detail())
                .param("value", event.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    void freeAnswer(StoredRun run, long event, String text, Instant at) {
        database.sql("""
                        insert into script_free_answer (event_id, tenant_id, client_id, interaction_id, at, text)
                        values (:event, :tenant, :client, :interaction, :at, :text)""")
                .param("event", event)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", run.client())
                .param("interaction", run.interaction())
                .param("at", Rows.moment(at))
                .param("text", text)
                .update();
    }

    /// Whether this step of the run has opened its case.
    boolean hasOpened(long run, String flow, String step) {
        return database.sql("""
                        select exists (select from script_event
                         where run_id = :run and flow = :flow and step = :step and type = 'case')""")
                .param("run", run)
                .param("flow", flow)
                .param("step", step)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    // ---- what is known

    /// @param source as of [ScriptView.Known]
    record KnownAnswer(AnswerBody answer, String source, Instant at) {
        @Override
        public String toString() {
            return "KnownAnswer[" + source + "]"; // nothing personal in a log
        }
    }

    /// By `form/item`: of this contact, else of the customer's latest before it.
    SequencedMap<String, KnownAnswer> known(Contact contact) {
        var known = new LinkedHashMap<String, KnownAnswer>();
        database.sql("""
                        select form, item, answer::text as answer, at, interaction_id = :interaction as here from known_answer
                         where interaction_id = :interaction
                            or (cast(:customer as bigint) is not null and customer_id = :customer and client_id = :client)
                         order by here desc, at desc limit 500""")
                .param("interaction", contact.id())
                .param("customer", contact.customer())
                .param("client", contact.client())
                .query(row -> {
                    known.putIfAbsent(
                            row.getString("form") + "/" + row.getString("item"),
                            new KnownAnswer(
                                    json.readValue(row.getString("answer"), AnswerBody.class),
                                    row.getBoolean("here") ? "contact" : "earlier",
                                    Rows.instant(row, "at")));
                });
        return known;
    }

    void know(StoredRun run, String form, String item, AnswerBody answer, Instant at) {
        know(run.client(), run.interaction(), run.customer(), run.agent(), form, item, answer, at);
    }

    /// Another matter begins: what this contact has said to a form stands in the case it was said for. What stands in
    /// the new one is known.
    void knowAnew(Contact contact, long agent, String form, Map<String, AnswerBody> answers, Instant at) {
        database.sql("delete from known_answer where interaction_id = :interaction and form = :form")
                .param("interaction", contact.id())
                .param("form", form)
                .update();
        answers.forEach((item, answer) ->
                know(contact.client(), contact.id(), contact.customer(), agent, form, item, answer, at));
    }

    private void know(
            long client,
            long interaction,
            @Nullable Long customer,
            long agent,
            String form,
            String item,
            AnswerBody answer,
            Instant at) {
        database.sql("""
                        insert into known_answer (tenant_id, client_id, interaction_id, customer_id, form, item, answer, at, agent_id)
                        values (:tenant, :client, :interaction, :customer, :form, :item, cast(:answer as jsonb), :at, :agent)
                        on conflict (interaction_id, form, item) do update set answer = excluded.answer, at = excluded.at,
                            agent_id = excluded.agent_id, customer_id = excluded.customer_id""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("interaction", interaction)
                .param("customer", customer)
                .param("form", form)
                .param("item", item)
                .param("answer", json.writeValueAsString(answer))
                .param("at", Rows.moment(at))
                .param("agent", agent)
                .update();
    }

    /// What the customer told the voice: the step that asked, its flow, what was entered.
    record Entry(String flow, String step, String entry, Instant at) {
        @Override
        public String toString() {
            return "Entry[" + flow + ", " + step + "]"; // nothing personal in a log
        }
    }

    /// Entries, not choices; the last of each step.
    List<Entry> entries(long interaction) {
        return database.sql("""
                        select distinct on (k.prompt) e.data ->> 'flow' as flow, k.prompt as step, k.digits, k.at
                          from interaction_key k
                          join interaction_event e on e.interaction_id = k.interaction_id and e.type = 'entry-collected'
                               and e.data ->> 'step' = k.prompt
                         where k.interaction_id = :interaction order by k.prompt, k.at desc, k.id desc""")
                .param("interaction", interaction)
                .query((row, _) -> new Entry(
                        Objects.requireNonNull(row.getString("flow")),
                        row.getString("step"),
                        row.getString("digits"),
                        Rows.instant(row, "at")))
                .list();
    }
}
