package org.callosum.server.pages;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.search.Folding;
import org.callosum.server.platform.search.SearchQuestion;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What was searched without result (DSK-06): words and how often, by day and client, and nobody's name.
/// Longer numbers and addresses are never kept; what else of a customer is in it, [ForgottenPages] sees to.
@Component
@Transactional
class SearchMisses {
    private static final int MOST_A_DAY = 500;
    private static final int SHORTEST = 2;

    private final JdbcClient database;
    private final Clock clock;

    SearchMisses(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Keeps words once more. Of a day at most 500 different ones of a house are kept; further ones are not.
    void keep(String typed, @Nullable Long client) {
        String words = Folding.fold(typed.strip()).replaceAll("\\s+", " ");
        if (words.length() < SHORTEST
                || words.length() > SearchQuestion.LONGEST
                || words.contains("@")
                || words.replaceAll("[^0-9]", "").length() > 4) {
            return;
        }
        var now = clock.instant();
        database.sql("""
                        insert into page_miss (tenant_id, client_id, day, words, language, last_at)
                        select :tenant, cast(:client as bigint), :day, :words, :language, :now
                        where (select count(*) from page_miss where day = :day) < :most
                           or exists (select from page_miss where day = :day and words = :words)
                        on conflict (tenant_id, client_id, day, words) do update
                           set count = page_miss.count + 1, last_at = excluded.last_at""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("day", now.atZone(ZoneOffset.UTC).toLocalDate())
                .param("words", words)
                .param("language", Tenancy.current().language().tag())
                .param("now", Rows.moment(now))
                .param("most", MOST_A_DAY)
                .update();
    }

    /// The most frequent first.
    @Transactional(readOnly = true)
    List<PageView.Miss> list() {
        return database.sql("""
                        select words, client_id, sum(count) as count, max(last_at) as last_at,
                               (array_agg(language order by last_at desc))[1] as language
                        from page_miss group by words, client_id order by 3 desc, 4 desc, 1 limit 500""")
                .query((row, _) -> new PageView.Miss(
                        row.getString("words"),
                        row.getString("language"),
                        Rows.idOrNull(row, "client_id"),
                        row.getInt("count"),
                        Rows.instant(row, "last_at")))
                .list();
    }

    /// Somebody has seen to it.
    void settle(String words) {
        database.sql("delete from page_miss where words = :words")
                .param("words", words)
                .update();
    }
}
