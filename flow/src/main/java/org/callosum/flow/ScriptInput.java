package org.callosum.flow;

import java.math.BigDecimal;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What an agent does with a step of a script, beside the keys 1 to 9 ({@link FlowInput.Digit}). The ticket is that of
/// {@link ScriptEffect.Show}; an old one changes nothing.
public sealed interface ScriptInput extends FlowInput {
    /// Longest free answer that is kept.
    int LONGEST_TEXT = 500;

    /// What the customer said instead of an expected reply.
    ///
    /// @param target one of the step's ways to go on; `null`: the question stays
    record FreeAnswer(int ticket, String text, @Nullable String target) implements ScriptInput {}

    /// Items of a form were filled in; what `next` leads to follows.
    ///
    /// @param answers by item, as text
    record Filled(int ticket, SequencedMap<String, String> answers) implements ScriptInput {}

    /// @param value of the sale, if it is another than the script's
    record OfferAnswered(
            int ticket, boolean accepted, @Nullable BigDecimal value) implements ScriptInput {}

    /// Goes to any step of the script.
    record Jump(int ticket, String step) implements ScriptInput {}

    /// Leaves a step out; possible where it has one way on.
    record Skip(int ticket) implements ScriptInput {}
}
