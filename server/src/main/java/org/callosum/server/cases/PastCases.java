package org.callosum.server.cases;

import java.util.HashMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Puts cases of the past on record, as people would have left them: list, page, times and figures read them
/// as any
/// other. Nobody is reminded of one that was late.
@Component
public class PastCases {
    private final CaseTypes types;
    private final CaseForms forms;
    private final CaseDeadlines deadlines;
    private final JdbcClient database;
    private final JsonMapper json;
    private final Ids ids;

    PastCases(
            CaseTypes types, CaseForms forms, CaseDeadlines deadlines, JdbcClient database, JsonMapper json, Ids ids) {
        this.types = types;
        this.forms = forms;
        this.deadlines = deadlines;
        this.database = database;
        this.json = json;
        this.ids = ids;
    }

    /// @return its id
    /// @throws IllegalStateException when the house has no such type, or the type no such state
    @Transactional
    public long write(PastCase past) {
        var type = types.find(past.type())
                .orElseThrow(() -> new IllegalStateException("There is no type of case " + past.type()));
        var form = forms.begin(type);
        var first = type.states().getFirst().code();
        var state = past.moves().isEmpty() ? first : past.moves().getLast().state();
        var closed = type.state(state).closed();
        var id = ids.next();
        var answers = new TreeMap<String, AnswerBody>();
        past.answers().forEach((item, value) -> answers.put(item, new AnswerBody(value, null, null, null)));
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("tenant", Tenancy.current().tenantId());
        values.put("client", past.client());
        values.put("type", type.code());
        values.put("typeVersion", type.version());
        values.put("state", state);
        values.put("closed", closed);
        values.put("reason", past.reason());
        values.put("subject", past.subject());
        values.put("customer", past.customer());
        values.put("interaction", past.interaction());
        values.put("owner", past.owner());
        values.put("team", past.team());
        values.put("due", Rows.moment(deadlines.of(type, past.reason(), past.queue(), past.at())));
        values.put("at", Rows.moment(past.at()));
        values.put("closedAt", closed ? Rows.moment(past.moves().getLast().at()) : null);
        values.put("form", form == null ? null : form.code());
        values.put("formVersion", form == null ? null : form.version());
        values.put("answers", json.writeValueAsString(answers));
        values.put(
                "words",
                past.answers().values().stream()
                        .filter(String.class::isInstance)
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        database.sql("""
                        insert into service_case (id, tenant_id, client_id, type, type_version, state, closed, reason, subject,
                            customer_id, interaction_id, owner_id, team_id, due_at, created_at, closed_at, form_code,
                            form_version, answers, answers_version, words)
                        values (:id, :tenant, :client, :type, :typeVersion, :state, :closed, :reason, :subject,
                            :customer, :interaction, :owner, :team, :due, :at, :closedAt, :form,
                            :formVersion, cast(:answers as jsonb), 1, :words)""").params(values).update();
        var before = first;
        for (var move : past.moves()) {
            database.sql("""
                            insert into case_change (id, tenant_id, client_id, case_id, at, author_name, field, before, after)
                            values (:id, :tenant, :client, :case, :at, :by, 'state', to_jsonb(cast(:before as text)),
                                to_jsonb(cast(:after as text)))""")
                    .param("id", ids.next())
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", past.client())
                    .param("case", id)
                    .param("at", Rows.moment(move.at()))
                    .param("by", move.by())
                    .param("before", before)
                    .param("after", move.state())
                    .update();
            before = move.state();
        }
        for (var note : past.notes()) {
            database.sql("""
                            insert into case_note (id, tenant_id, client_id, case_id, at, author_name, text)
                            values (:id, :tenant, :client, :case, :at, :by, :text)""")
                    .param("id", ids.next())
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", past.client())
                    .param("case", id)
                    .param("at", Rows.moment(note.at()))
                    .param("by", note.by())
                    .param("text", note.text())
                    .update();
        }
        return id;
    }
}
