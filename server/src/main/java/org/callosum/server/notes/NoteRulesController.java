package org.callosum.server.notes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/note-rules/{client}")
class NoteRulesController {
    private final NoteRuleBook book;
    private final FilledNotes notes;

    NoteRulesController(NoteRuleBook book, FilledNotes notes) {
        this.book = book;
        this.notes = notes;
    }

    @Schema(name = "NoteRulesChange")
    record Change(
            @Nullable List<NoteRules.Rule> rules, @Nullable Integer version) {}

    @GetMapping
    @RequiresRight(Right.FORMS_VIEW)
    NoteRules rules(@PathVariable String client) {
        return page(granted(client));
    }

    @PutMapping
    @RequiresRight(Right.FORMS_EDIT)
    NoteRules change(@PathVariable String client, @RequestBody Change wanted) {
        book.change(granted(client), wanted.rules(), wanted.version());
        return page(Ids.parse(client));
    }

    private NoteRules page(long client) {
        var now = book.of(client);
        return new NoteRules(now.rules(), now.version(), notes.choices(client));
    }

    /// A client that is not granted is not found.
    private static long granted(String client) {
        long id = Ids.parse(client);
        if (!Tenancy.current().clients().includes(new ClientId(id))) {
            throw Problems.notFound("client", client);
        }
        return id;
    }
}
