package org.callosum.server.pages;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.blobs.FileAnswer;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What readers of pages ask for.
@RestController
@RequestMapping("/api")
class ReadingController {
    private final PageSearch search;
    private final PageReaders readers;
    private final PageDoubts doubts;
    private final PageAttachments attachments;
    private final SearchMisses misses;

    ReadingController(
            PageSearch search,
            PageReaders readers,
            PageDoubts doubts,
            PageAttachments attachments,
            SearchMisses misses) {
        this.search = search;
        this.readers = readers;
        this.doubts = doubts;
        this.attachments = attachments;
        this.misses = misses;
    }

    @Schema(name = "PageSearchMissed")
    record Missed(@Nullable String words, @Nullable String clientId) {}

    @Schema(name = "PageReading")
    record Read(@Nullable Integer version, @Nullable Boolean acknowledged) {}

    @Schema(name = "PageDoubtWords")
    record DoubtWords(@Nullable String text) {}

    @Schema(name = "NewPageDoubt")
    record NewDoubt(
            @Nullable Integer version,
            @Nullable String language,
            @Nullable String text) {}

    /// @param client of this client and of the whole house; absent: of every client that may be seen
    @GetMapping("/page-search")
    @RequiresRight(Right.PAGES_VIEW)
    PageView.Hits search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String kind) {
        return search.search(q, client == null ? null : Ids.parse(client), kind);
    }

    /// Said by a page when somebody stopped typing and nothing had been found.
    @PostMapping("/page-search/misses")
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void missed(@RequestBody Missed missed) {
        var client = missed.clientId() == null ? null : Ids.parse(missed.clientId());
        if (missed.words() != null && !search.finds(missed.words(), client)) {
            misses.keep(missed.words(), client);
        }
    }

    /// @param reason codes of results or case reasons
    @GetMapping("/page-proposals")
    @RequiresRight(Right.PAGES_VIEW)
    Page<PageView.Proposal> proposals(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable List<String> reason,
            @RequestParam(required = false) @Nullable String client) {
        return Page.whole(readers.proposals(
                queue == null ? null : Ids.parse(queue),
                reason == null ? List.of() : reason,
                client == null ? null : Ids.parse(client)));
    }

    /// What waits for whoever asks: changes to acknowledge, answers to their doubts, doubts and reviews of
    /// their pages.
    @GetMapping("/page-work")
    @RequiresRight(Right.PAGES_VIEW)
    PageView.Work work() {
        search.warm(); // every desk asks this when it opens
        return doubts.work(readers.toAcknowledge());
    }

    @GetMapping("/pages/{code}/read")
    @RequiresRight(Right.PAGES_VIEW)
    PageView.ToRead read(@PathVariable String code) {
        return readers.read(code);
    }

    /// What changed since whoever asks read it last.
    @GetMapping("/pages/{code}/changes")
    @RequiresRight(Right.PAGES_VIEW)
    PageView.Difference changes(@PathVariable String code) {
        return readers.changes(code);
    }

    @PostMapping("/pages/{code}/readings")
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void note(@PathVariable String code, @RequestBody Read read) {
        readers.note(code, read.version(), Boolean.TRUE.equals(read.acknowledged()));
    }

    @PostMapping("/pages/{code}/doubts")
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.CREATED)
    PageView.Doubt doubt(@PathVariable String code, @RequestBody NewDoubt doubt) {
        return doubts.raise(code, doubt.version(), doubt.language(), doubt.text());
    }

    /// Words beside one's own doubt, afterwards.
    @PutMapping("/page-doubts/{id}/words")
    @RequiresRight(Right.PAGES_VIEW)
    PageView.Doubt word(@PathVariable String id, @RequestBody DoubtWords words) {
        return doubts.word(Ids.parse(id), words.text());
    }

    /// One's own, as if it had not been raised.
    @DeleteMapping("/page-doubts/{id}")
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable String id) {
        doubts.withdraw(Ids.parse(id));
    }

    @PostMapping("/page-doubts/{id}/seen")
    @RequiresRight(Right.PAGES_VIEW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void seen(@PathVariable String id) {
        doubts.seen(Ids.parse(id));
    }

    @GetMapping("/page-attachments/{id}")
    @RequiresRight(Right.PAGES_VIEW)
    ResponseEntity<byte[]> attachment(@PathVariable String id) {
        var opened = attachments.open(Ids.parse(id));
        return FileAnswer.of(opened.file().name(), opened.file().mediaType(), opened.content());
    }
}
