package org.callosum.flow;

import java.util.SequencedMap;
import java.util.Set;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// What a flow meets while it is tried: the site's own hours, queues and prompts, and for the rest what the tester
/// supposes. Nothing is asked outside, nobody is dialled, nothing is kept.
public interface TrialWorld {
    /// @param reason code of the rule that decided
    record Hours(boolean open, String reason) {}

    /// @param treatment the queue's own; null for music
    /// @param full takes no more
    record Queue(Hours hours, @Nullable String treatment, boolean full) {}

    /// @param status HTTP status; 0 for no answer
    record Looked(int status, SequencedMap<String, String> fields) {}

    /// @param waiting in the queue, the customer included
    /// @param fromMinutes what would be said of the wait: at least so long; 0 for "less than"
    /// @param toMinutes at most so long; 0: nothing is said
    record Place(int position, int waiting, int agents, int fromMinutes, int toMinutes) {}

    Hours hours(String calendar, long atMillis);

    /// @return null if there is no such queue
    @Nullable
    Queue queue(String code, long atMillis);

    /// What a recorded prompt says; null if that is not known.
    @Nullable
    LocaleText wording(String clip);

    /// What an approved page says; null if that is not known.
    default @Nullable LocaleText page(String code) {
        return null;
    }

    /// How long it takes to hear this, in milliseconds, above 0.
    long millis(FlowEffect.Part part, String language);

    Looked lookup(FlowEffect.Lookup lookup);

    /// Which of these wishes a customer means by a text; empty when that is not sure.
    String intent(String text, Set<String> among);

    Place place();

    /// Whether the number could be called back.
    boolean callsBack(String number);

    FlowInput.DialOutcome dial(FlowStep.Target target);
}
