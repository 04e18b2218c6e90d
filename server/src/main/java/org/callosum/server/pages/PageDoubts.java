package org.callosum.server.pages;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.duties.Duties;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Doubts of readers about a page (ESC-14): raised with one click, answered within two days by who looks
/// after it, and shown to whoever asked.
@Service
@Transactional
class PageDoubts {
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(2);
    private static final int LONGEST = 2_000;
    private static final int MOST_OPEN = 20;

    private static final String DOUBTS =
            "select d.*, p.code, p.title from page_doubt d join page p on p.id = d.page_id where ";

    private final JdbcClient database;
    private final PageBook book;
    private final Ids ids;
    private final Audit audit;
    private final Duties duties;
    private final Clock clock;

    PageDoubts(JdbcClient database, PageBook book, Ids ids, Audit audit, Duties duties, Clock clock) {
        this.database = database;
        this.book = book;
        this.ids = ids;
        this.audit = audit;
        this.duties = duties;
        this.clock = clock;
    }

    /// @param text what is doubtful; may be empty: one click is enough
    /// @throws Problem `page-doubts-full` when this account has 20 open on this page
    PageView.Doubt raise(String code, @Nullable Integer version, @Nullable String language, @Nullable String text) {
        var page = book.find(code);
        var fields = new Fields();
        fields.present("version", version);
        fields.oneOf("language", language, List.of("en", "zh-Hans", "zh-Hant"));
        fields.length("text", text, LONGEST);
        fields.check();
        book.version(code, Objects.requireNonNull(version));
        var who = Tenancy.current();
        long account = account(who);
        long open = database.sql(
                        "select count(*) from page_doubt where page_id = :page and asked_by = :account and answered_at is null")
                .param("page", page.id())
                .param("account", account)
                .query(Long.class)
                .single();
        if (open >= MOST_OPEN) {
            throw Problems.refused("page-doubts-full", Map.of("most", MOST_OPEN));
        }
        var id = ids.next();
        var now = clock.instant();
        database.sql("""
                        insert into page_doubt (id, tenant_id, client_id, page_id, page_version, language, asked_at, asked_by,
                                                asked_name, text, due_at)
                        values (:id, :tenant, :client, :page, :version, :language, :now, :account, :name, :text, :due)""")
                .param("id", id)
                .param("tenant", who.tenantId())
                .param("client", page.client() == null ? null : page.client().value())
                .param("page", page.id())
                .param("version", version)
                .param("language", language)
                .param("now", Rows.moment(now))
                .param("account", account)
                .param("name", who.name())
                .param("text", text == null ? "" : text.strip())
                .param("due", Rows.moment(now.plus(ANSWERED_WITHIN)))
                .update();
        audit.record("page-doubted", PageBook.KIND, code, Map.of("version", version));
        return find(id);
    }

    /// @throws Problem `page-doubt-answered`
    PageView.Doubt answer(long id, @Nullable String answer) {
        var fields = new Fields();
        fields.required("answer", answer, LONGEST);
        fields.check();
        var doubt = find(id);
        int changed = database.sql("""
                        update page_doubt set answered_at = :now, answered_name = :name, answer = :answer
                        where id = :id and answered_at is null""")
                .param("id", id)
                .param("now", Rows.moment(clock.instant()))
                .param("name", Tenancy.current().name())
                .param("answer", Objects.requireNonNull(answer).strip())
                .update();
        if (changed == 0) {
            throw Problems.refused("page-doubt-answered", Map.of("by", Objects.toString(doubt.answeredBy(), "")));
        }
        audit.record("page-doubt-answered", PageBook.KIND, doubt.code(), Map.of());
        duties.settled("page-doubt", PageBook.KIND, doubt.code(), Long.toString(id));
        return find(id);
    }

    /// Adds words to one's own doubt, or puts them right, while nobody has answered it.
    ///
    /// @throws Problem `page-doubt-answered`; `not-found` for somebody else's
    PageView.Doubt word(long id, @Nullable String text) {
        var fields = new Fields();
        fields.length("text", text, LONGEST);
        fields.check();
        var doubt = own(id);
        database.sql("update page_doubt set text = :text where id = :id and answered_at is null")
                .param("id", id)
                .param("text", text == null ? "" : text.strip())
                .update();
        audit.record("page-doubt-worded", PageBook.KIND, doubt.code(), Map.of());
        return find(id);
    }

