package org.callosum.server.notes;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows behind filled-in notes: they stand among the notes of their contact.
@Repository
class NoteStore {
    static final int LONGEST_TEXT = 20_000;
    private static final TypeReference<LinkedHashMap<String, AnswerBody>> ANSWERS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, FilledNote.Stamp>> STAMPS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> CODES = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;

    NoteStore(JdbcClient database, JsonMapper json, Ids ids) {
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    record Row(
            long id,
            String form,
            int formVersion,
            Map<String, AnswerBody> answers,
            Map<String, FilledNote.Stamp> stamps,
            int version) {
        Row with(Map<String, AnswerBody> answers, Map<String, FilledNote.Stamp> stamps, int version) {
            return new Row(id, form, formVersion, answers, stamps, version);
        }

        @Override
        public String toString() {
            return "Row[" + form + "]"; // a note is personal
        }
    }

    /// An answer that can be counted.
    record Value(String item, String code) {}

    /// @param queue code; null: none is known
    /// @param reasons codes that the flow gave the contact
    record About(@Nullable String queue, Set<String> reasons) {}

    List<Row> of(long interaction) {
        return database.sql("""
                        select id, form, form_version, answers::text as answers, stamps::text as stamps, answers_version
                          from interaction_note where interaction_id = :interaction and form is not null order by id""")
                .param("interaction", interaction)
                .query((row, _) -> new Row(
                        row.getLong("id"),
                        row.getString("form"),
                        row.getInt("form_version"),
                        json.readValue(row.getString("answers"), ANSWERS),
                        json.readValue(row.getString("stamps"), STAMPS),
                        row.getInt("answers_version")))
                .list();
    }

    /// Until the end of this transaction nobody else begins or changes a note of this contact.
    void lock(long interaction) {
        var found = database.sql("select id from interaction where id = :id for update")
                .param("id", interaction)
                .query((row, _) -> row.getLong(1))
                .optional();
        if (found.isEmpty()) {
            throw Problems.notFound("interaction", interaction);
        }
    }

    Row begin(long interaction, String form, int version, Map<String, AnswerBody> answers, Instant at) {
        var id = ids.next();
        var who = Tenancy.current();
        database.sql("""
                        insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author_id, author, draft, text,
                               form, form_version)
                        select :id, tenant_id, client_id, id, :at, :author, :name, true, '', :form, :version
                          from interaction where id = :interaction""")
                .param("id", id)
                .param("at", Rows.moment(at))
                .param("author", who.accountId())
                .param("name", who.name())
                .param("form", form)
                .param("version", version)
                .param("interaction", interaction)
                .update();
        return new Row(id, form, version, answers, Map.of(), 0);
    }

    /// A note that was written and closed in the past.
    Row past(
            PastNotes.Past note,
            int version,
            Map<String, AnswerBody> answers,
            Map<String, FilledNote.Stamp> stamps,
            String text) {
        var id = ids.next();
        database.sql("""
                        insert into interaction_note (id, tenant_id, client_id, interaction_id, at, author_id, author, text, form,
                               form_version, answers, answers_version, stamps)
                        values (:id, :tenant, :client, :interaction, :at, :account, :author, :text, :form, :version,
                               cast(:answers as jsonb), 1, cast(:stamps as jsonb))""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", note.contact().client())
                .param("interaction", note.contact().interaction())
                .param("at", Rows.moment(note.at()))
                .param("account", note.account())
                .param("author", note.author())
                .param("text", text)
                .param("form", note.form())
                .param("version", version)
                .param("answers", json.writeValueAsString(answers))
                .param("stamps", json.writeValueAsString(stamps))
                .update();
        return new Row(id, note.form(), version, answers, stamps, 1);
    }

    /// It is a draft again until whoever has the contact has finished it.
    void write(Row note, String text, Instant at) {
        database.sql("""
                        update interaction_note set answers = cast(:answers as jsonb), stamps = cast(:stamps as jsonb),
                               answers_version = :version, text = :text, at = :at, author_id = :author, author = :name, draft = true
                         where id = :id""")
                .param("answers", json.writeValueAsString(note.answers()))
                .param("stamps", json.writeValueAsString(note.stamps()))
                .param("version", note.version())
                .param("text", text)
                .param("at", Rows.moment(at))
                .param("author", Tenancy.current().accountId())
                .param("name", Tenancy.current().name())
                .param("id", note.id())
                .update();
    }

    /// Counts a note anew.
    void count(Row note, FilledNotes.Contact contact, List<Value> values) {
        database.sql("delete from noted_value where note_id = :note")
                .param("note", note.id())
                .update();
        for (var value : values) {
            database.sql("""
                            insert into noted_value (note_id, item, value, tenant_id, client_id, form, interaction_id, queue_id, at)
                            select :note, :item, :value, tenant_id, client_id, :form, id, :queue, arrived_at
                              from interaction where id = :interaction""")
                    .param("note", note.id())
                    .param("item", value.item())
                    .param("value", value.code())
                    .param("form", note.form())
                    .param("queue", contact.queue())
                    .param("interaction", contact.interaction())
                    .update();
        }
    }

    void remove(long interaction, String form) {
        database.sql("""
                        delete from noted_value where note_id in
                            (select id from interaction_note where interaction_id = :interaction and form = :form)""").param("interaction", interaction).param("form", form).update();
        database.sql("delete from interaction_note where interaction_id = :interaction and form = :form")
                .param("interaction", interaction)
                .param("form", form)
                .update();
    }

    /// What the contact's script has asked already.
    Map<String, AnswerBody> known(long interaction, String form) {
        var known = new LinkedHashMap<String, AnswerBody>();
        database.sql("""
                        select item, answer::text as answer from known_answer
                         where interaction_id = :interaction and form = :form order by at, id""").param("interaction", interaction).param("form", form).query(row -> {
            known.put(row.getString("item"), json.readValue(row.getString("answer"), AnswerBody.class));
        });
        return known;
    }

    /// Forms that the contact's script has filled some of.
    Set<String> asked(long interaction) {
        return new HashSet<>(database.sql("select distinct form from known_answer where interaction_id = :interaction")
                .param("interaction", interaction)
                .query((row, _) -> row.getString(1))
                .list());
    }

    About about(FilledNotes.Contact contact) {
        return database.sql("""
                        select i.attributes::text as attributes, q.code from interaction i left join queue q on q.id = :queue
                         where i.id = :id""")
                .param("queue", contact.queue())
                .param("id", contact.interaction())
                .query((row, _) -> new About(
                        row.getString("code"),
                        Set.copyOf(json.readValue(row.getString("attributes"), CODES)
                                .values())))
                .optional()
                .orElseThrow(() -> Problems.notFound("interaction", contact.interaction()));
    }
}
