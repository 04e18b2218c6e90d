package org.callosum.server.platform.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Refusal;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Commands and decisions between nodes. They live for a second and both ends run the same program, so the records
/// themselves are the format; what is kept for years goes through [FloorEventCodec].
public final class FloorRequestCodec {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(
                    all -> all.withVisibility(com.fasterxml.jackson.annotation.PropertyAccessor.FIELD, Visibility.ANY)
                            .withGetterVisibility(Visibility.NONE)
                            .withIsGetterVisibility(Visibility.NONE))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(EnumFeature.READ_ENUMS_USING_TO_STRING)
            .build();
    private static final Map<String, Class<?>> COMMANDS = byName(FloorCommand.class);
    private static final Map<String, Class<?>> REFUSALS = byName(Refusal.class);

    private FloorRequestCodec() {}

    /// A decision and where in the journal its last event stands.
    ///
    /// @param position 0 for a refusal, and where nothing happened
    public record Answer(Decision decision, long position) {}

    public static String write(FloorCommand command) {
        return JSON.createObjectNode()
                .put("command", command.getClass().getSimpleName())
                .set("of", JSON.valueToTree(command))
                .toString();
    }

    /// @throws IllegalArgumentException for what is no command
    public static FloorCommand command(String text) {
        JsonNode node = JSON.readTree(text);
        return (FloorCommand) JSON.treeToValue(node.path("of"), named(COMMANDS, node.path("command")));
    }

    public static String write(Answer answer) {
        ObjectNode node = JSON.createObjectNode().put("position", answer.position());
        switch (answer.decision()) {
            case Decision.Accepted(var events) -> {
                var list = node.putArray("events");
                events.forEach(event -> list.add(FloorEventCodec.write(event)));
            }
            case Decision.Refused(var refusal) ->
                node.put("refusal", refusal.getClass().getSimpleName()).set("of", JSON.valueToTree(refusal));
        }
        return node.toString();
    }

    /// @throws IllegalArgumentException for what is no answer
    public static Answer answer(String text) {
        JsonNode node = JSON.readTree(text);
        long position = node.path("position").asLong();
        JsonNode stored = node.path("events");
        if (stored.isArray()) {
            List<FloorEvent> events = new ArrayList<>();
            stored.forEach(event -> events.add(FloorEventCodec.read(event.asString())));
            return new Answer(new Decision.Accepted(events), position);
        }
        Refusal refusal = (Refusal) JSON.treeToValue(node.path("of"), named(REFUSALS, node.path("refusal")));
        return new Answer(new Decision.Refused(refusal), position);
    }

    private static Class<?> named(Map<String, Class<?>> all, JsonNode name) {
        Class<?> found = all.get(name.asString(""));
        if (found == null) {
            throw new IllegalArgumentException(
                    "Between nodes nothing is called " + name + "; run the same version on both");
        }
        return found;
    }

    private static Map<String, Class<?>> byName(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, one -> one));
    }
}
