package org.callosum.server.notes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A template as it is filled in for one contact. It belongs to the contact: whoever has it goes on with it.
///
/// @param version of the template that it began with
/// @param answersVersion to be sent with a change
/// @param stamps by item: when it was last answered, and by whom
@Schema(name = "FilledNote")
public record FilledNote(
        String code,
        int version,
        Text title,
        FormBody form,
        Map<String, AnswerBody> answers,
        int answersVersion,
        Map<String, Stamp> stamps) {
    @Schema(name = "NoteStamp")
    public record Stamp(Instant at, String by) {}

    /// What somebody finds who was slower.
    record Now(Map<String, AnswerBody> answers, int answersVersion) {
        @Override
        public String toString() {
            return "Now[" + answersVersion + "]";
        }
    }

    /// A template that may be begun.
    ///
    /// @param why a rule names the contact's queue, its reason or the result that is chosen, or its script has
    ///     asked some of it already; null: nothing speaks for it
    /// @param result the rule holds while this result is chosen; null: at any
    @Schema(name = "NoteTemplate")
    public record Template(
            String code,
            Text title,

            @Schema(allowableValues = {"queue", "reason", "result", "script"}) @Nullable
            String why,

            @Nullable String result,
            boolean required) {}

    /// What is filled in for a contact, and what may be begun, the proposed first.
    @Schema(name = "ContactNotes")
    public record OfContact(String interactionId, List<FilledNote> notes, List<Template> templates) {
        @Override
        public String toString() {
            return "OfContact[" + interactionId + "]"; // a note is personal
        }
    }

    @Override
    public String toString() {
        return "FilledNote[" + code + "]"; // a note is personal
    }
}
