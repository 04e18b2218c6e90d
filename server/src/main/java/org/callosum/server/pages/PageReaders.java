package org.callosum.server.pages;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who has read what, and who has said so.
///
/// Asked are the agents who work with what the page is for: those of its queues, or without queues those of
/// its client, or of the whole house.
@Service
@Transactional
class PageReaders {
    /// Agents whom page `p`, shown in the version `t`, is for.
    private static final String IS_FOR = """
            (p.client_id is null or exists (select from agent_client c where c.agent_id = a.id and c.client_id = p.client_id))
            and (t.queues = '{}' or not exists (select from agent_queue q where q.agent_id = a.id)
                 or exists (select from agent_queue q join queue n on n.id = q.queue_id
                            where q.agent_id = a.id and n.code = any (t.queues)))\s""";

    private static final String SHOWN = """
            t.valid_from <= :now and (t.valid_to is null or t.valid_to > :now)
            and t.language = (select min(l.language) from page_text l where l.page_id = t.page_id and l.version = t.version)\s""";

    private final JdbcClient database;
    private final PageBook book;
    private final PageStore store;
    private final PageAttachments attachments;
    private final Clock clock;

    PageReaders(JdbcClient database, PageBook book, PageStore store, PageAttachments attachments, Clock clock) {
        this.database = database;
        this.book = book;
        this.store = store;
        this.attachments = attachments;
        this.clock = clock;
    }

    /// @throws Problem `not-found` for a page that is not shown to readers now
    @Transactional(readOnly = true)
    PageView.ToRead read(String code) {
        var page = book.find(code);
        var live = shown(code);
        var content = book.content(live);
        var reading = reading(page.id());
        Integer acknowledged = reading == null ? null : reading.acknowledged();
        var owner = page.owner();
        var named = new HashSet<>(content.attachments());
        return new PageView.ToRead(
                code,
                content.kind(),
                page.client() == null ? null : page.client().toString(),
                live.version(),
                Objects.requireNonNull(live.validFrom()),
                approver(code, live),
                approval(code, live),
                content.validUntil(),
                owner == null ? null : store.names(List.of(owner)).get(owner),
                content.tags(),
                Languages.of(content.body()).stream()
                        .map(language -> new PageView.InLanguage(
                                language.tag(),
                                Languages.in(content.title(), language),
                                PageText.render(Languages.in(content.body(), language))))
                        .toList(),
                attachments.of(page.id()).stream()
                        .filter(file -> named.contains(file.id()))
                        .toList(),
                reading == null ? null : reading.version(),
                acknowledged,
                asked(page.asksFromVersion(), live.version(), acknowledged) && isFor(page.id()));
    }

    private String approver(String code, DefinitionVersion live) {
        return book.acts(code).stream()
                .filter(act -> act.version() == live.version() && act.act().equals("approved"))
                .findFirst()
                .map(act -> act.by())
                .orElse(live.by());
    }

    private String approval(String code, DefinitionVersion live) {
        return book.acts(code).stream()
                .filter(act -> act.version() == live.version() && act.act().equals("approved"))
                .findFirst()
                .map(act -> act.reason())
                .orElse("");
    }

    private static boolean asked(@Nullable Integer from, int live, @Nullable Integer acknowledged) {
        return from != null && live >= from && (acknowledged == null || acknowledged < from);
    }

    private boolean isFor(long page) {
        var account = Tenancy.current().accountId();
        return account != null
                && database.sql(
                                "select exists (select from agent a, page p join page_text t on t.page_id = p.id where p.id = :page"
                                        + " and a.account_id = :account and a.active and " + SHOWN + " and " + IS_FOR
                                        + ")")
                        .param("page", page)
                        .param("account", account)
                        .param("now", Rows.moment(clock.instant()))
                        .query(Boolean.class)
                        .single();
    }

    private DefinitionVersion shown(String code) {
        var live = book.live(code, clock.instant());
        if (live == null) {
            throw Problems.notFound(PageBook.KIND, code);
        }
        return live;
    }

    private record Reading(int version, @Nullable Integer acknowledged) {}

    private @Nullable Reading reading(long page) {
        return database.sql(
                        "select version, acknowledged from page_reading where page_id = :page and account_id = :account")
                .param("page", page)
                .param("account", Objects.requireNonNullElse(Tenancy.current().accountId(), 0L))
                .query((row, _) -> new Reading(row.getInt("version"), Rows.intOrNull(row, "acknowledged")))
                .optional()
                .orElse(null);
    }

    /// What changed since this account read it.
    @Transactional(readOnly = true)
    PageView.Difference changes(String code) {
        var page = book.find(code);
        var live = shown(code);
        var reading = reading(page.id());
        int from = reading == null ? live.version() : reading.version();
        return book.difference(code, from, live.version());
    }