    /// Takes back one's own doubt as if it had not been raised, while nobody has answered it.
    ///
    /// @throws Problem `page-doubt-answered`; `not-found` for somebody else's
    void withdraw(long id) {
        var doubt = own(id);
        database.sql("delete from page_doubt where id = :id and answered_at is null")
                .param("id", id)
                .update();
        audit.record("page-doubt-withdrawn", PageBook.KIND, doubt.code(), Map.of());
        duties.settled("page-doubt", PageBook.KIND, doubt.code(), Long.toString(id));
    }

    /// Held until the end of the transaction, so that no answer comes in between.
    private PageView.Doubt own(long id) {
        var held = database.sql("select 1 from page_doubt where id = :id and asked_by = :account for update")
                .param("id", id)
                .param("account", account(Tenancy.current()))
                .query(Integer.class)
                .optional();
        if (held.isEmpty()) {
            throw Problems.notFound("page-doubt", id);
        }
        var doubt = find(id);
        if (doubt.answeredAt() != null) {
            throw Problems.refused("page-doubt-answered", Map.of("by", Objects.toString(doubt.answeredBy(), "")));
        }
        return doubt;
    }

    /// Whoever asked has seen the answer; somebody else's doubt stays as it is.
    void seen(long id) {
        database.sql(
                        "update page_doubt set seen_at = :now where id = :id and asked_by = :account and answered_at is not null")
                .param("id", id)
                .param("now", Rows.moment(clock.instant()))
                .param("account", account(Tenancy.current()))
                .update();
    }

    private PageView.Doubt find(long id) {
        return some(DOUBTS + "d.id = :id", Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> Problems.notFound("page-doubt", id));
    }

    /// @param open whether only those without an answer; those due first come first
    @Transactional(readOnly = true)
    List<PageView.Doubt> all(boolean open) {
        return some(
                DOUBTS
                        + "(not :open or d.answered_at is null) order by d.answered_at is not null, d.due_at, d.id limit 500",
                Map.of("open", open));
    }

    @Transactional(readOnly = true)
    List<PageView.Doubt> of(String code) {
        return some(DOUBTS + "p.code = :code order by d.id desc limit 200", Map.of("code", code));
    }

    /// What waits for the current account.
    @Transactional(readOnly = true)
    PageView.Work work(List<PageView.Mention> toAcknowledge) {
        var who = Tenancy.current();
        long account = Objects.requireNonNullElse(who.accountId(), 0L);
        var mine = Map.<String, Object>of("account", account);
        var answered = some(
                DOUBTS
                        + "d.asked_by = :account and d.answered_at is not null and d.seen_at is null order by d.id limit 50",
                mine);
        if (!who.may(Right.PAGES_EDIT)) {
            return new PageView.Work(toAcknowledge, answered, List.of(), List.of());
        }
        // what nobody looks after is everybody's who may
        var toAnswer = some(
                DOUBTS
                        + "d.answered_at is null and coalesce(p.owner_id, :account) = :account order by d.due_at, d.id limit 50",
                mine);
        var toReview = database.sql("""
                        select p.code, p.title, p.review_due, coalesce(p.asks_from_version, 0) as version from page p
                        where p.review_due <= :now and coalesce(p.owner_id, :account) = :account
                        order by p.review_due, p.id limit 50""")
                .param("account", account)
                .param("now", Rows.moment(clock.instant()))
                .query((row, _) -> new PageView.Mention(
                        row.getString("code"),
                        Rows.text(row, "title"),
                        row.getInt("version"),
                        Rows.instantOrNull(row, "review_due")))
                .list();
        return new PageView.Work(toAcknowledge, answered, toAnswer, toReview);
    }

    private List<PageView.Doubt> some(String sql, Map<String, ?> parameters) {
        var now = clock.instant();
        return database.sql(sql)
                .params(parameters)
                .query((row, _) -> {
                    var due = Rows.instant(row, "due_at");
                    var answered = Rows.instantOrNull(row, "answered_at");
                    return new PageView.Doubt(
                            Rows.id(row, "id"),
                            row.getString("code"),
                            Rows.text(row, "title"),
                            row.getInt("page_version"),
                            Language.of(row.getString("language")).tag(),
                            Rows.instant(row, "asked_at"),
                            row.getString("asked_name"),
                            row.getString("text"),
                            due,
                            answered == null && due.isBefore(now),
                            answered,
                            row.getString("answered_name"),
                            row.getString("answer"));
                })
                .list();
    }

    private static long account(AccountContext who) {
        var account = who.accountId();
        if (account == null) {
            throw Problems.refused("not-a-person");
        }
        return account;
    }
}
