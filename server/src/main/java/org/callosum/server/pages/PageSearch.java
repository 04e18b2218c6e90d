package org.callosum.server.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.search.Marks;
import org.callosum.server.platform.search.SearchQuestion;
import org.callosum.server.platform.search.Synonyms;
import org.callosum.server.platform.search.TextIndex;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Finds pages while somebody types: an index in memory per house, which each search first brings up to
/// date with what any node has approved meanwhile. What is found is read again from the tables as the
/// account may see them, so that a row behind a wall never leaves, whatever the index says.
@Service
public class PageSearch {
    private static final int MOST_HITS = 20;
    private static final int SNIPPET = 160;

    /// Ids are made before their transaction commits: what is older than the newest by less than this is
    /// asked for again.
    private static final long LATE_MILLIS = Duration.ofMinutes(2).toMillis();

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

    private final JdbcClient database;
    private final Tenancy tenancy;
    private final SynonymBook synonyms;
    private final Clock clock;
    private final Map<Long, House> houses = new ConcurrentHashMap<>();

    PageSearch(JdbcClient database, Tenancy tenancy, SynonymBook synonyms, Clock clock) {
        this.database = database;
        this.tenancy = tenancy;
        this.synonyms = synonyms;
        this.clock = clock;
    }

    /// A text of a version in one language.
    private record Subject(
            long page,
            int version,
            String language,
            String kind,
            @Nullable Long client,
            Instant from,
            @Nullable Instant until) {
        boolean isValid(Instant now) {
            return !from.isAfter(now) && (until == null || until.isAfter(now));
        }
    }

    /// The index of a house, and which marks of which pages it knows. Marks belong to who holds its lock.
    private static final class House {
        final TextIndex<Subject> index = new TextIndex<>();
        final Map<Long, Long> marks = new HashMap<>();
        long newest;
        volatile Instant asked = Instant.MIN;
    }

    /// What answers what was typed, best first: title before tags before body. A page is found once, in the
    /// reader's language where that answers as well.
    ///
    /// @param client null: of all clients that may be seen; else of this one and of the whole house
    PageView.Hits search(@Nullable String typed, @Nullable Long client, @Nullable String kind) {
        String words = typed == null ? "" : typed.strip();
        var who = Tenancy.current();
        var question = SearchQuestion.of(words, words.isEmpty() ? Synonyms.NONE : synonyms.live(who.tenantId()));
        if (question.isEmpty()) {
            return new PageView.Hits(words, List.of());
        }
        var now = clock.instant();
        var hits = upToDate(who.tenantId(), now)
                .index
                .find(question, subject -> isOpen(subject, who, client, kind, now), 4 * MOST_HITS);
        return new PageView.Hits(words, read(best(hits, who.language()), question, who));
    }

    /// Reads the house's pages beside, so that whoever begins to type later need not wait for it.
    void warm() {
        long tenant = Tenancy.current().tenantId();
        if (!houses.containsKey(tenant)) {
            Thread.startVirtualThread(() -> upToDate(tenant, clock.instant()));
        }
    }

    /// Whether anything answers.
    boolean finds(String typed, @Nullable Long client) {
        return !search(typed, client, null).items().isEmpty();
    }

    private static boolean isOpen(
            Subject subject, AccountContext who, @Nullable Long client, @Nullable String kind, Instant now) {
        Long owner = subject.client();
        return subject.isValid(now)
                && (kind == null || kind.equals(subject.kind()))
                && (owner == null || who.clients().includes(new ClientId(owner)))
                && (owner == null || client == null || client.equals(owner));
    }

    /// One language of each page: the reader's, unless another answers better by more than the difference
    /// of a place.
    private static List<Subject> best(List<TextIndex.Hit<Subject>> hits, Language language) {
        var chosen = new HashMap<Long, TextIndex.Hit<Subject>>();
        var order = new ArrayList<Long>();
        for (var hit : hits) {
            var known = chosen.get(hit.subject().page());
            if (known == null) {
                order.add(hit.subject().page());
                chosen.put(hit.subject().page(), hit);
            } else if (closeness(hit, language) > closeness(known, language) && hit.score() * 3 >= known.score() * 2) {
                chosen.put(hit.subject().page(), hit);
            }
        }
        return order.stream()
                .limit(MOST_HITS)
                .map(page -> Objects.requireNonNull(chosen.get(page)).subject())
                .toList();
    }

