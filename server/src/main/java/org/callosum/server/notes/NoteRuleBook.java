package org.callosum.server.notes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Which templates are proposed for a client's contacts, and which must be filled in.
@Service
@Transactional
public class NoteRuleBook {
    private static final TypeReference<List<NoteRules.Rule>> RULES = new TypeReference<>() {};
    private static final int MOST = 200;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;

    NoteRuleBook(JdbcClient database, JsonMapper json, Audit audit) {
        this.database = database;
        this.json = json;
        this.audit = audit;
    }

    record Stored(List<NoteRules.Rule> rules, int version) {}

    @Transactional(readOnly = true)
    Stored of(long client) {
        return database.sql("select rules::text as rules, version from note_rules where client_id = :client")
                .param("client", client)
                .query((row, _) -> new Stored(json.readValue(row.getString("rules"), RULES), row.getInt("version")))
                .optional()
                .orElseGet(() -> new Stored(List.of(), 0));
    }

    /// Replaces the rules of a client.
    ///
    /// @param version as last seen; 0 for the first
    /// @throws Problem `fields-invalid`, `edit-conflict` with the rules there are
    Stored change(long client, @Nullable List<NoteRules.Rule> rules, @Nullable Integer version) {
        var fields = new Fields();
        fields.present("version", version);
        fields.present("rules", rules);
        fields.count("rules", rules, MOST);
        var wanted = Objects.requireNonNullElse(rules, List.<NoteRules.Rule>of());
        if (wanted.size() <= MOST) {
            for (int i = 0; i < wanted.size(); i++) {
                check(fields, "rules[" + i + "].", wanted.get(i));
            }
        }
        fields.check();
        var there = database.sql("select exists (select from client where id = :client)")
                .param("client", client)
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (!there) {
            throw Problems.notFound("client", Ids.text(client));
        }
        int changed = database.sql("""
                        insert into note_rules (client_id, tenant_id, rules, version)
                        values (:client, :tenant, cast(:rules as jsonb), 1)
                        on conflict (client_id) do update set rules = excluded.rules, version = note_rules.version + 1
                        where note_rules.version = :version""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("rules", json.writeValueAsString(wanted))
                .param("version", Objects.requireNonNull(version))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(of(client));
        }
        audit.record("note-rules-changed", "client", client, Map.of("rules", wanted.size()));
        return of(client);
    }

    /// Gives a client that has no rules yet these.
    ///
    /// @param rules template, code of a queue or empty, code of a result or empty
    public void bring(long client, List<List<String>> rules) {
        var wanted = new ArrayList<NoteRules.Rule>();
        for (var rule : rules) {
            wanted.add(new NoteRules.Rule(rule.get(0), orNull(rule.get(1)), null, orNull(rule.get(2)), false));
        }
        database.sql("""
                        insert into note_rules (client_id, tenant_id, rules, version)
                        values (:client, :tenant, cast(:rules as jsonb), 1) on conflict (client_id) do nothing""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("rules", json.writeValueAsString(wanted))
                .update();
    }

    private static @Nullable String orNull(String code) {
        return code.isEmpty() ? null : code;
    }

    private static void check(Fields fields, String at, NoteRules.Rule rule) {
        fields.code(at + "form", rule.form());
        if (rule.queue() != null) {
            fields.code(at + "queue", rule.queue());
        }
        if (rule.reason() != null) {
            fields.code(at + "reason", rule.reason());
        }
        if (rule.result() != null) {
            fields.code(at + "result", rule.result());
        }
    }
}
