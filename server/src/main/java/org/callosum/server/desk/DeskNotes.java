package org.callosum.server.desk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.server.desk.DeskHandling.Held;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.notes.FilledNote;
import org.callosum.server.notes.FilledNotes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Templates filled in for the contact an agent has, whatever clients their account is granted: the floor gave
/// it to them.
@Service
class DeskNotes {
    private final DeskHandling handling;
    private final FilledNotes notes;

    DeskNotes(DeskHandling handling, FilledNotes notes) {
        this.handling = handling;
        this.notes = notes;
    }

    private static FilledNotes.Contact contact(Held held) {
        return new FilledNotes.Contact(held.interaction().value(), held.client(), held.queue());
    }

    FilledNote.OfContact of(Held held) {
        return handling.as(held.me(), () -> notes.of(contact(held)));
    }

    FilledNote write(
            Held held,
            String code,
            @Nullable Integer answersVersion,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        return handling.as(held.me(), () -> notes.write(contact(held), code, answersVersion, answers));
    }

    FilledNote.OfContact remove(Held held, String code) {
        return handling.as(held.me(), () -> {
            notes.remove(contact(held), code);
            return notes.of(contact(held));
        });
    }

    /// Judges whether the contact may be finished, before anything of it is done.
    void checkFinished(Held held, List<String> results) {
        handling.as(held.me(), () -> {
            notes.checkFinished(contact(held), Set.copyOf(results));
            return null;
        });
    }
}
