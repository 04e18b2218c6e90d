package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.flow.FlowTrial;
import org.callosum.flow.TrialLine;
import org.callosum.kernel.LocaleText;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// What a trial has come to: everything heard and done, what is known, and whose turn it is.
///
/// @param clock the virtual time of day where the call is, as the situation's zone has it
/// @param path steps of the tried flow, in the order they were entered
/// @param at the step it stands in; null when the call is over, or when a part of another flow has it
/// @param cut it was longer than a trial may be
@Schema(name = "FlowTrial")
@Answered(except = "at")
record TrialPage(
        LocalDateTime clock,
        long atMillis,

        @Schema(allowableValues = {"choice", "entry", "agent", "conversation", "time", "nobody"})
        String turn,

        @Nullable String at,
        List<String> path,
        List<Line> lines,
        List<Known> variables,
        List<Choice> choices,
        boolean cut) {

    /// @param kind what it is: `said`, `step`, `queued` …
    /// @param data codes and figures, by kind
    @Schema(name = "FlowTrialLine")
    record Line(long atMillis, String kind, String flow, String step, List<Said> said, Map<String, String> data) {
        static Line of(TrialLine line) {
            return new Line(
                    line.atMillis(),
                    line.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    line.flow(),
                    line.step(),
                    line.said().stream().map(Said::of).toList(),
                    line.data());
        }
    }

    /// @param clip code of the recorded prompt; null for a text that is spoken
    /// @param words in the three languages, as far as they are written down
    @Schema(name = "FlowTrialSaid")
    @Answered(except = {"clip", "words"})
    record Said(@Nullable String clip, @Nullable Text words) {
        static Said of(TrialLine.Said said) {
            LocaleText words = said.words();
            return new Said(
                    said.clip(),
                    words == null
                            ? null
                            : new Text(
                                    words.texts().get("en"),
                                    words.texts().get("zh-Hans"),
                                    words.texts().get("zh-Hant")));
        }
    }

    @Schema(name = "FlowTrialVariable")
    record Known(String name, String value) {}

    @Schema(name = "FlowTrialChoice")
    record Choice(String key, String label) {}

    static String turn(FlowTrial.Turn turn) {
        return turn.name().toLowerCase(Locale.ROOT);
    }
}
