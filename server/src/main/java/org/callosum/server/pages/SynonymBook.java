package org.callosum.server.pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Remembered;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.search.Synonyms;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The house's words that mean the same.
@Service
public class SynonymBook {
    private static final TypeReference<List<List<String>>> GROUPS = new TypeReference<>() {};
    private static final Duration OTHER_NODES_SEE_AFTER = Duration.ofSeconds(30);
    private static final int MOST_GROUPS = 500;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_WORD = 40;

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final JsonMapper json;
    private final Audit audit;
    private final Map<Long, Remembered<Synonyms>> live = new ConcurrentHashMap<>();

    SynonymBook(JdbcClient database, Tenancy tenancy, JsonMapper json, Audit audit) {
        this.database = database;
        this.tenancy = tenancy;
        this.json = json;
        this.audit = audit;
    }

    Synonyms live(long tenant) {
        return live.computeIfAbsent(
                        tenant,
                        _ -> new Remembered<>(
                                "synonyms",
                                OTHER_NODES_SEE_AFTER,
                                System::nanoTime,
                                () -> tenancy.asSystem(tenant, () -> Synonyms.of(stored().groups()))))
                .value();
    }

    @Transactional(readOnly = true)
    PageView.SynonymList list() {
        return stored();
    }

    private PageView.SynonymList stored() {
        return database.sql("select groups, version from page_synonyms")
                .query((row, _) -> new PageView.SynonymList(
                        json.readValue(row.getString("groups"), GROUPS), row.getInt("version")))
                .optional()
                .orElseGet(() -> new PageView.SynonymList(List.of(), 0));
    }

    /// Replaces the list.
    ///
    /// @param version as last seen; 0 for the first
    /// @throws Problem `fields-invalid`, `edit-conflict` with the list there is
    @Transactional
    PageView.SynonymList change(@Nullable List<List<String>> groups, @Nullable Integer version) {
        var fields = new Fields();
        fields.present("version", version);
        fields.present("groups", groups);
        fields.count("groups", groups, MOST_GROUPS);
        var kept = new ArrayList<List<String>>();
        var seen = new HashMap<String, String>();
        for (var group : Objects.requireNonNullElse(groups, List.<List<String>>of())) {
            var words = group.stream()
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            fields.count("groups", words, MOST_WORDS);
            words.forEach(word -> {
                fields.length("groups", word, LONGEST_WORD);
                if (seen.putIfAbsent(org.callosum.server.platform.search.Folding.fold(word), word) != null) {
                    fields.add("groups", "word-twice", Map.of("value", word));
                }
            });
            if (words.size() > 1) {
                kept.add(words);
            }
        }
        fields.check();
        int changed = database.sql("""
                        insert into page_synonyms (tenant_id, groups, version) values (:tenant, cast(:groups as jsonb), 1)
                        on conflict (tenant_id) do update set groups = excluded.groups, version = page_synonyms.version + 1
                        where page_synonyms.version = :version""")
                .param("tenant", Tenancy.current().tenantId())
                .param("groups", json.writeValueAsString(kept))
                .param("version", Objects.requireNonNull(version))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(stored());
        }
        audit.record("page-synonyms-changed", "page-synonyms", null, Map.of("groups", kept.size()));
        var tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                var known = live.get(tenant);
                if (known != null) {
                    known.forget();
                }
            }
        });
        return stored();
    }

    /// Gives a house that has no list yet the shipped one.
    @Transactional
    public void bring(List<List<String>> groups) {
        database.sql("""
                        insert into page_synonyms (tenant_id, groups, version) values (:tenant, cast(:groups as jsonb), 1)
                        on conflict (tenant_id) do nothing""")
                .param("tenant", Tenancy.current().tenantId())
                .param("groups", json.writeValueAsString(groups))
                .update();
    }
}
