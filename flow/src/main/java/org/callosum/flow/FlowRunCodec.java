package org.callosum.flow;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.flow.FlowRun.Frame;
import org.callosum.flow.FlowRun.Phase;
import org.callosum.kernel.expression.Value;

/// A run as plain maps and back. A landed field is only ever widened with a default on reading.
final class FlowRunCodec {
    private static final int FORMAT = 1;

    private FlowRunCodec() {}

    static SequencedMap<String, Object> write(FlowRun run) {
        var map = new LinkedHashMap<String, Object>();
        map.put("format", FORMAT);
        map.put("frames", run.frames().stream().map(FlowRunCodec::write).toList());
        var variables = new LinkedHashMap<String, Object>();
        run.variables().forEach((name, value) -> {
            if (!(value instanceof Value.Absent)) {
                variables.put(name, write(value));
            }
        });
        map.put("variables", variables);
        map.put("zone", run.zone().getId());
        map.put("nextTicket", run.nextTicket());
        map.put("answered", run.answered());
        map.put("faulted", run.faulted());
        map.put("typedAhead", run.typedAhead());
        return map;
    }

    private static Map<String, Object> write(Frame frame) {
        var map = new LinkedHashMap<String, Object>();
        map.put("flow", frame.flow());
        map.put("version", frame.version());
        map.put("step", frame.step());
        map.put("phase", frame.phase().name());
        map.put("ticket", frame.ticket());
        map.put("timer", frame.timer());
        map.put("tries", frame.tries());
        map.put("typed", frame.typed());
        return map;
    }

    private static Map<String, Object> write(Value value) {
        return switch (value) {
            case Value.Text(var text) -> Map.of("text", text);
            case Value.Number(var number) -> Map.of("number", number.toString());
            case Value.Truth(var holds) -> Map.of("truth", holds);
            case Value.Time(var time) -> Map.of("time", time.toString());
            case Value.Texts(var texts) -> Map.of("texts", List.copyOf(texts));
            case Value.Absent _ -> Map.of();
        };
    }

    static FlowRun read(Map<String, ?> map) {
        var format = number(map, "format");
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "This run is stored in format %d, this build reads %d".formatted(format, FORMAT));
        }
        var frames = new ArrayList<Frame>();
        for (var frame : field(map, "frames", List.class)) {
            frames.add(frame(typed("frames", frame, Map.class)));
        }
        var variables = new LinkedHashMap<String, Value>();
        field(map, "variables", Map.class)
                .forEach((name, value) ->
                        variables.put(String.valueOf(name), value(typed("variables", value, Map.class))));
        return new FlowRun(
                frames,
                variables,
                zone(field(map, "zone", String.class)),
                number(map, "nextTicket"),
                field(map, "answered", Boolean.class),
                field(map, "faulted", Boolean.class),
                field(map, "typedAhead", String.class));
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("The zone %s of a stored run is not known".formatted(id), unknown);
        }
    }

    private static Frame frame(Map<?, ?> map) {
        return new Frame(
                field(map, "flow", String.class),
                number(map, "version"),
                field(map, "step", String.class),
                Phase.valueOf(field(map, "phase", String.class)),
                number(map, "ticket"),
                number(map, "timer"),
                number(map, "tries"),
                field(map, "typed", String.class));
    }

    private static Value value(Map<?, ?> map) {
        if (map.containsKey("text")) {
            return new Value.Text(field(map, "text", String.class));
        }
        if (map.containsKey("number")) {
            return new Value.Number(new BigDecimal(field(map, "number", String.class)));
        }
        if (map.containsKey("truth")) {
            return new Value.Truth(field(map, "truth", Boolean.class));
        }
        if (map.containsKey("time")) {
            return new Value.Time(LocalTime.parse(field(map, "time", String.class)));
        }
        var texts = new LinkedHashSet<String>();
        for (var text : field(map, "texts", List.class)) {
            texts.add(String.valueOf(text));
        }
        return new Value.Texts(texts);
    }

    private static int number(Map<?, ?> map, String name) {
        return field(map, name, Number.class).intValue();
    }

    private static <T> T field(Map<?, ?> map, String name, Class<T> type) {
        var value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("A stored run lacks the field %s".formatted(name));
        }
        return typed(name, value, type);
    }

    private static <T> T typed(String name, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The field %s of a stored run is a %s, not a %s"
                    .formatted(name, value.getClass().getSimpleName(), type.getSimpleName()));
        }
        return type.cast(value);
    }
}