    private static int closeness(TextIndex.Hit<Subject> hit, Language language) {
        String tag = hit.subject().language();
        return tag.equals(language.tag()) ? 2 : tag.startsWith("zh") && language != Language.EN ? 1 : 0;
    }

    private List<PageView.Hit> read(List<Subject> subjects, SearchQuestion question, AccountContext who) {
        if (subjects.isEmpty()) {
            return List.of();
        }
        record Key(long page, int version, String language) {}
        var rows = tenancy.<Map<Key, PageView.Hit>>asAccount(who, () -> {
            var byKey = new HashMap<Key, PageView.Hit>();
            database.sql("""
                            select t.page_id, t.version, t.language, t.kind, t.client_id, t.title, t.plain, t.valid_to, p.code
                            from page_text t join page p on p.id = t.page_id
                            where (t.page_id, t.version, t.language) in
                                  (select * from unnest(cast(:pages as bigint[]), cast(:versions as int[]), cast(:languages as text[])))""")
                    .param("pages", subjects.stream().map(Subject::page).toArray(Long[]::new))
                    .param("versions", subjects.stream().map(Subject::version).toArray(Integer[]::new))
                    .param("languages", subjects.stream().map(Subject::language).toArray(String[]::new))
                    .query(row -> {
                        byKey.put(
                                new Key(row.getLong("page_id"), row.getInt("version"), row.getString("language")),
                                new PageView.Hit(
                                        row.getString("code"),
                                        row.getString("kind"),
                                        Rows.idOrNull(row, "client_id"),
                                        row.getString("language"),
                                        marked(Marks.whole(row.getString("title"), question)),
                                        marked(Marks.snippet(row.getString("plain"), question, SNIPPET)),
                                        Rows.instantOrNull(row, "valid_to")));
                    });
            return byKey;
        });
        var hits = new ArrayList<PageView.Hit>();
        for (var subject : subjects) {
            var hit = rows.get(new Key(subject.page(), subject.version(), subject.language()));
            if (hit != null) {
                hits.add(hit);
            }
        }
        return List.copyOf(hits);
    }

    private static List<PageView.Marked> marked(List<Marks.Run> runs) {
        return runs.stream()
                .map(run -> new PageView.Marked(run.text(), run.marked()))
                .toList();
    }

    private House upToDate(long tenant, Instant now) {
        var house = houses.computeIfAbsent(tenant, _ -> new House());
        house.asked = now;
        houses.values().removeIf(each -> each.asked.isBefore(now.minus(FORGOTTEN_AFTER)));
        synchronized (house) {
            tenancy.asSystem(tenant, () -> bring(house));
        }
        return house;
    }

    /// Reads what the index does not know yet.
    private void bring(House house) {
        record Marked(long page, long mark) {}
        long since = house.newest == 0 ? 0 : Ids.before(house.newest, LATE_MILLIS);
        var marked = database.sql("select id, text_mark from page where text_mark > :since order by text_mark")
                .param("since", since)
                .query((row, _) -> new Marked(row.getLong("id"), row.getLong("text_mark")))
                .list();
        var changed = new HashSet<Long>();
        for (var each : marked) {
            Long known = house.marks.get(each.page());
            if (known == null || known != each.mark()) {
                changed.add(each.page());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        house.index.replace(changed, entries(changed));
        for (var each : marked) {
            house.marks.put(each.page(), each.mark());
            house.newest = Math.max(house.newest, each.mark());
        }
    }

    private List<TextIndex.Entry<Subject>> entries(Set<Long> pages) {
        return database.sql("select * from page_text where page_id = any (:pages) order by page_id, version, language")
                .param("pages", pages.toArray(Long[]::new))
                .query((row, _) -> new TextIndex.Entry<>(
                        row.getLong("page_id"),
                        new Subject(
                                row.getLong("page_id"),
                                row.getInt("version"),
                                row.getString("language"),
                                row.getString("kind"),
                                Rows.longOrNull(row, "client_id"),
                                Rows.instant(row, "valid_from"),
                                Rows.instantOrNull(row, "valid_to")),
                        row.getString("title"),
                        row.getString("tags"),
                        row.getString("plain")))
                .list();
    }
}
