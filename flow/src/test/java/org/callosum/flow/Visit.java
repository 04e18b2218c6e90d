package org.callosum.flow;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;

/// A customer in a flow, in virtual time. Announcements last two seconds; the run is stored and read again after every
/// move, as a server would.
final class Visit implements FlowLibrary {
    static final long PLAY_MILLIS = 2_000;
    /// Wednesday, 3 June 2026, 10:00 in London.
    static final long START = 1_780_477_200_000L;

    private final Map<String, FlowDefinition> flows = new HashMap<>();
    private final FlowInterpreter interpreter = new FlowInterpreter(this);
    private final List<FlowEffect> effects = new ArrayList<>();
    /// What is due when: the answer to each announcement and timer.
    private final TreeMap<Long, List<FlowInput>> due = new TreeMap<>();

    private long now = START;
    private @Nullable FlowRun run;

    Visit(String... yaml) {
        for (var file : yaml) {
            var reading = FlowReader.read(file, 1, FlowCatalogue.unknown());
            var definition = reading.definition();
            if (definition == null) {
                throw new IllegalArgumentException(reading.findings().toString());
            }
            flows.put(definition.code(), definition);
        }
    }

    @Override
    public @Nullable FlowDefinition current(String code) {
        return flows.get(code);
    }

    @Override
    public @Nullable FlowDefinition version(String code, int version) {
        return flows.get(code);
    }

    Visit begins(String flow) {
        return begins(flow, Map.of());
    }

    Visit begins(String flow, Map<String, Value> values) {
        var context = new FlowContext("en", ZoneId.of("Europe/London"), values);
        take(interpreter.start(Objects.requireNonNull(flows.get(flow)), context, now));
        return this;
    }

    /// Lets time pass; what becomes due meanwhile happens.
    Visit waits(long millis) {
        var end = now + millis;
        while (!due.isEmpty() && due.firstKey() <= end) {
            var next = due.pollFirstEntry();
            now = next.getKey();
            next.getValue().forEach(this::gives);
        }
        now = end;
        return this;
    }

    /// Listens to the announcement that plays now.
    Visit listens() {
        return waits(PLAY_MILLIS);
    }

    Visit presses(String keys) {
        keys.chars().forEach(key -> gives(new FlowInput.Digit((char) key)));
        return this;
    }

    Visit writes(String line) {
        return gives(new FlowInput.TextLine(line));
    }

    Visit gives(FlowInput input) {
        take(interpreter.resume(run(), input, now));
        return this;
    }

    Visit isToldByTheQueue(QueueOutcome outcome, String reason) {
        return gives(new FlowInput.EnqueueAnswer(last(FlowEffect.Enqueue.class).ticket(), outcome, reason));
    }

    private void take(FlowInterpreter.Step step) {
        run = FlowRun.fromMap(step.run().toMap());
        effects.addAll(step.effects());
        for (var effect : step.effects()) {
            switch (effect) {
                case FlowEffect.Play play -> due(now + PLAY_MILLIS, new FlowInput.PlayEnded(play.ticket()));
                case FlowEffect.SetTimer(var ticket, var atMillis) -> due(atMillis, new FlowInput.Timeout(ticket));
                case FlowEffect other -> Objects.requireNonNull(other);
            }
        }
    }

    private void due(long atMillis, FlowInput input) {
        due.computeIfAbsent(atMillis, any -> new ArrayList<>()).add(input);
    }

    FlowRun run() {
        return Objects.requireNonNull(run, "The visit has not begun");
    }

    long now() {
        return now;
    }

    List<FlowEffect> effects() {
        return List.copyOf(effects);
    }

    <E extends FlowEffect> List<E> all(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends FlowEffect> E last(Class<E> kind) {
        return all(kind).getLast();
    }

    /// Everything heard so far: codes of clips and texts, in order.
    List<String> heard() {
        return all(FlowEffect.Play.class).stream()
                .flatMap(play -> play.parts().stream())
                .map(part -> switch (part) {
                    case FlowEffect.Part.Clip(var code) -> code;
                    case FlowEffect.Part.Text(var text) -> text;
                })
                .toList();
    }

    /// The steps passed, in order.
    List<String> path() {
        return all(FlowEffect.StepEntered.class).stream()
                .map(FlowEffect.StepEntered::step)
                .toList();
    }

    static LinkedHashMap<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
