package org.callosum.flow;

import java.math.BigDecimal;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a script asks of the screen and tells the history. Replies come as {@link FlowEffect.Chosen}.
public sealed interface ScriptEffect extends FlowEffect {
    /// Show this step; it is answered by {@link ScriptInput} or a key.
    ///
    /// @param text what to say, in the language of the run, or `null`
    /// @param page the approved page to say it from, or `null`
    /// @param choices by key
    record Show(
            int ticket,
            String flow,
            String step,
            @Nullable String text,
            @Nullable String page,
            List<Choice> choices,
            String language)
            implements ScriptEffect {
        public Show {
            choices = List.copyOf(choices);
        }
    }

    /// A reply that no one expected, for the next version of the script.
    ///
    /// @param text personal data as a rule
    /// @param target where the agent went from there, or `null`
    record FreeAnswered(
            String flow, String step, String text, @Nullable String target) implements ScriptEffect {}

    /// @param answers by item; personal data as a rule
    record FilledIn(String flow, String step, String form, SequencedMap<String, String> answers)
            implements ScriptEffect {}

    /// An offer was made and answered.
    ///
    /// @param value of the sale; `null` if there was none or it is not known
    record Offered(
            String flow,
            String step,
            String offer,
            ScriptStep.Aim aim,
            boolean accepted,
            @Nullable BigDecimal value) implements ScriptEffect {}

    /// An offer was not made.
    record OfferPassedOver(String flow, String step, String offer, Why why) implements ScriptEffect {}

    enum Why {
        /// The matter was not settled.
        UNSETTLED,
        /// Its condition did not hold.
        UNFITTING,
        /// The agent left it out.
        NOT_MADE
    }

    record CaseWanted(String flow, String step, String type) implements ScriptEffect {}

    record DispositionProposed(String flow, String step, String disposition) implements ScriptEffect {}

    record Skipped(String flow, String step) implements ScriptEffect {}

    record Jumped(String flow, String from, String to) implements ScriptEffect {}

    record Closed(String flow, String step, ScriptStep.Result result) implements ScriptEffect {}
}
