package org.callosum.server.pages;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What goes out about pages.
final class PageView {
    private PageView() {}

    /// Somebody who may look after a page.
    @Schema(name = "PageOwner")
    record Owner(String id, String displayName) {}

    /// In the list of those who look after pages.
    ///
    /// @param state of the newest version
    /// @param liveVersion shown to readers now
    /// @param doubts how many wait for an answer
    @Schema(name = "PageRow")
    record Row(
            String code,
            Text title,

            @Schema(allowableValues = {"knowledge", "answer", "procedure", "law", "wording"})
            String kind,

            @Nullable String clientId,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            @Nullable Integer liveVersion,
            int latestVersion,
            Instant updatedAt,
            String updatedBy,
            @Nullable String ownerId,
            @Nullable String ownerName,
            @Nullable Integer reviewDays,
            @Nullable Instant reviewDue,
            boolean reviewOverdue,
            int doubts) {}

    @Schema(name = "PageVersion")
    record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param act `drafted`, `approved`, `retired`, or of a review `kept`, `to-change`, `to-retire`
    @Schema(name = "PageAct")
    record Act(
            @Schema(allowableValues = {"drafted", "approved", "retired", "kept", "to-change", "to-retire"})
            String act,

            @Nullable Integer version,
            Instant at,
            String by,
            String details) {}

    @Schema(name = "PageAttachment")
    record Attachment(String id, String name, String mediaType, long sizeBytes) {}

    /// A page with its newest text, for those who write it.
    ///
    /// @param keeping counts changes of owner and review, see [Keeping]
    @Schema(name = "PageRecord")
    record Whole(
            Row row,
            PageContent content,
            List<Version> versions,
            List<Act> log,
            List<Attachment> attachments,
            int keeping) {}

    @Schema(name = "PageBody")
    record Body(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            PageContent content) {}

    @Schema(name = "PageRun")
    record Run(
            @Schema(allowableValues = {"same", "added", "removed"})
            String kind,

            String text) {}

    /// What changed in one part of a page.
    ///
    /// @param part `title`, `body`, `tags`, `queues`, `reasons`, `kind`, `valid-until` or `attachments`
    @Schema(name = "PageChange")
    record Change(
            @Schema(
                    allowableValues = {
                        "title",
                        "body",
                        "tags",
                        "queues",
                        "reasons",
                        "kind",
                        "valid-until",
                        "attachments"
                    })
            String part,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable
            String language,

            List<Run> runs) {}

    @Schema(name = "PageDifference")
    record Difference(int from, int to, List<Change> changes) {}

    /// One language of a page, rendered.
    @Schema(name = "PageReadable")
    record InLanguage(
            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            String title,
            List<PageNode> nodes) {}

    /// A page as a reader sees it.
    ///
    /// @param readVersion the last one this reader had opened; null: none
    /// @param toAcknowledge whether this reader is asked to say that they have read it
    /// @param why what its approver said of the change
    @Schema(name = "PageToRead")
    record ToRead(
            String code,

            @Schema(allowableValues = {"knowledge", "answer", "procedure", "law", "wording"})
            String kind,

            @Nullable String clientId,
            int version,
            Instant approvedAt,
            String approvedBy,
            String why,
            @Nullable Instant validUntil,
            @Nullable String ownerName,
            List<String> tags,
            List<InLanguage> languages,
            List<Attachment> attachments,
            @Nullable Integer readVersion,
            @Nullable Integer acknowledgedVersion,
            boolean toAcknowledge) {}

    @Schema(name = "PageHit")
    record Hit(
            String code,

            @Schema(allowableValues = {"knowledge", "answer", "procedure", "law", "wording"})
            String kind,

            @Nullable String clientId,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            List<Marked> title,
            List<Marked> snippet,
            @Nullable Instant validUntil) {}

    @Schema(name = "PageMark")
    record Marked(String text, boolean marked) {}

    @Schema(name = "PageHits")
    record Hits(String q, List<Hit> items) {}

    /// @param why it is proposed: `queue` or `reason`
    @Schema(name = "PageProposal")
    record Proposal(
            String code,
            Text title,

            @Schema(allowableValues = {"knowledge", "answer", "procedure", "law", "wording"})
            String kind,

            @Schema(allowableValues = {"queue", "reason"}) String why,

            boolean toAcknowledge) {}

    /// @param version they opened last; null: never
    @Schema(name = "PageReader")
    record Reader(
            String accountId,
            String name,
            @Nullable Integer version,
            @Nullable Instant readAt,
            @Nullable Instant acknowledgedAt,
            boolean done) {}

    /// @param asksFromVersion null: nobody is asked
    @Schema(name = "PageReaders")
    record Readers(@Nullable Integer asksFromVersion, int done, List<Reader> readers) {}

    @Schema(name = "PageDoubt")
    record Doubt(
            String id,
            String code,
            Text title,
            int version,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            Instant askedAt,
            String askedBy,
            String text,
            Instant dueAt,
            boolean overdue,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy,
            @Nullable String answer) {}

    @Schema(name = "PageMention")
    record Mention(
            String code, Text title, int version, @Nullable Instant due) {}

    /// What waits for this account.
    ///
    /// @param answered doubts of theirs that were answered and not looked at yet
    @Schema(name = "PageWork")
    record Work(List<Mention> toAcknowledge, List<Doubt> answered, List<Doubt> toAnswer, List<Mention> toReview) {}

    @Schema(name = "PageMiss")
    record Miss(
            String words,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"})
            String language,

            @Nullable String clientId,
            int count,
            Instant lastAt) {}

    /// @param version of the list, sent back with a change
    @Schema(name = "PageSynonyms")
    record SynonymList(List<List<String>> groups, int version) {}
}