    /// Notes that this account has opened the version that is shown, or has said that they have read it.
    ///
    /// @throws Problem `page-changed` when another version is shown by now
    void note(String code, @Nullable Integer version, boolean acknowledged) {
        var account = Tenancy.current().accountId();
        if (account == null) {
            return; // a program reads nothing
        }
        var page = book.find(code);
        int live = shown(code).version();
        if (version == null || version != live) {
            throw Problems.refused("page-changed");
        }
        database.sql("""
                        insert into page_reading (tenant_id, client_id, page_id, account_id, version, at, acknowledged, acknowledged_at)
                        values (:tenant, :client, :page, :account, :version, :now, :acknowledged, :acknowledgedAt)
                        on conflict (page_id, account_id) do update set
                            version = excluded.version, at = excluded.at,
                            acknowledged = coalesce(excluded.acknowledged, page_reading.acknowledged),
                            acknowledged_at = coalesce(excluded.acknowledged_at, page_reading.acknowledged_at)""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", page.client() == null ? null : page.client().value())
                .param("page", page.id())
                .param("account", account)
                .param("version", live)
                .param("now", Rows.moment(clock.instant()))
                .param("acknowledged", acknowledged ? live : null)
                .param("acknowledgedAt", acknowledged ? Rows.moment(clock.instant()) : null)
                .update();
    }

    /// Who has acknowledged and who has not; those who have not first.
    @Transactional(readOnly = true)
    PageView.Readers readers(String code) {
        var page = book.find(code);
        var from = page.asksFromVersion();
        var readers = database.sql("""
                        select x.id, x.display_name, r.version, r.at, r.acknowledged, r.acknowledged_at
                        from agent a join account x on x.id = a.account_id and x.active
                        cross join page p join page_text t on t.page_id = p.id
                        left join page_reading r on r.page_id = p.id and r.account_id = x.id
                        where p.id = :page and a.active and""" + " " + SHOWN + " and " + IS_FOR + """
                        order by coalesce(r.acknowledged, 0), lower(x.display_name), x.id limit 2000""")
                .param("page", page.id())
                .param("now", Rows.moment(clock.instant()))
                .query((row, _) -> {
                    var acknowledged = Rows.intOrNull(row, "acknowledged");
                    return new PageView.Reader(
                            Rows.id(row, "id"),
                            row.getString("display_name"),
                            Rows.intOrNull(row, "version"),
                            Rows.instantOrNull(row, "at"),
                            Rows.instantOrNull(row, "acknowledged_at"),
                            from != null && acknowledged != null && acknowledged >= from);
                })
                .list();
        return new PageView.Readers(
                from, (int) readers.stream().filter(PageView.Reader::done).count(), readers);
    }

    /// Pages that this account is asked to acknowledge.
    @Transactional(readOnly = true)
    List<PageView.Mention> toAcknowledge() {
        return database.sql("""
                        select p.code, p.title, t.version
                        from agent a cross join page p join page_text t on t.page_id = p.id
                        left join page_reading r on r.page_id = p.id and r.account_id = a.account_id
                        where a.account_id = :account and a.active and p.asks_from_version is not null
                          and t.version >= p.asks_from_version
                          and (r.acknowledged is null or r.acknowledged < p.asks_from_version) and""" + " " + SHOWN + " and " + IS_FOR + " order by t.valid_from desc, p.id limit 100")
                .param("account", Objects.requireNonNullElse(Tenancy.current().accountId(), 0L))
                .param("now", Rows.moment(clock.instant()))
                .query((row, _) -> new PageView.Mention(
                        row.getString("code"), Rows.text(row, "title"), row.getInt("version"), null))
                .list();
    }

    /// What is meant for a contact: by its reason first, then by its queue; wording and approved answers
    /// before the rest.
    @Transactional(readOnly = true)
    List<PageView.Proposal> proposals(@Nullable Long queue, List<String> reasons, @Nullable Long client) {
        Instant now = clock.instant();
        var asked =
                Set.copyOf(toAcknowledge().stream().map(PageView.Mention::code).toList());
        return database.sql("""
                        select p.code, p.title, t.kind, t.reasons && cast(:reasons as text[]) as by_reason
                        from page p join page_text t on t.page_id = p.id
                        where (t.reasons && cast(:reasons as text[])
                               or t.queues && array(select code from queue where id = :queue))
                          and (p.client_id is null or cast(:client as bigint) is null or p.client_id = :client) and""" + " " + SHOWN + """
                        order by by_reason desc, array_position(array['answer', 'wording', 'procedure', 'knowledge', 'law'], t.kind),
                                 p.code limit 30""")
                .param("reasons", reasons.toArray(String[]::new))
                .param("queue", queue)
                .param("client", client)
                .param("now", Rows.moment(now))
                .query((row, _) -> new PageView.Proposal(
                        row.getString("code"),
                        Rows.text(row, "title"),
                        row.getString("kind"),
                        row.getBoolean("by_reason") ? "reason" : "queue",
                        asked.contains(row.getString("code"))))
                .list();
    }
}
