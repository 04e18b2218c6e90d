package org.callosum.server.scripts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// What goes out about scripts.
final class ScriptView {
    private ScriptView() {}

    /// A contact's script as the agent sees it, whole after each move.
    ///
    /// @param interactionId of the customer's contact, also where this agent is only asked about it
    /// @param proposed the script that the flow or a rule names; null for none
    /// @param filled in this contact, whoever asked for it; the latest first
    /// @param run null before a script has begun
    @Schema(name = "ContactScript")
    record Page(
            String interactionId,
            @Nullable String proposed,
            List<Choice> scripts,
            List<Filled> filled,
            @Nullable Run run) {}

    /// What the customer told in this contact, so that whoever has it next need not ask.
    ///
    /// @param form what the form is called
    /// @param said as the form words it; one text where it is the customer's own
    @Schema(name = "ScriptFilled")
    record Filled(Text form, Text label, Text said, Instant at) {
        @Override
        public String toString() {
            return "Filled[…]"; // nothing personal in a log
        }
    }

    @Schema(name = "ScriptChoice")
    record Choice(String code, Text name) {}

    /// @param revision to be sent with the next move
    /// @param step shown now; null when the script is over
    /// @param trail what was said so far, the oldest first
    /// @param places of the whole script, for the search
    /// @param dispositions proposed for the wrap-up
    /// @param cases opened by it
    /// @param lookedUp of the house's services, the oldest first
    @Schema(name = "ScriptRun")
    record Run(
            String id,
            int revision,
            String script,
            int version,
            Text name,

            @Schema(allowableValues = {"open", "closed", "left"})
            String state,

            @Schema(allowableValues = {"solved", "unsolved", "handed-over"}) @Nullable
            String result,

            String language,
            @Nullable Step step,
            List<Passage> trail,
            List<Place> places,
            List<String> dispositions,
            List<String> cases,
            List<LookedUp> lookedUp) {}

    /// What a service of the house was asked.
    ///
    /// @param status of HTTP, 0: no answer in time
    /// @param told by the script's names
    @Schema(name = "ScriptLookedUp")
    record LookedUp(String step, boolean answered, int status, Map<String, String> told) {
        @Override
        public String toString() {
            return "LookedUp[" + step + "]"; // nothing personal in a log
        }
    }

    /// @param said in the languages there are, with what is known filled in
    /// @param page code of the approved page that it is said from
    /// @param tone how to say it
    /// @param kind `lookup`: a service is being asked; the agent may go on without its answer
    /// @param fill for `fill` only; `offer` and `caseType` for theirs
    @Schema(name = "ScriptStep")
    record Step(
            String id,

            @Schema(allowableValues = {"ask", "tell", "fill", "settled", "offer", "open-case", "closing", "lookup"})
            String kind,

            @Nullable Text title,
            @Nullable Text said,
            @Nullable String page,
            @Nullable Text tone,
            List<Text> behaviours,
            boolean key,
            List<Reply> replies,
            @Nullable Free free,
            @Nullable Fill fill,
            @Nullable OfferMade offer,
            @Nullable String caseType,
            boolean skippable) {}

    @Schema(name = "ScriptReply")
    record Reply(String key, Text label) {}

    @Schema(name = "ScriptFree")
    record Free(
            @Nullable Text hint,
            List<Place> returns,
            @Nullable Place handOver) {}

    @Schema(name = "ScriptPlace")
    record Place(String step, String kind, Text title) {}

    /// @param answers known already; those are not asked again
    @Schema(name = "ScriptFill")
    record Fill(FormBody form, Map<String, AnswerBody> answers, List<Known> known) {}

    /// @param source `contact`: in this contact; `flow`: to the voice before; `earlier`: in an earlier contact;
    ///     `record`: it stands in the customer's record
    @Schema(name = "ScriptKnown")
    record Known(
            String item,

            @Schema(allowableValues = {"contact", "flow", "earlier", "record"})
            String source,

            @Nullable Instant at) {}

    /// @param value of a sale, if the script knows it
    @Schema(name = "ScriptOffer")
    record OfferMade(
            String code,

            @Schema(allowableValues = {"add-on", "upgrade", "retention"})
            String aim,

            java.math.@Nullable BigDecimal value) {}

    /// One step that is behind.
    ///
    /// @param move `reply`, `free-answer`, `done`, `filled`, `accepted`, `declined`, `skipped`, `jumped`
    /// @param answer the reply's wording
    /// @param text what was written down
    @Schema(name = "ScriptPassage")
    record Passage(
            Instant at,
            String by,
            boolean mine,
            Place place,

            @Schema(
                    allowableValues = {
                        "reply",
                        "free-answer",
                        "done",
                        "filled",
                        "accepted",
                        "declined",
                        "skipped",
                        "jumped"
                    })
            String move,

            @Nullable Text answer,
            @Nullable String text) {}

    /// Which script for which contacts of a client; the first rule that fits decides.
    @Schema(name = "ScriptRules")
    record Rules(List<Rule> rules, int version) {}

    /// @param scripts that serve the client and may be named
    @Schema(name = "ScriptRulesPage")
    record RulesPage(List<Rule> rules, int version, List<Choice> scripts) {}

    /// @param queue code; null: any
    /// @param when a condition over `queue channel direction language customer.known customer.rank customer.level
    ///     reasons`; null: always
    @Schema(name = "ScriptRule")
    @Answered(except = {"queue", "when"})
    record Rule(
            @Nullable String script,
            @Nullable String queue,
            @Nullable String when) {}

    @Schema(name = "Jargon")
    record JargonList(List<Word> words, int version) {}

    /// @param instead what to say; null: no proposal
    @Schema(name = "JargonWord")
    @Answered(except = "instead")
    record Word(@Nullable String word, @Nullable String instead) {}
}
