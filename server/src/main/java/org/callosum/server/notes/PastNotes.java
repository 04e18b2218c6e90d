package org.callosum.server.notes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.forms.Answer;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Forms;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Filled-in notes of a past that nobody lived: the sample year's.
@Component
@Transactional
public class PastNotes {
    private final NoteStore store;
    private final Forms forms;

    PastNotes(NoteStore store, Forms forms) {
        this.store = store;
        this.forms = forms;
    }

    /// A template as an agent filled it in.
    ///
    /// @param answers texts and codes by item
    public record Past(
            FilledNotes.Contact contact,
            String form,
            Map<String, String> answers,
            Instant at,
            String author,
            @Nullable Long account) {
        @Override
        public String toString() {
            return "Past[" + form + "]"; // a note is personal
        }
    }

    public void write(List<Past> notes) {
        for (var note : notes) {
            var live = forms.live(note.form());
            if (live != null) {
                write(note, live);
            }
        }
    }

    private void write(Past note, Forms.Live live) {
        var answers = new LinkedHashMap<String, Answer>();
        note.answers().forEach((item, text) -> answers.put(item, Answer.of(text)));
        var filled = live.form().fill(answers).answers();
        var stamps = new LinkedHashMap<String, FilledNote.Stamp>();
        filled.keySet().forEach(item -> stamps.put(item, new FilledNote.Stamp(note.at(), note.author())));
        var row =
                store.past(note, live.version(), AnswerBody.of(filled), stamps, FilledNotes.text(live.form(), filled));
        store.count(row, note.contact(), FilledNotes.values(live.form(), filled));
    }
}
