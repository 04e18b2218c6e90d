package org.callosum.server.interactions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The history as people read it. Row-level security lets each reader see their clients only.
@Service
@Transactional
public class InteractionHistory {
    private static final int LONGEST_NOTE = 10_000;
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> CODES = new TypeReference<>() {};
    private static final TypeReference<List<Text>> TEXTS = new TypeReference<>() {};
    private static final Map<String, String> ORDERS = Map.of(
            "at", "i.arrived_at",
            "waitMillis", "i.wait_millis",
            "talkMillis", "i.talk_millis",
            "outcome", "i.outcome",
            "agentName", "a.name");
    private static final String FROM = """
            from interaction i
            left join interaction_person p on p.interaction_id = i.id
            left join queue q on q.id = i.queue_id
            left join agent a on a.id = i.agent_id
            """;
    private static final String COLUMNS = """
            select i.*, p.number, p.name as person, q.name::text as queue_name, a.name as agent_name,
                (select coalesce(jsonb_agg(coalesce(d.name, jsonb_build_object('en', c.code)) order by c.n), '[]')::text
                 from interaction_disposition s
                 cross join unnest(s.codes) with ordinality as c (code, n)
                 left join disposition d on d.client_id = i.client_id and d.code = c.code
                 where s.interaction_id = i.id and s.revision =
                     (select max(revision) from interaction_disposition where interaction_id = i.id)) as dispositions,
                (select string_agg(r.id::text, ' ' order by r.started_at) from recording r
                 where r.interaction_id = i.id and r.state <> 'erased') as recordings
            """;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final DispositionCorrections corrections;
    private final RepeatedContacts repeats;
    private final RecordingStandards standards;
    private final ObjectProvider<InteractionCases> cases;
    private final ObjectProvider<CustomerDirectory> customers;
    private final ObjectProvider<NoteForms> noteForms;

    InteractionHistory(
            JdbcClient database,
            JsonMapper json,
            Audit audit,
            Ids ids,
            Clock clock,
            DispositionCorrections corrections,
            RepeatedContacts repeats,
            RecordingStandards standards,
            ObjectProvider<InteractionCases> cases,
            ObjectProvider<CustomerDirectory> customers,
            ObjectProvider<NoteForms> noteForms) {
        this.database = database;
        this.json = json;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.corrections = corrections;
        this.repeats = repeats;
        this.standards = standards;
        this.cases = cases;
        this.customers = customers;
        this.noteForms = noteForms;
    }

