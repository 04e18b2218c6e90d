package org.callosum.server.flows;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.flows.audio.WaveFile;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/prompts")
class PromptsController {
    private static final long LARGEST_UPLOAD = 5L * 1024 * 1024;

    private final Prompts prompts;

    PromptsController(Prompts prompts) {
        this.prompts = prompts;
    }

    record SpeechWanted(@Nullable String text, @Nullable String voice) {}

    @GetMapping
    @RequiresRight(Right.FLOWS_VIEW)
    Page<Prompt> list(PageQuery query) {
        return Listing.of(
                query,
                prompts.all(),
                each -> each.code() + " " + each.texts(),
                Map.of("code", Comparator.comparing(each -> String.valueOf(each.code()))));
    }

    @PostMapping
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.CREATED)
    Prompt create(@RequestBody Prompt wanted) {
        return prompts.create(wanted);
    }

    /// @param client whose own; absent: the house's
    @GetMapping("/{code}")
    @RequiresRight(Right.FLOWS_VIEW)
    Prompt one(@PathVariable String code, @RequestParam(required = false) @Nullable String client) {
        return prompts.find(code, id(client));
    }

    @PutMapping("/{code}")
    @RequiresRight(Right.FLOWS_EDIT)
    Prompt change(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String client,
            @RequestBody Prompt wanted) {
        return prompts.change(code, id(client), wanted);
    }

    /// @param client whose own sound; absent: the house's
    @GetMapping("/{code}/{language}/audio")
    @RequiresRight(Right.FLOWS_VIEW)
    ResponseEntity<byte[]> audio(
            @PathVariable String code,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String client) {
        var sound = prompts.sound(code, language, id(client))
                .orElseThrow(() -> Problems.of(404, "prompt-silent", Map.of()));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("audio/wav"))
                .body(WaveFile.of(sound));
    }

    @PostMapping("/{code}/{language}/audio")
    @RequiresRight(Right.FLOWS_EDIT)
    Prompt upload(
            @PathVariable String code,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam("file") MultipartFile file)
            throws IOException {
        if (file.getSize() > LARGEST_UPLOAD) {
            throw Problems.of(413, "too-large", Map.of());
        }
        return prompts.upload(
                code,
                language,
                id(client),
                file.getBytes(),
                Objects.requireNonNullElse(file.getOriginalFilename(), ""));
    }

    @PostMapping("/{code}/{language}/speech")
    @RequiresRight(Right.FLOWS_EDIT)
    Prompt speak(
            @PathVariable String code,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String client,
            @RequestBody SpeechWanted wanted) {
        var sound = prompts.speech(language, wanted.text(), wanted.voice());
        return prompts.put(code, language, id(client), "speech", sound);
    }

    @DeleteMapping("/{code}/{language}/audio")
    @RequiresRight(Right.FLOWS_EDIT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable String code,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String client) {
        prompts.remove(code, language, id(client));
    }

    private static @Nullable Long id(@Nullable String client) {
        return client == null ? null : Ids.parse(client);
    }
}
