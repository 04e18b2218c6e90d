package org.callosum.flow;

import java.util.LinkedHashMap;
import java.util.List;
import org.callosum.kernel.expression.Value;

/// Leads a customer through a flow. A pure function of run, input and time: it waits for nothing, reads no clock, and
/// each call ends, since at most {@value #MAX_STEPS} steps are carried out without waiting.
public final class FlowInterpreter {
    /// A flow that runs in a circle without asking anybody anything ends as a fault after so many steps.
    public static final int MAX_STEPS = 200;

    private final FlowLibrary library;

    public FlowInterpreter(FlowLibrary library) {
        this.library = library;
    }

    /// A new run and what it asks for.
    ///
    /// @param effects in the order they are to be carried out, after `run` has been stored
    public record Step(FlowRun run, List<FlowEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /// Begins a flow.
    ///
    /// @param nowMillis UTC epoch
    public Step start(FlowDefinition definition, FlowContext context, long nowMillis) {
        var variables = new LinkedHashMap<String, Value>();
        variables.put(FlowNames.LANGUAGE, Value.of(context.language()));
        var names = FlowNames.with(definition.variables());
        for (var name : names.names().values()) {
            var value = context.values().get(name.name());
            if (value != null && value.type() == name.type()) {
                variables.put(name.name(), value);
            }
        }
        var frame = FlowRun.Frame.entering(definition.code(), definition.version(), definition.start());
        var run = new FlowRun(List.of(frame), variables, context.zone(), 1, false, false, "");
        var walk = new Walk(library, definition, run, nowMillis);
        walk.advance();
        return walk.step();
    }

    /// Goes on with a stored run. An input that the run does not wait for changes nothing.
    ///
    /// @param nowMillis UTC epoch
    public Step resume(FlowRun run, FlowInput input, long nowMillis) {
        var walk = new Walk(library, null, run, nowMillis);
        new Answers(walk).take(input);
        walk.advance();
        return walk.step();
    }
}
