package org.callosum.server.scripts;

import java.util.List;
import java.util.Map;
import org.callosum.flow.FlowRun;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A run as it is kept between two moves.
///
/// @param agent who moved it last
record StoredRun(
        long id,
        long client,
        long interaction,
        @Nullable Long customer,
        String script,
        int version,
        String language,
        String state,
        @Nullable String result,
        int revision,
        FlowRun run,
        List<Passage> trail,
        List<String> dispositions,
        List<Long> cases,
        long agent) {
    /// More moves nobody makes in a contact; a script in a circle is stopped here.
    static final int MOST_MOVES = 300;

    /// One move, with the run before it: going back takes that up again.
    ///
    /// @param atMillis UTC epoch
    /// @param move as of [ScriptView.Passage]
    record Passage(
            long atMillis,
            long agent,
            String by,
            String flow,
            String step,
            String move,
            @Nullable Text answer,
            @Nullable String text,
            Map<String, Object> before) {
        @Override
        public String toString() {
            return "Passage[" + step + ", " + move + "]"; // nothing personal in a log
        }
    }

    boolean isOpen() {
        return state.equals("open");
    }

    @Override
    public String toString() {
        return "StoredRun[" + id + ", " + script + "]"; // nothing personal in a log
    }
}
