package org.callosum.server.pages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What is kept of pages beside their definitions.
@Repository
class PageStore {
    private static final String ROWS = """
            from page p
            join lateral (select v.version, v.state, v.created_at, v.author from definition_version v
                          where v.definition_id = p.id order by v.version desc limit 1) newest on true
            left join lateral (select v.version from definition_version v
                          where v.definition_id = p.id and v.valid_from <= :now and (v.valid_to is null or v.valid_to > :now)
                          order by v.valid_from desc, v.version desc limit 1) live on true
            left join account a on a.id = p.owner_id
            where (cast(:code as text) is null or p.code = :code)
              and (cast(:kind as text) is null or p.kind = :kind)
              and (cast(:client as bigint) is null or p.client_id = :client)
              and (cast(:state as text) is null or newest.state = :state)
              and (cast(:owner as bigint) is null or p.owner_id = :owner)
              and (not :due or p.review_due <= :now)
              and (p.code ilike :q or p.title::text ilike :q)\s""";

    private static final Map<String, String> ORDERS = Map.of(
            "code", "p.code",
            "title", "p.title ->> 'en', p.title ->> 'zh-Hans'",
            "kind", "p.kind",
            "updatedAt", "newest.created_at",
            "reviewDue", "p.review_due");

    private final JdbcClient database;
    private final Ids ids;

    PageStore(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// What is asked of the list.
    record Filter(
            @Nullable String code,
            @Nullable String kind,
            @Nullable Long client,
            @Nullable String state,
            @Nullable Long owner,
            boolean due) {
        static Filter ofCode(String code) {
            return new Filter(code, null, null, null, null, false);
        }
    }

    /// @param keeping counts the changes of owner and review
    record Kept(
            long id,
            String code,
            @Nullable ClientId client,
            String kind,
            Text title,
            @Nullable Long owner,
            @Nullable Integer reviewDays,
            @Nullable Instant reviewDue,
            @Nullable Integer asksFromVersion,
            int keeping) {}

    Page<PageView.Row> page(PageQuery query, Filter filter, Instant now) {
        var rows = bind(
                        "select p.*, newest.version as newest, newest.state, newest.created_at, newest.author,"
                                + " live.version as live, a.display_name, (select count(*) from page_doubt d"
                                + " where d.page_id = p.id and d.answered_at is null) as doubts "
                                + ROWS + " order by " + query.orderBy(ORDERS, "p.code")
                                + ", p.id limit :limit offset :offset",
                        query,
                        filter,
                        now)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> row(row, now))
                .list();
        long total = bind("select count(*) " + ROWS, query, filter, now)
                .query(Long.class)
                .single();
        return new Page<>(rows, total);
    }

    private JdbcClient.StatementSpec bind(String sql, PageQuery query, Filter filter, Instant now) {
        return database.sql(sql)
                .param("now", Rows.moment(now))
                .param("code", filter.code())
                .param("kind", filter.kind())
                .param("client", filter.client())
                .param("state", filter.state())
                .param("owner", filter.owner())
                .param("due", filter.due())
                .param("q", query.like());
    }

    private static PageView.Row row(ResultSet row, Instant now) throws SQLException {
        var due = Rows.instantOrNull(row, "review_due");
        return new PageView.Row(
                row.getString("code"),
                Rows.text(row, "title"),
                row.getString("kind"),
                Rows.idOrNull(row, "client_id"),
                row.getString("state"),
                Rows.intOrNull(row, "live"),
                row.getInt("newest"),
                Rows.instant(row, "created_at"),
                row.getString("author"),
                Rows.idOrNull(row, "owner_id"),
                row.getString("display_name"),
                Rows.intOrNull(row, "review_days"),
                due,
                due != null && !due.isAfter(now),
                row.getInt("doubts"));
    }

    Optional<Kept> find(String code) {
        return database.sql("select * from page where code = :code")
                .param("code", code)
                .query((row, _) -> kept(row))
                .optional();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        var client = Rows.longOrNull(row, "client_id");
        return new Kept(
                row.getLong("id"),
                row.getString("code"),
                client == null ? null : new ClientId(client),
                row.getString("kind"),
                Rows.text(row, "title"),
                Rows.longOrNull(row, "owner_id"),
                Rows.intOrNull(row, "review_days"),
                Rows.instantOrNull(row, "review_due"),
                Rows.intOrNull(row, "asks_from_version"),
                row.getInt("version"));
    }

    long count() {
        return database.sql("select count(*) from page").query(Long.class).single();
    }

    /// For a definition that was just made.
    void insert(
            String code,
            @Nullable ClientId client,
            PageContent content,
            @Nullable Long owner,
            @Nullable Integer reviewDays,
            @Nullable Instant reviewDue) {
        database.sql("""
                        insert into page (id, tenant_id, client_id, code, kind, title, owner_id, review_days, review_due, text_mark)
                        select d.id, d.tenant_id, d.client_id, d.code, :kind, cast(:title as jsonb), :owner, :days, :due, :mark
                        from definition d where d.kind = 'page' and d.code = :code""")
                .param("code", code)
                .param("kind", content.kind())
                .param("title", content.title().json())
                .param("owner", owner)
                .param("days", reviewDays)
                .param("due", Rows.moment(reviewDue))
                .param("mark", ids.next())
                .update();
    }