    @Transactional(readOnly = true)
    Page<InteractionRow> page(PageQuery query, InteractionFilter filter) {
        var values = new HashMap<String, Object>();
        var where = HistoryFilter.where(query, filter, values);
        long total = database.sql("select count(*) " + FROM + where)
                .params(values)
                .query(Long.class)
                .single();
        var rows = database.sql(COLUMNS + FROM + where + "order by "
                        + query.orderBy(ORDERS, "i.arrived_at desc")
                        + ", i.id desc limit :limit offset :offset")
                .params(values)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> row(row))
                .list();
        return new Page<>(rows, total);
    }

    private InteractionRow row(ResultSet row) throws SQLException {
        var queueName = row.getString("queue_name");
        var recordings = row.getString("recordings");
        return new InteractionRow(
                row.getString("id"),
                instant(row, "arrived_at"),
                row.getString("direction"),
                row.getString("channel"),
                row.getString("number") == null ? "" : row.getString("number"),
                row.getString("person"),
                row.getString("customer_id"),
                row.getString("client_id"),
                row.getString("queue_id"),
                queueName == null ? null : Text.fromJson(queueName),
                row.getString("agent_id"),
                row.getString("agent_name"),
                row.getString("outcome"),
                row.getObject("wait_millis", Long.class),
                row.getObject("talk_millis", Long.class),
                json.readValue(row.getString("dispositions"), TEXTS),
                recordings == null ? List.of() : List.of(recordings.split(" ")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// One interaction with all its steps; reading it is an act that the audit log keeps, since it shows who called.
    InteractionPage find(long id) {
        var head = database.sql(COLUMNS + FROM + "where i.id = :id")
                .param("id", id)
                .query((row, _) -> new Head(
                        row(row), row.getString("dialled"), row.getString("language"), row.getString("attributes")))
                .optional()
                .orElseThrow(() -> Problems.notFound("interaction", id));
        var found = head.row();
        var directory = customers.getIfAvailable();
        return new InteractionPage(
                found,
                head.dialled(),
                head.language(),
                keys(id),
                json.readValue(head.attributes(), CODES),
                timeline(id),
                recordings(id),
                speech(id),
                notes(id),
                corrections.of(id),
                cases.stream()
                        .flatMap(room -> room.of(Tenancy.current().tenantId(), new InteractionId(id)).stream())
                        .toList(),
                found.customerId() == null || directory == null
                        ? null
                        : directory.brief(Tenancy.current().tenantId(), Long.parseLong(found.customerId())),
                repeats.of(id),
                standards.permission(Long.parseLong(found.clientId())));
    }

    private record Head(InteractionRow row, String dialled, String language, String attributes) {}

    private List<InteractionPage.Pressed> keys(long id) {
        return database.sql("""
                        select prompt, digits, meaning::text as meaning from interaction_key
                        where interaction_id = :id order by at, id
                        """)
                .param("id", id)
                .query((row, _) -> new InteractionPage.Pressed(
                        row.getString("prompt"),
                        row.getString("digits"),
                        row.getString("meaning") == null ? null : Text.fromJson(row.getString("meaning"))))
                .list();
    }

    /// The raw events, with the names of who and what they speak of, as these are called today.
    private List<InteractionPage.Step> timeline(long id) {
        return withRules(steps(id));
    }

    /// Each offer says which rules of routing had brought the contact there.
    private static List<InteractionPage.Step> withRules(List<InteractionPage.Step> steps) {
        var told = new ArrayList<InteractionPage.Step>();
        Object rules = null;
        Object version = null;
        for (var step : steps) {
            if (step.type().equals("queued")) {
                rules = step.data().get("rules");
                version = step.data().get("rulesVersion");
            }
            if (step.type().equals("offered") && rules != null && version != null) {
                var data = new LinkedHashMap<>(step.data());
                data.put("rules", rules);
                data.put("rulesVersion", version);
                told.add(new InteractionPage.Step(step.at(), step.type(), data));
            } else {
                told.add(step);
            }
        }
        return told;
    }

    private List<InteractionPage.Step> steps(long id) {
        var steps = database.sql("""
                        select e.at, e.type, e.data::text as data, a.name as agent_name, r.name as runner_up,
                            q.name::text as queue_name, d.name::text as reason_name,
                            f.name as from_name, e.interaction_id <> :id as consult
                        from interaction_event e
                        left join agent f on f.id::text = e.data ->> 'from'
                        left join agent a on a.id::text = e.data ->> 'agent'
                        left join agent r on r.id::text = e.data ->> 'runnerUp'
                        left join queue q on q.id::text = e.data ->> 'queue'
                        left join desk_reason d on d.code = e.data ->> 'reason'
                            and d.kind = case e.type when 'called-out' then 'call-out' when 'hold-reason' then 'hold' end
                        where e.interaction_id = :id
                            or e.interaction_id in (select id from interaction where of_interaction_id = :id)
                        order by e.at, e.id
                        """)
                .param("id", id)
                .query((row, _) -> {
                    var data = new LinkedHashMap<>(json.readValue(row.getString("data"), DATA));
                    name(data, "agentName", row.getString("agent_name"));
                    name(data, "runnerUpName", row.getString("runner_up"));
                    var queue = row.getString("queue_name");
                    name(data, "queueName", queue == null ? null : Text.fromJson(queue));
                    var reason = row.getString("reason_name");
                    name(data, "reasonName", reason == null ? null : Text.fromJson(reason));
                    name(data, "fromName", row.getString("from_name"));
                    if (row.getBoolean("consult")) {
                        data.put("consult", true);
                    }
                    return new InteractionPage.Step(instant(row, "at"), row.getString("type"), data);
                })
                .list();
        skills(steps);
        return steps;
    }

    /// The skills that a wait needed, as they are called today.
    private void skills(List<InteractionPage.Step> steps) {
        var needed = steps.stream()
                .filter(step -> step.data().get("needs") instanceof String)
                .toList();
        if (needed.isEmpty()) {
            return;
        }
        var names = new LinkedHashMap<String, Text>();
        database.sql("select id::text as id, name::text as name from skill")
                .query((row, _) -> {
                    names.put(
                            Objects.requireNonNull(row.getString("id")),
                            Text.fromJson(Objects.requireNonNull(row.getString("name"))));
                    return true;
                })
                .list();
        for (var step : needed) {
            var known = new LinkedHashMap<String, Text>();
            for (var need : String.valueOf(step.data().get("needs")).split(" ")) {
                var id = need.replaceFirst(":.*$", "");
                var name = names.get(id);
                if (name != null) {
                    known.put(id, name);
                }
            }
            step.data().put("skills", known);
        }
    }

    private static void name(Map<String, Object> data, String key, @Nullable Object value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    private List<InteractionPage.Recording> recordings(long id) {
        return database.sql("""
                        select r.id::text as id, r.started_at, coalesce(r.duration_millis, 0) as duration_millis, r.state,
                            r.started_at + c.keep_recordings * interval '1 day' as kept_until
                        from recording r join client c on c.id = r.client_id
                        where r.interaction_id = :id order by r.started_at
                        """)
                .param("id", id)
                .query((row, _) -> new InteractionPage.Recording(
                        row.getString("id"),
                        instant(row, "started_at"),
                        row.getLong("duration_millis"),
                        row.getString("state"),
                        instant(row, "kept_until")))
                .list();
    }

    private List<ConversationSpeech> speech(long id) {
        return database.sql("select * from speech where interaction_id = :id order by began_at, id")
                .param("id", id)
                .query((row, _) -> ConversationSpeech.of(row))
                .list();
    }

    private List<InteractionPage.Note> notes(long id) {
        var room = noteForms.getIfAvailable();
        var filled = room == null ? Map.<Long, NoteForms.Filled>of() : room.of(id);
        return database.sql("""
                        select id, at, author, text from interaction_note
                        where interaction_id = :id and not draft and text <> '' order by at, id
                        """)
                .param("id", id)
                .query((row, _) -> new InteractionPage.Note(
                        instant(row, "at"),
                        row.getString("author"),
                        row.getString("text"),
                        filled.get(row.getLong("id"))))
                .list();
    }

    /// Adds a note; earlier ones stay as they are.
    InteractionPage addNote(long id, String text) {
        var clean = text.strip();
        if (clean.isEmpty() || clean.length() > LONGEST_NOTE) {
            throw Problems.field("text", clean.isEmpty() ? "required" : "too-long");
        }
        client(id);
        var who = Tenancy.current();
        database.sql("""
                        insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author_id, author, text)
                        select :note, tenant_id, client_id, id, :at, :author, :name, :text from interaction where id = :id
                        """)
                .param("note", ids.next())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("author", who.accountId())
                .param("name", who.name())
                .param("text", clean)
                .param("id", id)
                .update();
        audit.record("interaction-note-added", "interaction", id);
        return find(id);
    }

    /// Corrects the dispositions; the earlier ones stay readable as former revisions.
    ///
    /// @param note what else there is to say; kept with the notes, which are erased with their customer
    InteractionPage correctDispositions(
            long id, List<String> codes, @Nullable Integer seen, @Nullable String reason, @Nullable String note) {
        corrections.correct(id, codes, seen, reason);
        return note == null || note.isBlank() ? find(id) : addNote(id, note);
    }

    /// What a customer's contacts add up to.
    ///
    /// @param lastAt null before the first contact
    public record Figures(int contacts, @Nullable Instant lastAt) {}

    @Transactional(readOnly = true)
    public Figures figures(long customer) {
        return database.sql(
                        "select count(*) as contacts, max(arrived_at) as last_at from interaction where customer_id = :customer")
                .param("customer", customer)
                .query((row, _) -> {
                    var last = row.getObject("last_at", OffsetDateTime.class);
                    return new Figures(row.getInt("contacts"), last == null ? null : last.toInstant());
                })
                .single();
    }

    private long client(long id) {
        return database.sql("select client_id from interaction where id = :id")
                .param("id", id)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Problems.notFound("interaction", id));
    }

    /// Where a recording lies and the key it needs, for those who may listen.
    ///
    /// @param wrappedKey null once it is erased
    record Stored(long id, long client, long interaction, String file, byte @Nullable [] wrappedKey, String state) {}

    @Transactional(readOnly = true)
    Optional<Stored> recording(long id) {
        return database.sql(
                        "select id, client_id, interaction_id, file, wrapped_key, state from recording where id = :id")
                .param("id", id)
                .query((row, _) -> new Stored(
                        row.getLong("id"),
                        row.getLong("client_id"),
                        row.getLong("interaction_id"),
                        row.getString("file"),
                        row.getBytes("wrapped_key"),
                        row.getString("state")))
                .optional();
    }
}
