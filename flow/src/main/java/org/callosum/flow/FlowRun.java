package org.callosum.flow;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.kernel.expression.Value;

/// Where a customer stands in a flow: a value, to be stored whenever it waits and taken up again by any node.
///
/// @param frames the flow's own place first; above it sub-flows and the treatment of a wait; empty when it has ended
/// @param variables what is known, by name
/// @param nextTicket the number of the next question
/// @param answered whether the caller has been answered
/// @param faulted whether the flow's `fault` step has been used
/// @param typedAhead keys pressed before they were asked for
public record FlowRun(
        List<Frame> frames,
        SequencedMap<String, Value> variables,
        ZoneId zone,
        int nextTicket,
        boolean answered,
        boolean faulted,
        String typedAhead) {

    public enum Phase {
        /// About to be carried out; no stored run has it.
        ENTERING,
        SPEAKING,
        LISTENING,
        /// Waits for an answer to its ticket.
        ASKED,
        PAUSED,
        /// Waits for an agent; a treatment may run above.
        QUEUED,
        /// Joined with an agent or a dialled party.
        TALKING,
        /// Waits for the sub-flow above to return.
        CALLED
    }

    /// A place in one flow.
    ///
    /// @param ticket of the question it waits for, 0 for none
    /// @param timer ticket of its timer, 0 for none
    /// @param tries how often it has prompted again
    /// @param typed what has been entered so far
    public record Frame(
            String flow, int version, String step, Phase phase, int ticket, int timer, int tries, String typed) {
        static Frame entering(String flow, int version, String step) {
            return new Frame(flow, version, step, Phase.ENTERING, 0, 0, 0, "");
        }

        Frame waiting(Phase newPhase, int newTicket, int newTimer) {
            return new Frame(flow, version, step, newPhase, newTicket, newTimer, tries, typed);
        }

        Frame withTries(int newTries) {
            return new Frame(flow, version, step, phase, ticket, timer, newTries, typed);
        }

        Frame withTyped(String newTyped) {
            return new Frame(flow, version, step, phase, ticket, timer, tries, newTyped);
        }
    }

    public FlowRun {
        frames = List.copyOf(frames);
        variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
    }

    public boolean ended() {
        return frames.isEmpty();
    }

    public Value variable(String name) {
        return variables.getOrDefault(name, Value.ABSENT);
    }

    /// This run as maps, lists, strings, numbers and truths, ready for any JSON writer.
    public SequencedMap<String, Object> toMap() {
        return FlowRunCodec.write(this);
    }

    /// Reads what {@link #toMap()} gave; unknown fields are passed over.
    ///
    /// @throws IllegalArgumentException naming the field that is missing or of another kind
    public static FlowRun fromMap(Map<String, ?> map) {
        return FlowRunCodec.read(map);
    }
}
