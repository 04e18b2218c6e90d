package org.callosum.server.scripts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.flow.ScriptCatalogue;
import org.callosum.flow.ScriptWords;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.flows.ScriptVocabulary;
import org.callosum.server.forms.Forms;
import org.callosum.server.queues.Dispositions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the scripts of a house may name: pages and forms in service, dispositions, behaviours, and its list of jargon.
@Component
@Transactional(readOnly = true)
class HouseVocabulary implements ScriptVocabulary {
    /// A page that is longer is not said from in a call: its words are counted up to here.
    private static final int MOST_CHARACTERS = 4_000;

    private final JdbcClient database;
    private final Forms forms;
    private final Dispositions dispositions;
    private final Behaviours behaviours;
    private final JargonBook jargon;

    HouseVocabulary(
            JdbcClient database, Forms forms, Dispositions dispositions, Behaviours behaviours, JargonBook jargon) {
        this.database = database;
        this.forms = forms;
        this.dispositions = dispositions;
        this.behaviours = behaviours;
        this.jargon = jargon;
    }

    @Override
    public ScriptCatalogue of(@Nullable ClientId client) {
        var items = new HashMap<String, Set<String>>();
        for (var code : forms.liveCodes()) {
            var live = forms.live(code);
            if (live != null && (client == null || live.client() == null || client.equals(live.client()))) {
                items.put(
                        code,
                        live.form().form().sections().stream()
                                .flatMap(section -> section.items().stream())
                                .filter(item -> !item.sensitive())
                                .map(item -> item.code())
                                .collect(Collectors.toSet()));
            }
        }
        var results = new HashSet<String>();
        dispositions.all().forEach(each -> {
            if (client == null || client.toString().equals(each.clientId())) {
                results.add(String.valueOf(each.code()));
            }
        });
        return new ScriptCatalogue(pages(client), items, results, behaviours.codes(), jargon.words());
    }

    private Map<String, Integer> pages(@Nullable ClientId client) {
        var pages = new HashMap<String, Integer>();
        database.sql("""
                        select p.code, left(t.plain, :most) as plain from page p join page_text t on t.page_id = p.id
                         where cast(:client as bigint) is null or p.client_id is null or p.client_id = :client""")
                .param("most", MOST_CHARACTERS)
                .param("client", client == null ? null : client.value())
                .query(row -> {
                    pages.merge(row.getString("code"), ScriptWords.count(row.getString("plain")), Math::max);
                });
        return pages;
    }

    @Override
    public @Nullable LocaleText page(String code) {
        var texts = new LinkedHashMap<String, String>();
        database.sql("""
                        select t.language, left(t.plain, :most) as plain from page p join page_text t on t.page_id = p.id
                         where p.code = :code and t.valid_from <= now() and (t.valid_to is null or t.valid_to > now())
                         order by t.version desc""").param("most", MOST_CHARACTERS).param("code", code).query(row -> {
            texts.putIfAbsent(row.getString("language"), row.getString("plain"));
        });
        texts.values().removeIf(String::isBlank);
        return texts.isEmpty() ? null : new LocaleText(texts);
    }
}
