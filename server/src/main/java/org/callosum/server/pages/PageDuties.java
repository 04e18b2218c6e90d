package org.callosum.server.pages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.duties.DutySource;
import org.callosum.server.duties.Owed;
import org.callosum.server.platform.editing.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What whoever looks after a page owes it: its review (ESC-09), an answer to each doubt (ESC-14), and a look before
/// its
/// wording ends. A page that nobody looks after reminds who approved it last; one that the system brought, nobody.
@Component
class PageDuties implements DutySource {
    private static final Duration LATE_REVIEW = Duration.ofDays(7);
    private static final Duration NEAR_END = Duration.ofDays(14);
    private static final Duration VERY_NEAR_END = Duration.ofDays(2);

    private static final String PAGES = """
            with p as (
                select g.*, coalesce(g.owner_id, (select n.author_id from definition d
                           join definition_act n on n.definition_id = d.id
                          where d.kind = 'page' and d.code = g.code and n.act = 'approved' and n.author_id is not null
                          order by n.id desc limit 1)) as minder from page g)
            """;

    private final JdbcClient database;

    PageDuties(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<Owed> owed(Instant now) {
        var owed = new ArrayList<Owed>();
        owed.addAll(database.sql(PAGES + """
                        select p.code, p.client_id, p.title, p.minder, p.review_due as at, extract(epoch from p.review_due)::bigint::text as mark from p
                         where p.review_due <= :now and p.minder is not null order by p.review_due, p.id limit 2000""")
                .param("now", Rows.moment(now))
                .query((row, _) -> owed(row, "page-review", Duration.ZERO, LATE_REVIEW))
                .list());
        owed.addAll(database.sql(PAGES + """
                        select p.code, p.client_id, p.title, p.minder, d.asked_at as at, d.id::text as mark, d.due_at
                          from page_doubt d join p on p.id = d.page_id
                         where d.answered_at is null and p.minder is not null order by d.due_at, d.id limit 2000""")
                .query((row, _) -> owed(
                        row,
                        "page-doubt",
                        Duration.ZERO,
                        Duration.between(Rows.instant(row, "at"), Rows.instant(row, "due_at"))))
                .list());
        // a wording that another one follows at once does not end
        owed.addAll(database.sql(PAGES + """
                        select p.code, p.client_id, p.title, p.minder, x.valid_to as at, x.version::text as mark
                          from p join (select page_id, version, max(valid_to) as valid_to from page_text
                                        where valid_from <= :now and valid_to > :now and valid_to <= :until
                                        group by page_id, version) x on x.page_id = p.id
                         where p.minder is not null and not exists (select from page_text n where n.page_id = p.id
                            and n.version <> x.version and n.valid_from <= x.valid_to
                            and (n.valid_to is null or n.valid_to > x.valid_to))
                         order by x.valid_to, p.id limit 2000""")
                .param("now", Rows.moment(now))
                .param("until", Rows.moment(now.plus(NEAR_END)))
                .query((row, _) -> owed(row, "version-ends", NEAR_END.negated(), VERY_NEAR_END.negated()))
                .list());
        return owed;
    }

    private static Owed owed(ResultSet row, String kind, Duration due, Duration late) throws SQLException {
        var client = Rows.longOrNull(row, "client_id");
        var at = Rows.instant(row, "at");
        return new Owed(
                kind,
                PageBook.KIND,
                row.getString("code"),
                row.getString("mark"),
                row.getLong("minder"),
                client == null ? null : new ClientId(client),
                Rows.text(row, "title"),
                at.plus(due),
                at.plus(late));
    }
}
