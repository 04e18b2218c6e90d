package org.callosum.server.sheets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Answering;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.retention.Expiring;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What people wrote on sheets, and their photos, go with the age of contacts, and with a customer whose
/// name stands in
/// them; choices, numbers and scores stay, so that figures over time do.
@Component
@Order(0) // before the customer's name is gone
@Transactional
class ForgottenSheets implements Eraser, Expiring {
    /// A shorter name would empty what has nothing to do with anybody.
    private static final int SHORTEST = 2;

    private static final String WORDY = """
            (s.words <> '' or exists (select from sheet_file f where f.sheet_id = s.id)
             or exists (select from sheet_change c where c.sheet_id = s.id
                         and (c.before is not null or c.after is not null or c.reason <> '')))
            """;

    private final JdbcClient database;
    private final SheetFiles files;
    private final Forms forms;
    private final JsonMapper json;

    ForgottenSheets(JdbcClient database, SheetFiles files, Forms forms, JsonMapper json) {
        this.database = database;
        this.files = files;
        this.forms = forms;
        this.json = json;
    }

    @Override
    public String room() {
        return "sheets";
    }

    @Override
    public int erase(Erasure erasure) {
        var names = database.sql("select name from customer where id = :id")
                .param("id", erasure.customerId())
                .query((row, _) -> row.getString("name").strip())
                .list();
        int erased = 0;
        for (var name : names) {
            if (name.length() >= SHORTEST) {
                erased += forget(database.sql("""
                                select id from sheet s where position(lower(:name) in lower(s.answers::text)) > 0
                                    or exists (select from sheet_change c where c.sheet_id = s.id
                                        and position(lower(:name) in lower(concat(c.before::text, c.after::text, c.reason))) > 0)""")
                        .param("name", name)
                        .query((row, _) -> row.getLong(1))
                        .list());
            }
        }
        return erased;
    }

    @Override
    public Rule rule() {
        return Rule.INTERACTIONS;
    }

    /// What belongs to the whole house follows the first of its clients' rules to end.
    @Override
    public long expire(ClientId client, Instant before) {
        return forget(database.sql("select s.id from sheet s where (s.client_id = :client or s.client_id is null) and"
                        + " s.at < :before and " + WORDY)
                .param("client", client.value())
                .param("before", Rows.moment(before))
                .query((row, _) -> row.getLong(1))
                .list());
    }

    private int forget(List<Long> sheets) {
        for (var id : sheets) {
            record Stored(String form, int version, Map<String, AnswerBody> answers) {}
            var stored = database.sql("select form_code, form_version, answers from sheet where id = :id for update")
                    .param("id", id)
                    .query((row, _) -> new Stored(
                            row.getString("form_code"),
                            row.getInt("form_version"),
                            json.readValue(row.getString("answers"), new TypeReference<Map<String, AnswerBody>>() {})))
                    .single();
            var form = forms.checked(stored.form(), stored.version());
            var kept = form == null
                    ? Map.<String, AnswerBody>of()
                    : AnswerBody.of(
                            Answering.withoutWords(form, AnswerBody.read(Answering.nullable(stored.answers()))));
            database.sql("""
                            update sheet set answers = cast(:answers as jsonb), words = '', answers_version = answers_version + 1
                             where id = :id""")
                    .param("answers", json.writeValueAsString(kept))
                    .param("id", id)
                    .update();
            database.sql("update sheet_change set before = null, after = null, reason = '' where sheet_id = :id")
                    .param("id", id)
                    .update();
            files.forget(id);
        }
        return sheets.size();
    }
}