    void titled(long page, PageContent content) {
        database.sql("update page set kind = :kind, title = cast(:title as jsonb) where id = :id")
                .param("id", page)
                .param("kind", content.kind())
                .param("title", content.title().json())
                .update();
    }

    /// @return false when somebody else was faster
    boolean keep(long page, int version, @Nullable Long owner, @Nullable Integer days, @Nullable Instant due) {
        return database.sql("""
                        update page set owner_id = :owner, review_days = :days, review_due = :due, version = version + 1
                        where id = :id and version = :version""")
                        .param("id", page)
                        .param("version", version)
                        .param("owner", owner)
                        .param("days", days)
                        .param("due", Rows.moment(due))
                        .update()
                == 1;
    }

    void reviewed(long page, String outcome, String note, @Nullable Instant next, Instant now) {
        var who = Tenancy.current();
        database.sql("""
                        insert into page_review (id, tenant_id, client_id, page_id, at, author_id, author, outcome, note, next_due)
                        select :id, tenant_id, client_id, id, :now, :authorId, :author, :outcome, :note, :next
                        from page where id = :page""")
                .param("id", ids.next())
                .param("page", page)
                .param("now", Rows.moment(now))
                .param("authorId", who.accountId())
                .param("author", who.name())
                .param("outcome", outcome)
                .param("note", note)
                .param("next", Rows.moment(next))
                .update();
        database.sql("update page set review_due = :next where id = :page")
                .param("page", page)
                .param("next", Rows.moment(next))
                .update();
    }

    List<PageView.Act> reviews(long page) {
        return database.sql("select * from page_review where page_id = :page order by id desc limit 200")
                .param("page", page)
                .query((row, _) -> new PageView.Act(
                        row.getString("outcome"),
                        null,
                        Rows.instant(row, "at"),
                        row.getString("author"),
                        row.getString("note")))
                .list();
    }

    void asksFrom(long page, int version) {
        database.sql("update page set asks_from_version = :version where id = :id")
                .param("id", page)
                .param("version", version)
                .update();
    }

    /// A text of a version in one language, as it is searched.
    record Searched(
            int version,
            String language,
            PageContent content,
            Instant from,
            @Nullable Instant until) {}

    /// Replaces what is searched of a page, and marks that it changed.
    void searched(Kept page, List<Searched> texts) {
        database.sql("delete from page_text where page_id = :page")
                .param("page", page.id())
                .update();
        for (var text : texts) {
            database.sql("""
                            insert into page_text (tenant_id, client_id, page_id, version, language, kind, title, tags, plain,
                                                   queues, reasons, valid_from, valid_to)
                            values (:tenant, :client, :page, :version, :language, :kind, :title, :tags, :plain,
                                    cast(:queues as text[]), cast(:reasons as text[]), :from, :until)""")
                    .param("tenant", Tenancy.current().tenantId())
                    .param(
                            "client",
                            page.client() == null ? null : page.client().value())
                    .param("page", page.id())
                    .param("version", text.version())
                    .param("language", text.language())
                    .param("kind", text.content().kind())
                    .param("title", Languages.in(text.content().title(), text.language()))
                    .param("tags", String.join(" · ", text.content().tags()))
                    .param("plain", PageText.plain(Languages.in(text.content().body(), text.language())))
                    .param("queues", text.content().queues().toArray(String[]::new))
                    .param("reasons", text.content().reasons().toArray(String[]::new))
                    .param("from", Rows.moment(text.from()))
                    .param("until", Rows.moment(text.until()))
                    .update();
        }
        database.sql("update page set text_mark = :mark where id = :page")
                .param("page", page.id())
                .param("mark", ids.next())
                .update();
    }

    /// The names of accounts.
    Map<Long, String> names(List<Long> accounts) {
        var names = new HashMap<Long, String>();
        database.sql("select id, display_name from account where id = any (:ids)")
                .param("ids", accounts.toArray(Long[]::new))
                .query(row -> {
                    names.put(row.getLong("id"), row.getString("display_name"));
                });
        return names;
    }

    /// People who hold a right, by name; ties go to the lower id.
    List<PageView.Owner> holdersOf(String right) {
        return database.sql("""
                        select a.id, a.display_name from account a
                        where a.active and exists (select from account_role g join role r on r.id = g.role_id
                                                    where g.account_id = a.id and :right = any (r.rights))
                        order by lower(a.display_name), a.id
                        """)
                .param("right", right)
                .query((row, _) -> new PageView.Owner(Rows.id(row, "id"), row.getString("display_name")))
                .list();
    }

    boolean accountExists(long account) {
        return database.sql("select exists (select from account where id = :id and active)")
                .param("id", account)
                .query(Boolean.class)
                .single();
    }

    /// How many clients may be seen.
    long clients() {
        return database.sql("select count(*) from client").query(Long.class).single();
    }

    boolean clientExists(long client) {
        return database.sql("select exists (select from client where id = :id)")
                .param("id", client)
                .query(Boolean.class)
                .single();
    }

    /// Those of these queues that are not there, or are another client's.
    List<String> unknownQueues(List<String> codes, @Nullable ClientId client) {
        var unknown = new ArrayList<>(codes);
        unknown.removeAll(database.sql("""
                        select code from queue where code = any (:codes)
                           and (cast(:client as bigint) is null or client_id = :client)""")
                .param("codes", codes.toArray(String[]::new))
                .param("client", client == null ? null : client.value())
                .query((row, _) -> row.getString("code"))
                .list());
        return unknown;
    }
}
