package org.callosum.server.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.escalations.Escalations;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.notes.FilledNote;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Marks, signs and escalation of the contact one has.
@RestController
@RequestMapping("/api/desk/interactions/{id}")
class HandlingController {
    private static final Set<WorkView.Stage> SEEN =
            Set.of(WorkView.Stage.OFFERED, WorkView.Stage.TALKING, WorkView.Stage.ON_HOLD, WorkView.Stage.WRAPPING_UP);
    private static final Set<WorkView.Stage> HAD =
            Set.of(WorkView.Stage.TALKING, WorkView.Stage.ON_HOLD, WorkView.Stage.WRAPPING_UP);

    private final DeskPerson person;
    private final DeskHandling handling;
    private final DeskNotes notes;

    HandlingController(DeskPerson person, DeskHandling handling, DeskNotes notes) {
        this.person = person;
        this.handling = handling;
        this.notes = notes;
    }

    /// @param code null: take the mark away
    @Schema(name = "DeskMark")
    record Mark(
            @Schema(allowableValues = {"need", "decision"}) @Nullable
            String kind,

            @Nullable String code) {}

    private DeskHandling.Held held(String id, Set<WorkView.Stage> stages) {
        var me = person.me();
        var interaction = new InteractionId(Ids.parse(id));
        var work = person.mine(me, interaction, stages);
        return handling.held(me, interaction, work.queue().value());
    }

    @GetMapping("/handling")
    @RequiresRight(Right.DESK_WORK)
    DeskHandling.Handling handling(@PathVariable String id) {
        return handling.of(held(id, SEEN));
    }

    /// Results it will probably be closed with.
    @GetMapping("/suggestions")
    @RequiresRight(Right.DESK_WORK)
    List<DeskHandling.Suggestion> suggestions(@PathVariable String id) {
        return handling.suggestions(held(id, HAD));
    }

    @PutMapping("/mark")
    @RequiresRight(Right.DESK_WORK)
    DeskHandling.Handling mark(@PathVariable String id, @RequestBody Mark wanted) {
        return handling.mark(held(id, HAD), wanted.kind(), wanted.code());
    }

    @PostMapping("/escalation")
    @RequiresRight(Right.DESK_WORK)
    DeskHandling.Handling raise(@PathVariable String id, @RequestBody Escalations.Raise wanted) {
        return handling.raise(held(id, HAD), wanted);
    }

    /// What the next person needs, written bit by bit.
    @PutMapping("/escalation")
    @RequiresRight(Right.DESK_WORK)
    DeskHandling.Handling write(@PathVariable String id, @RequestBody Escalations.Notes notes) {
        return handling.write(held(id, HAD), notes);
    }

    /// Templates filled in for it, and those that may be begun.
    @GetMapping("/note-forms")
    @RequiresRight(Right.DESK_WORK)
    FilledNote.OfContact notes(@PathVariable String id) {
        return notes.of(held(id, SEEN));
    }

    /// @param answersVersion that the writer had seen; 0 begins it
    @Schema(name = "NoteAnswers")
    record NoteAnswers(
            @Nullable Integer answersVersion, @Nullable Map<String, @Nullable AnswerBody> answers) {
        @Override
        public String toString() {
            return "NoteAnswers[…]";
        }
    }

    @PutMapping("/note-forms/{code}")
    @RequiresRight(Right.DESK_WORK)
    FilledNote note(@PathVariable String id, @PathVariable String code, @RequestBody NoteAnswers wanted) {
        return notes.write(held(id, HAD), code, wanted.answersVersion(), wanted.answers());
    }

    @DeleteMapping("/note-forms/{code}")
    @RequiresRight(Right.DESK_WORK)
    FilledNote.OfContact removeNote(@PathVariable String id, @PathVariable String code) {
        return notes.remove(held(id, HAD), code);
    }
}
