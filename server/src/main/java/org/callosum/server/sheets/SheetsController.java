package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.blobs.FileAnswer;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

@RestController
@RequestMapping("/api")
class SheetsController {
    private final Sheets sheets;
    private final SheetsDue due;
    private final SheetTypes types;

    SheetsController(Sheets sheets, SheetsDue due, SheetTypes types) {
        this.sheets = sheets;
        this.due = due;
        this.types = types;
    }

    /// Only the items that change; `{"value": null}` empties one.
    @Schema(name = "SheetCorrection")
    record Correction(
            @Nullable Integer answersVersion,
            @Nullable Map<String, @Nullable AnswerBody> answers,
            @Nullable String reason) {}

    @Schema(name = "SheetReason")
    record Reason(@Nullable String reason) {}

    /// @param withdrawn true: only those that were taken back
    @GetMapping("/sheets")
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL})
    Page<SheetView.Row> list(
            PageQuery query,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Boolean mine,
            @RequestParam(required = false) @Nullable Boolean findings,
            @RequestParam(name = "case", required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable Boolean withdrawn,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until) {
        return sheets.page(
                query,
                new SheetStore.Filter(
                        type, id(subject), mine, findings, id(caseId), Boolean.TRUE.equals(withdrawn), from, until));
    }

    /// What is to be looked at now.
    @GetMapping("/sheets/due")
    @RequiresRight(Right.SHEETS_FILL)
    SheetView.AllDue due() {
        return due.all();
    }

    /// The newest 200 scores of a kind, oldest first.
    @GetMapping("/sheets/scores")
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL})
    List<SheetView.Score> scores(@RequestParam String type, @RequestParam(required = false) @Nullable String subject) {
        return sheets.scores(type, id(subject));
    }

    @PostMapping("/sheets")
    @RequiresRight(Right.SHEETS_FILL)
    @ResponseStatus(HttpStatus.CREATED)
    SheetView.Whole fill(@RequestBody Sheets.NewSheet wanted) {
        return sheets.fill(wanted);
    }

    @GetMapping("/sheets/{id}")
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL})
    SheetView.Whole one(@PathVariable String id) {
        return sheets.whole(Ids.parse(id));
    }

    @PutMapping("/sheets/{id}/answers")
    @RequiresRight(Right.SHEETS_FILL)
    SheetView.Whole correct(@PathVariable String id, @RequestBody Correction wanted) {
        return sheets.correct(Ids.parse(id), wanted.answersVersion(), wanted.answers(), wanted.reason());
    }

    @PostMapping("/sheets/{id}/withdraw")
    @RequiresRight(Right.SHEETS_FILL)
    SheetView.Whole withdraw(@PathVariable String id, @RequestBody Reason wanted) {
        return sheets.withdraw(Ids.parse(id), true, wanted.reason());
    }

    @PostMapping("/sheets/{id}/restore")
    @RequiresRight(Right.SHEETS_FILL)
    SheetView.Whole restore(@PathVariable String id, @RequestBody Reason wanted) {
        return sheets.withdraw(Ids.parse(id), false, wanted.reason());
    }

    /// Opens the case that an answer calls for.
    @PostMapping("/sheets/{id}/cases")
    @RequiresRight(Right.CASES_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    SheetView.Whole open(@PathVariable String id, @RequestBody Sheets.NewCase wanted) {
        return sheets.open(Ids.parse(id), wanted);
    }

    @PostMapping(path = "/sheets/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @RequiresRight(Right.SHEETS_FILL)
    @ResponseStatus(HttpStatus.CREATED)
    SheetView.File attach(@PathVariable String id, @RequestParam("file") MultipartFile file) throws IOException {
        if (file.getSize() > SheetFiles.LARGEST) {
            throw Problems.of(413, "too-large", Map.of());
        }
        return sheets.attach(Ids.parse(id), file.getBytes(), file.getOriginalFilename());
    }

    @GetMapping("/sheet-files/{id}")
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL})
    ResponseEntity<byte[]> file(@PathVariable String id) {
        var opened = sheets.file(Ids.parse(id));
        return FileAnswer.of(opened.file().name(), opened.file().mediaType(), opened.content());
    }

    /// What a sheet of a kind may be about, the first 50 or as many as are asked for.
    @GetMapping("/sheet-types/{code}/subjects")
    @RequiresRight({Right.SHEETS_VIEW, Right.SHEETS_FILL})
    Page<SheetType.Subject> subjects(@PathVariable String code, PageQuery query) {
        return Page.whole(sheets.subjects(code, query));
    }

    /// An empty sheet, to be filled in.
    @GetMapping("/sheet-types/{code}/blank")
    @RequiresRight(Right.SHEETS_FILL)
    SheetType.Blank blank(@PathVariable String code) {
        return types.blank(code);
    }

    private static @Nullable Long id(@Nullable String text) {
        return text == null ? null : Ids.parse(text);
    }
}
