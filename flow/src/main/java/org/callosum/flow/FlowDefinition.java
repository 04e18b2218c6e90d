package org.callosum.flow;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// One version of a flow: a graph of steps. Made by {@link FlowReader}, which has checked it; running work keeps the
/// version it began with.
///
/// @param code lower-case letters, digits and hyphens, unique within a client
/// @param version from 1
/// @param variables the flow's own names and what they are, beside {@link FlowNames}
/// @param start the step it begins with
/// @param fault the step to go to when something breaks, or `null` to hang up
/// @param steps by id, in the order of the file, 1 to {@value #MAX_STEPS}
public record FlowDefinition(
        String code,
        int version,
        Kind kind,
        LocaleText name,
        SequencedMap<String, Type> variables,
        String start,
        @Nullable String fault,
        SequencedMap<String, FlowStep> steps) {
    public static final int MAX_STEPS = 300;

    public enum Kind {
        /// Meets a customer who has just arrived.
        ENTRY,
        /// Runs beside the wait of a queue step.
        TREATMENT,
        /// Called by another flow with a `flow` step.
        PART,
        /// Shown to an agent who talks with a customer.
        SCRIPT
    }

    /// Whether a customer who waits with this treatment is told or asked anything beside the music
    /// (QUE-07). A part that it calls counts as telling something.
    public boolean informs() {
        return informs(steps.values());
    }

    static boolean informs(Collection<FlowStep> steps) {
        return steps.stream()
                .anyMatch(step -> step instanceof FlowStep.Announce
                        || step instanceof FlowStep.Menu
                        || step instanceof FlowStep.WaitTime
                        || step instanceof FlowStep.SubFlow);
    }

    public FlowDefinition {
        if (version < 1) {
            throw new IllegalArgumentException("A flow's version counts from 1, not " + version);
        }
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException("A flow has 1 to %d steps, not %d".formatted(MAX_STEPS, steps.size()));
        }
        variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
        steps = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(steps));
        if (!steps.containsKey(start)) {
            throw new IllegalArgumentException(
                    "Flow %s starts with %s, which is not one of its steps".formatted(code, start));
        }
    }
}
