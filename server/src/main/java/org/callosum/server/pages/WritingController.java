package org.callosum.server.pages;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// What those ask for who write pages and look after them.
@RestController
@RequestMapping("/api")
class WritingController {
    private final PageBook book;
    private final PageReaders readers;
    private final PageDoubts doubts;
    private final PageAttachments attachments;
    private final SearchMisses misses;
    private final SynonymBook synonyms;

    WritingController(
            PageBook book,
            PageReaders readers,
            PageDoubts doubts,
            PageAttachments attachments,
            SearchMisses misses,
            SynonymBook synonyms) {
        this.book = book;
        this.readers = readers;
        this.doubts = doubts;
        this.attachments = attachments;
        this.misses = misses;
        this.synonyms = synonyms;
    }

    @Schema(name = "NewPage")
    record NewPage(
            @Nullable String code,
            @Nullable String clientId,
            PageContent.@Nullable Given content,
            @Nullable String reason) {}

    @Schema(name = "PageDraft")
    record Draft(
            @Nullable Integer baseVersion,
            PageContent.@Nullable Given content,
            @Nullable String reason) {}

    @Schema(name = "PageApproval")
    record Approval(
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Boolean acknowledge) {}

    @Schema(name = "PageRetirement")
    record Retirement(@Nullable String reason) {}

    @Schema(name = "PageKeeping")
    record Keeping(
            @Nullable Integer keeping,
            @Nullable String ownerId,
            @Nullable Integer reviewDays) {}

    @Schema(name = "PageReview")
    record Review(@Nullable String outcome, @Nullable String note) {}

    @Schema(name = "PageDraftText")
    record Wording(@Nullable String body) {}

    @Schema(name = "PagePreview")
    record Preview(List<PageNode> nodes) {}

    @Schema(name = "PageAnswer")
    record Answer(@Nullable String answer) {}

    @Schema(name = "PageMissSettled")
    record Settled(@Nullable String words) {}

    @Schema(name = "PageSynonymsWanted")
    record SynonymsWanted(
            @Nullable List<List<String>> groups, @Nullable Integer version) {}

    /// @param owner an account's id, or `me`
    /// @param due only those whose review is overdue
    @GetMapping("/pages")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    Page<PageView.Row> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(defaultValue = "false") boolean due) {
        return book.page(
                query,
                new PageStore.Filter(
                        null,
                        kind,
                        client == null ? null : Ids.parse(client),
                        state,
                        "me".equals(owner) ? Tenancy.current().accountId() : owner == null ? null : Ids.parse(owner),
                        due));
    }

    @PostMapping("/pages")
    @RequiresRight(Right.PAGES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    PageView.Whole create(@RequestBody NewPage page) {
        return book.create(page.code(), page.clientId(), given(page.content()), page.reason());
    }

    @GetMapping("/page-owners")
    @RequiresRight(Right.PAGES_EDIT)
    List<PageView.Owner> owners() {
        return book.owners();
    }

    @GetMapping("/pages/{code}")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    PageView.Whole one(@PathVariable String code) {
        return book.whole(code);
    }

    @PutMapping("/pages/{code}")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.Whole draft(@PathVariable String code, @RequestBody Draft draft) {
        return book.draft(code, draft.baseVersion(), given(draft.content()), draft.reason());
    }

    @PutMapping("/pages/{code}/keeping")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.Whole keep(@PathVariable String code, @RequestBody Keeping keeping) {
        return book.keep(code, keeping.keeping(), keeping.ownerId(), keeping.reviewDays());
    }

    @PostMapping("/pages/{code}/reviews")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.Whole review(@PathVariable String code, @RequestBody Review review) {
        return book.review(code, review.outcome(), review.note());
    }

    @GetMapping("/pages/{code}/versions/{version}")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    PageView.Body version(@PathVariable String code, @PathVariable int version) {
        return book.body(code, version);
    }

    @PostMapping("/pages/{code}/versions/{version}/approve")
    @RequiresRight(Right.PAGES_APPROVE)
    PageView.Whole approve(@PathVariable String code, @PathVariable int version, @RequestBody Approval approval) {
        return book.approve(
                code, version, approval.reason(), approval.validFrom(), Boolean.TRUE.equals(approval.acknowledge()));
    }

    @PostMapping("/pages/{code}/versions/{version}/retire")
    @RequiresRight(Right.PAGES_APPROVE)
    PageView.Whole retire(@PathVariable String code, @PathVariable int version, @RequestBody Retirement retirement) {
        return book.retire(code, version, retirement.reason());
    }

    /// Takes an approval back: the version before is shown again.
    @PostMapping("/pages/{code}/versions/{version}/take-back")
    @RequiresRight(Right.PAGES_APPROVE)
    PageView.Whole takeBack(@PathVariable String code, @PathVariable int version, @RequestBody Retirement retirement) {
        return book.takeBack(code, version, retirement.reason());
    }

    @GetMapping("/pages/{code}/diff")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    PageView.Difference difference(@PathVariable String code, @RequestParam int from, @RequestParam int to) {
        return book.difference(code, from, to);
    }

    @GetMapping("/pages/{code}/readers")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    PageView.Readers readers(@PathVariable String code) {
        return readers.readers(code);
    }

    @GetMapping("/pages/{code}/doubts")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    Page<PageView.Doubt> doubtsOf(@PathVariable String code) {
        return Page.whole(doubts.of(code));
    }

    @PostMapping("/pages/{code}/attachments")
    @RequiresRight(Right.PAGES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    PageView.Attachment attach(@PathVariable String code, @RequestParam("file") MultipartFile file) throws IOException {
        if (file.getSize() > PageAttachments.LARGEST) {
            throw Problems.of(413, "too-large", java.util.Map.of());
        }
        return attachments.store(book.writable(code), file.getBytes(), file.getOriginalFilename());
    }

    /// How a text will look. Changes nothing.
    @PostMapping("/page-preview")
    @RequiresRight(Right.PAGES_EDIT)
    Preview preview(@RequestBody Wording wording) {
        var fields = new Fields();
        fields.length("body", wording.body(), PageText.LONGEST);
        fields.check();
        return new Preview(wording.body() == null ? List.of() : PageText.render(wording.body()));
    }

    @GetMapping("/page-doubts")
    @RequiresRight({Right.PAGES_EDIT, Right.PAGES_APPROVE})
    Page<PageView.Doubt> doubts(@RequestParam(defaultValue = "true") boolean open) {
        return Page.whole(doubts.all(open));
    }

    @PostMapping("/page-doubts/{id}/answer")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.Doubt answer(@PathVariable String id, @RequestBody Answer answer) {
        return doubts.answer(Ids.parse(id), answer.answer());
    }

    @GetMapping("/page-misses")
    @RequiresRight(Right.PAGES_EDIT)
    Page<PageView.Miss> misses() {
        return Page.whole(misses.list());
    }

    @PostMapping("/page-misses/settle")
    @RequiresRight(Right.PAGES_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void settle(@RequestBody Settled settled) {
        if (settled.words() != null) {
            misses.settle(settled.words());
        }
    }

    @GetMapping("/page-synonyms")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.SynonymList synonyms() {
        return synonyms.list();
    }

    @PutMapping("/page-synonyms")
    @RequiresRight(Right.PAGES_EDIT)
    PageView.SynonymList changeSynonyms(@RequestBody SynonymsWanted wanted) {
        return synonyms.change(wanted.groups(), wanted.version());
    }

    private static PageContent.Given given(PageContent.@Nullable Given content) {
        if (content == null) {
            throw Problems.field("content", "required");
        }
        return content;
    }
}
