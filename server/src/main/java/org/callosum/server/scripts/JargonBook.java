package org.callosum.server.scripts;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.ScriptCatalogue;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The house's list of words that customers should not have to hear, with what to say instead (DSK-22).
@Service
public class JargonBook {
    private static final TypeReference<List<ScriptView.Word>> WORDS = new TypeReference<>() {};
    private static final int MOST = 500;
    private static final int LONGEST = 60;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;

    JargonBook(JdbcClient database, JsonMapper json, Audit audit) {
        this.database = database;
        this.json = json;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    ScriptView.JargonList list() {
        return database.sql("select words::text as words, version from jargon")
                .query((row, _) ->
                        new ScriptView.JargonList(json.readValue(row.getString("words"), WORDS), row.getInt("version")))
                .optional()
                .orElseGet(() -> new ScriptView.JargonList(List.of(), 0));
    }

    List<ScriptCatalogue.Jargon> words() {
        return list().words().stream()
                .map(each -> new ScriptCatalogue.Jargon(
                        Objects.requireNonNullElse(each.word(), ""), Objects.requireNonNullElse(each.instead(), "")))
                .toList();
    }

    /// Replaces the list.
    ///
    /// @param version as last seen; 0 for the first
    /// @throws Problem `fields-invalid`, `edit-conflict` with the list there is
    @Transactional
    ScriptView.JargonList change(@Nullable List<ScriptView.Word> words, @Nullable Integer version) {
        var fields = new Fields();
        fields.present("version", version);
        fields.present("words", words);
        fields.count("words", words, MOST);
        var seen = new HashSet<String>();
        var wanted = Objects.requireNonNullElse(words, List.<ScriptView.Word>of());
        if (wanted.size() <= MOST) {
            for (int i = 0; i < wanted.size(); i++) {
                var each = wanted.get(i);
                fields.required("words[" + i + "].word", each.word(), LONGEST);
                fields.length("words[" + i + "].instead", each.instead(), LONGEST);
                if (each.word() != null && !seen.add(each.word().strip().toLowerCase(Locale.ROOT))) {
                    fields.add("words[" + i + "].word", "word-twice", Map.of("value", each.word()));
                }
            }
        }
        fields.check();
        var kept = wanted.stream()
                .map(each -> new ScriptView.Word(
                        Objects.requireNonNull(each.word()).strip(),
                        each.instead() == null || each.instead().isBlank()
                                ? null
                                : each.instead().strip()))
                .toList();
        int changed = database.sql("""
                        insert into jargon (tenant_id, words, version) values (:tenant, cast(:words as jsonb), 1)
                        on conflict (tenant_id) do update set words = excluded.words, version = jargon.version + 1
                        where jargon.version = :version""")
                .param("tenant", Tenancy.current().tenantId())
                .param("words", json.writeValueAsString(kept))
                .param("version", Objects.requireNonNull(version))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(list());
        }
        audit.record("jargon-changed", "jargon", null, Map.of("words", kept.size()));
        return list();
    }

    /// Gives a house that has no list yet the shipped one.
    @Transactional
    public void bring(Map<String, String> words) {
        var list = words.entrySet().stream()
                .map(each -> new ScriptView.Word(each.getKey(), each.getValue().isBlank() ? null : each.getValue()))
                .toList();
        database.sql("""
                        insert into jargon (tenant_id, words, version) values (:tenant, cast(:words as jsonb), 1)
                        on conflict (tenant_id) do nothing""")
                .param("tenant", Tenancy.current().tenantId())
                .param("words", json.writeValueAsString(list))
                .update();
    }
}
