package org.callosum.flow;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// One line of what was said and done in a trial.
///
/// @param atMillis since the call began
/// @param flow where: the flow tried, a part of it, or what runs beside a wait
/// @param said what is heard, or what a choice or an entry is called
/// @param data by kind: codes and figures, see [Kind]
public record TrialLine(
        long atMillis, Kind kind, String flow, String step, List<Said> said, SequencedMap<String, String> data) {
    public enum Kind {
        /// The tester's: `move`, and `text` or `millis`.
        MOVE,
        /// A step begins.
        STEP,
        SAID,
        /// `music`
        MUSIC,
        /// `key`
        CHOSEN,
        /// `entry`
        ENTERED,
        /// `calendar`, `open`, `reason`
        HOURS,
        /// What the customer's own words were taken for: `intent`, empty when nobody would act on it.
        UNDERSTOOD,
        /// `url`, `status`
        LOOKUP,
        /// `queue`, `priority`
        QUEUED,
        /// `queue`, `why`: `closed`, `full` or `unknown`; `reason`
        NOT_QUEUED,
        /// `exit`
        LEFT_QUEUE,
        /// `number`, `granted`, `promised`
        CALL_BACK,
        /// The line ends, the place is kept.
        RUNG_OFF,
        /// Offers pause or go on: `on`.
        OFFERS_PAUSED,
        ECHO,
        /// `target`, `outcome`
        DIALLED,
        /// A message is recorded: `caseType`.
        MESSAGE,
        /// `target`
        TRANSFERRED,
        /// The centre hangs up: `cause`.
        HUNG_UP,
        /// `reason`
        FAULT,
        /// Of a script, as all to `CLOSED`: `code` (here the words), `answer` (where the agent went on)
        FREE_ANSWER,
        /// `code` of the form, `answer`
        FILLED,
        /// `code`, `answer`
        OFFERED,
        /// `code`, `answer`: why
        PASSED_OVER,
        /// `code` of its type
        CASE_OPENED,
        /// `code`
        PROPOSED,
        /// `code`: the step
        SKIPPED,
        /// `code`, `answer`: from and to
        JUMPED,
        /// `code`: the result
        CLOSED,
        /// `outcome`
        ENDED
    }

    /// @param clip code of the recorded prompt; null for a text that is spoken
    /// @param words in each language of announcements; null for a prompt nobody has written down
    public record Said(@Nullable String clip, @Nullable LocaleText words) {}

    public TrialLine {
        said = List.copyOf(said);
        data = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(data));
    }
}
