package org.callosum.server.notes;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Which template is proposed for which contact of a client.
///
/// @param forms the templates there are
/// @param version 0 before the first change
record NoteRules(List<Rule> rules, int version, List<Choice> forms) {
    /// Fits where all that is given fits.
    ///
    /// @param form code of a template
    /// @param queue code of the queue the contact is in; null: any
    /// @param reason a code that the flow gave the contact; null: any
    /// @param result code of the result that is chosen; null: whatever is chosen
    /// @param required whether the contact can be finished only with it
    @Schema(name = "NoteRule")
    record Rule(
            @Nullable String form,
            @Nullable String queue,
            @Nullable String reason,
            @Nullable String result,
            @Nullable Boolean required) {}

    @Schema(name = "NoteFormChoice")
    record Choice(String form, Text title) {}
}
