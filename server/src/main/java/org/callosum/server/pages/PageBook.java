package org.callosum.server.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.duties.Duties;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.definitions.WordDifference;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The life of a page: written, approved, valid, changed, retired, reviewed. Its texts are definitions of
/// kind `page`.
///
/// ```java
/// book.create("returns", null, wording, "first draft");
/// book.approve("returns", 1, "agreed with the returns team", null, true);
/// ```
@Service
@Transactional
public class PageBook {
    static final String KIND = "page";
    private static final int MOST_PAGES = 20_000;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 40;
    private static final int MOST_PLACES = 50;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_REVIEW_DAYS = 1_095;

    private final Definitions definitions;
    private final PageStore store;
    private final PageAttachments attachments;
    private final Tenancy tenancy;
    private final JsonMapper json;
    private final Audit audit;
    private final Duties duties;
    private final Clock clock;

    PageBook(
            Definitions definitions,
            PageStore store,
            PageAttachments attachments,
            Tenancy tenancy,
            JsonMapper json,
            Audit audit,
            Duties duties,
            Clock clock) {
        this.definitions = definitions;
        this.store = store;
        this.attachments = attachments;
        this.tenancy = tenancy;
        this.json = json;
        this.audit = audit;
        this.duties = duties;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Page<PageView.Row> page(PageQuery query, PageStore.Filter filter) {
        return store.page(query, filter, clock.instant());
    }

    @Transactional(readOnly = true)
    PageView.Whole whole(String code) {
        var kept = find(code);
        var versions = definitions.versions(KIND, code);
        var log = new ArrayList<>(store.reviews(kept.id()));
        definitions
                .history(KIND, code)
                .forEach(act -> log.add(new PageView.Act(act.act(), act.version(), act.at(), act.by(), act.reason())));
        log.sort(Comparator.comparing(PageView.Act::at).reversed());
        var row = store.page(new PageQuery(null, 0, 1, null), PageStore.Filter.ofCode(code), clock.instant())
                .items()
                .getFirst();
        return new PageView.Whole(
                row,
                content(versions.getFirst()),
                versions.stream()
                        .map(each -> new PageView.Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList(),
                log,
                attachments.of(kept.id()),
                kept.keeping());
    }

    /// Makes a page as a draft; its author looks after it until somebody else is named.
    ///
    /// @param code null: made of the English title
    /// @throws Problem `fields-invalid`, `pages-full`
    PageView.Whole create(
            @Nullable String code, @Nullable String clientId, PageContent.Given given, @Nullable String reason) {
        var fields = new Fields();
        var client = fields.optionalId("clientId", clientId);
        if (client != null && !store.clientExists(client)) {
            fields.add("clientId", "unknown");
        }
        fields.code("code", code);
        fields.length("reason", reason, LONGEST_REASON);
        var owner = client == null ? null : new ClientId(client);
        check(fields, given, owner, null);
        fields.check();
        requireWritable(owner);
        if (store.count() >= MOST_PAGES) {
            throw Problems.refused("pages-full", Map.of("most", MOST_PAGES));
        }
        var content = given.content();
        var text = Objects.requireNonNull(code);
        definitions.create(
                KIND,
                text,
                owner,
                content.title(),
                json.writeValueAsString(content),
                reason == null ? "" : reason.strip());
        store.insert(text, owner, content, Tenancy.current().accountId(), null, null);
        return whole(text);
    }

    /// Stores the next version as a draft.
    ///
    /// @param baseVersion the newest version its author had seen
    PageView.Whole draft(String code, @Nullable Integer baseVersion, PageContent.Given given, @Nullable String reason) {
        var kept = writable(code);
        var fields = new Fields();
        fields.present("baseVersion", baseVersion);
        fields.length("reason", reason, LONGEST_REASON);
        check(fields, given, kept.client(), kept);
        fields.check();
        definitions.draft(
                KIND,
                code,
                Objects.requireNonNull(baseVersion),
                json.writeValueAsString(given.content()),
                reason == null ? "" : reason.strip());
        return whole(code);
    }

    /// Puts a version into service.
    ///
    /// @param validFrom null or past: at once
    /// @param acknowledge whether readers are asked to say that they have read it
    /// @throws Problem `page-out-of-date` when its validity has ended before it begins
    PageView.Whole approve(
            String code, int version, @Nullable String reason, @Nullable Instant validFrom, boolean acknowledge) {
        var kept = writable(code);
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        var content = content(version(code, version));
        var now = clock.instant();
        var from = validFrom == null || validFrom.isBefore(now) ? now : validFrom;
        if (content.validUntil() != null && !content.validUntil().isAfter(from)) {
            throw Problems.refused("page-out-of-date", Map.of("until", content.validUntil()));
        }
        definitions.approve(KIND, code, version, reason == null ? "" : reason.strip(), validFrom);
        definitions.rename(KIND, code, content.title());
        store.titled(kept.id(), content);
        if (acknowledge) {
            store.asksFrom(kept.id(), version);
        }
        search(kept);
        return whole(code);
    }

    /// Takes a version out of service, or drops a draft.
    PageView.Whole retire(String code, int version, @Nullable String reason) {
        var kept = writable(code);
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.retire(KIND, code, version, reason == null ? "" : reason.strip());
        search(kept);
        return whole(code);
    }

    /// Takes an approval back: the version before is shown again, unless its own time is over.
    PageView.Whole takeBack(String code, int version, @Nullable String reason) {
        var kept = writable(code);
        var fields = new Fields();
        fields.length("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.takeBack(KIND, code, version, reason == null ? "" : reason.strip());
        var serving = definitions.live(KIND, code, clock.instant());
        if (serving != null) {
            var content = content(serving);
            definitions.rename(KIND, code, content.title());
            store.titled(kept.id(), content);
        }
        search(kept);
        return whole(code);
    }

    /// Who may look after a page: whoever may write pages. Colleagues may know their names; the rest of an account
    /// is not told.
    @Transactional(readOnly = true)
    List<PageView.Owner> owners() {
        return store.holdersOf(Right.PAGES_EDIT.code());
    }

    /// Says who looks after a page and how often.
    ///
    /// @param keeping as last seen
    PageView.Whole keep(
            String code, @Nullable Integer keeping, @Nullable String ownerId, @Nullable Integer reviewDays) {
        var kept = writable(code);
        var fields = new Fields();
        fields.present("keeping", keeping);
        var owner = fields.optionalId("ownerId", ownerId);
        if (owner != null && !store.accountExists(owner)) {
            fields.add("ownerId", "unknown");
        }
        fields.range("reviewDays", reviewDays, 1, MOST_REVIEW_DAYS);
        fields.check();
        Instant due = reviewDays == null
                ? null
                : Objects.equals(reviewDays, kept.reviewDays())
                        ? kept.reviewDue()
                        : clock.instant().plus(Duration.ofDays(reviewDays));
        if (!store.keep(kept.id(), Objects.requireNonNull(keeping), owner, reviewDays, due)) {
            throw Problems.editConflict(whole(code));
        }
        audit.record(
                "page-keeping-changed",
                KIND,
                code,
                Map.of("owner", owner == null ? "" : owner.toString(), "days", reviewDays == null ? 0 : reviewDays));
        return whole(code);
    }

    /// Records that somebody has looked whether a page is still right (ESC-09); the next look is due after
    /// its days.
    PageView.Whole review(String code, @Nullable String outcome, @Nullable String note) {
        var kept = writable(code);
        var fields = new Fields();
        fields.oneOf("outcome", outcome, List.of("kept", "to-change", "to-retire"));
        fields.length("note", note, LONGEST_REASON);
        fields.check();
        var now = clock.instant();
        var next = kept.reviewDays() == null ? null : now.plus(Duration.ofDays(kept.reviewDays()));
        store.reviewed(kept.id(), Objects.requireNonNull(outcome), note == null ? "" : note.strip(), next, now);
        audit.record("page-reviewed", KIND, code, Map.of("outcome", outcome));
        duties.settled("page-review", KIND, code, "");
        return whole(code);
    }

    @Transactional(readOnly = true)
    PageView.Body body(String code, int version) {
        var found = version(code, version);
        return new PageView.Body(version, found.state().code(), content(found));
    }

    /// Word by word, what leads from one version to another.
    @Transactional(readOnly = true)
    PageView.Difference difference(String code, int from, int to) {
        return new PageView.Difference(from, to, changes(content(version(code, from)), content(version(code, to))));
    }

    private static List<PageView.Change> changes(PageContent from, PageContent to) {
        var changes = new ArrayList<PageView.Change>();
        text("title", from.title(), to.title(), changes);
        text("body", from.body(), to.body(), changes);
        part("kind", from.kind(), to.kind(), changes);
        part("tags", String.join(", ", from.tags()), String.join(", ", to.tags()), changes);
        part("queues", String.join(", ", from.queues()), String.join(", ", to.queues()), changes);
        part("reasons", String.join(", ", from.reasons()), String.join(", ", to.reasons()), changes);
        part("valid-until", Objects.toString(from.validUntil(), ""), Objects.toString(to.validUntil(), ""), changes);
        part("attachments", String.join(", ", from.attachments()), String.join(", ", to.attachments()), changes);
        return changes;
    }

    private static void text(String part, Text from, Text to, List<PageView.Change> changes) {
        for (var language : org.callosum.server.platform.text.Language.values()) {
            var before = Languages.in(from, language);
            var after = Languages.in(to, language);
            if (!before.equals(after)) {
                changes.add(new PageView.Change(part, language.tag(), runs(before, after)));
            }
        }
    }

    private static void part(String part, String from, String to, List<PageView.Change> changes) {
        if (!from.equals(to)) {
            changes.add(new PageView.Change(part, null, runs(from, to)));
        }
    }

    private static List<PageView.Run> runs(String from, String to) {
        return WordDifference.between(from, to).stream()
                .map(run -> new PageView.Run(run.kind().name().toLowerCase(java.util.Locale.ROOT), run.text()))
                .toList();
    }

    /// A page of the whole house is read by every client's agents: only who may see every client changes it.
    ///
    /// @throws Problem 403 `pages-of-the-house`
    private void requireWritable(@Nullable ClientId client) {
        var who = Tenancy.current();
        if (client == null && who.clients() instanceof ClientScope.Only(var granted)) {
            long clients = tenancy.<Long>asSystem(who.tenantId(), store::clients);
            if (granted.size() < clients) {
                throw Problems.forbidden("pages-of-the-house", Map.of());
            }
        }
    }

    PageStore.Kept writable(String code) {
        var kept = find(code);
        requireWritable(kept.client());
        return kept;
    }

    PageStore.Kept find(String code) {
        return store.find(code).orElseThrow(() -> Problems.notFound(KIND, code));
    }

    DefinitionVersion version(String code, int version) {
        var found = definitions.find(KIND, code, version);
        if (found == null) {
            throw Problems.notFound(KIND, code + " version " + version);
        }
        return found;
    }

    /// The version that readers see at a moment, or null.
    @Nullable
    DefinitionVersion live(String code, Instant now) {
        var live = definitions.live(KIND, code, now);
        if (live == null) {
            return null;
        }
        var until = content(live).validUntil();
        return until == null || until.isAfter(now) ? live : null;
    }

    List<org.callosum.server.platform.definitions.DefinitionAct> acts(String code) {
        return definitions.history(KIND, code);
    }

    PageContent content(DefinitionVersion version) {
        return json.readValue(version.body(), PageContent.class);
    }

    /// Brings a page that is shipped and is not there yet, approved at once.
    ///
    /// @return false when a page of this code is there
    public boolean bring(Shipped shipped) {
        if (store.find(shipped.code()).isPresent()) {
            return false;
        }
        var content = new PageContent(
                shipped.kind(),
                shipped.title(),
                shipped.body(),
                shipped.tags(),
                shipped.queues(),
                shipped.reasons(),
                null,
                List.of());
        definitions.create(
                KIND, shipped.code(), shipped.client(), content.title(), json.writeValueAsString(content), "shipped");
        var due = clock.instant().plus(Duration.ofDays(shipped.reviewDays()));
        store.insert(shipped.code(), shipped.client(), content, null, shipped.reviewDays(), due);
        definitions.approve(KIND, shipped.code(), 1, "shipped", null);
        search(find(shipped.code()));
        return true;
    }

    /// A page of the playbook.
    public record Shipped(
            String code,
            @Nullable ClientId client,
            String kind,
            Text title,
            Text body,
            List<String> tags,
            List<String> queues,
            List<String> reasons,
            int reviewDays) {}

    /// Makes anew what is searched of a page: each approved version that is shown now or will be.
    private void search(PageStore.Kept page) {
        var now = clock.instant();
        var texts = new ArrayList<PageStore.Searched>();
        for (var version : definitions.versions(KIND, page.code())) {
            var from = version.validFrom();
            if (from == null || (version.validTo() != null && !version.validTo().isAfter(now))) {
                continue;
            }
            var content = content(version);
            var until = earlier(version.validTo(), content.validUntil());
            for (var language : Languages.of(content.body())) {
                texts.add(new PageStore.Searched(version.version(), language.tag(), content, from, until));
            }
        }
        store.searched(page, texts);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant two) {
        return one == null || (two != null && two.isBefore(one)) ? two : one;
    }

    private void check(
            Fields fields, PageContent.Given given, @Nullable ClientId client, PageStore.@Nullable Kept page) {
        fields.oneOf("kind", given.kind(), PageContent.KINDS);
        fields.name("title", given.title());
        var body = given.body();
        if (body == null || body.isEmpty()) {
            fields.add("body", "required");
        } else {
            for (var language : Languages.of(body)) {
                fields.length("body." + language.tag(), Languages.in(body, language), PageText.LONGEST);
                if (given.title() != null
                        && Languages.in(given.title(), language).isEmpty()) {
                    fields.add("title." + language.tag(), "required");
                }
            }
        }
        fields.count("tags", given.tags(), MOST_TAGS);
        for (var tag : Objects.requireNonNullElse(given.tags(), List.<String>of())) {
            fields.required("tags", tag, LONGEST_TAG);
        }
        fields.count("queues", given.queues(), MOST_PLACES);
        fields.count("reasons", given.reasons(), MOST_PLACES);
        for (var reason : Objects.requireNonNullElse(given.reasons(), List.<String>of())) {
            fields.code("reasons", reason);
        }
        if (given.queues() != null && given.queues().size() <= MOST_PLACES) {
            for (var unknown : store.unknownQueues(given.queues(), client)) {
                fields.add("queues", "unknown", Map.of("value", unknown));
            }
        }
        var files = fields.ids("attachments", given.attachments(), PageAttachments.MOST);
        if (!files.isEmpty()) {
            var known = page == null
                    ? List.<String>of()
                    : attachments.of(page.id()).stream()
                            .map(PageView.Attachment::id)
                            .toList();
            files.stream()
                    .filter(file -> !known.contains(file.toString()))
                    .forEach(file -> fields.add("attachments", "unknown", Map.of("value", file.toString())));
        }
    }
}
