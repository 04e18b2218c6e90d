package org.callosum.server.customers.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Messages;
import org.callosum.server.platform.web.Page;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/customer-imports")
class ImportsController {
    private static final int MOST_TOLD = 10_000;

    private final Imports imports;
    private final Messages texts;

    ImportsController(Imports imports, Messages texts) {
        this.imports = imports;
        this.texts = texts;
    }

    @GetMapping
    @RequiresRight(Right.CUSTOMERS_MERGE)
    Page<ImportRun> list() {
        return Page.whole(imports.latest());
    }

    @GetMapping("/{id}")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    ImportRun one(@PathVariable String id) {
        return imports.one(Ids.parse(id));
    }

    @PostMapping
    @RequiresRight(Right.CUSTOMERS_MERGE)
    @ResponseStatus(HttpStatus.CREATED)
    ImportRun upload(
            @RequestParam("client") String client,
            @RequestParam(name = "kind", defaultValue = "customers") String kind,
            @RequestParam("file") MultipartFile file)
            throws IOException {
        if (file.getSize() > Imports.LARGEST) {
            throw Problems.of(413, "too-large", Map.of());
        }
        try (var content = file.getInputStream()) {
            return imports.upload(
                    Ids.parse(client),
                    ImportKind.of(kind),
                    Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                    content);
        }
    }

    /// Reads the file by another encoding or delimiter than was found out.
    @PostMapping("/{id}/reread")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    ImportRun reread(@PathVariable String id, @RequestBody Imports.Wish wish) {
        return imports.reread(Ids.parse(id), wish);
    }

    @PostMapping("/{id}/run")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    ImportRun run(@PathVariable String id, @RequestBody Imports.Wish wish) {
        return imports.run(Ids.parse(id), wish);
    }

    @PostMapping("/{id}/cancel")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    ImportRun cancel(@PathVariable String id) {
        return imports.cancel(Ids.parse(id));
    }

    /// What was wrong, as a file: line, column, what, in the reader's language.
    @GetMapping("/{id}/errors.csv")
    @RequiresRight(Right.CUSTOMERS_MERGE)
    void errors(@PathVariable String id, HttpServletResponse response) throws IOException {
        var errors = imports.errors(Ids.parse(id), MOST_TOLD);
        var language = Objects.requireNonNullElse(Tenancy.languageOfAccount(), Language.EN);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"import-errors.csv\"");
        var out = new StringBuilder("\ufeffline,column,name,what\r\n");
        for (var error : errors) {
            var told = texts.find(language, "field." + error.code(), Map.of("min", "0", "max", "200", "allowed", "…"));
            out.append(error.line())
                    .append(',')
                    .append(error.column() == 0 ? "" : Integer.toString(error.column()))
                    .append(',')
                    .append(SafeCsv.cell(error.name()))
                    .append(',')
                    .append(SafeCsv.cell(told == null ? error.code() : told))
                    .append("\r\n");
        }
        response.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
