package org.callosum.server.platform.journal;

import org.callosum.floor.FloorEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one way a floor event is written down: a JSON object with a type, a version and the instant, then what the
/// event
/// says. Every name is spelled out here, so renaming a record changes nothing that is stored.
///
/// A landed type is only ever widened: a new component gets a default in [FloorEventReader] for events written
/// before.
/// Recorded days in `server/src/test/resources/days` are read by every build.
///
/// ```json
/// {"type":"offer-declined","v":1,"at":1795282792000,"offer":"81-1","agent":"7","queue":"3"}
/// ```
public final class FloorEventCodec {
    /// The version written; readers know this and all before it.
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FloorEventCodec() {}

    public static String write(FloorEvent event) {
        ObjectNode node = JSON.createObjectNode();
        FloorEventWriter.write(event, node);
        return node.toString();
    }

    /// @throws UnreadableEventException if the text is no event, or of a type or version this build doesn't know:
    ///     it was
    ///     written by a newer one
    public static FloorEvent read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            int version = node.path("v").asInt(0);
            if (version < 1 || version > VERSION) {
                throw new UnreadableEventException(
                        "An event of version %d cannot be read by this build, which knows 1 to %d: %s"
                                .formatted(version, VERSION, text));
            }
            return FloorEventReader.read(node);
        } catch (JacksonException | IllegalArgumentException fault) {
            throw new UnreadableEventException("This is no floor event: " + text, fault);
        }
    }

    /// The journal holds something this build cannot read; starting would lose it, so the start stops.
    public static final class UnreadableEventException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableEventException(String message) {
            super(message);
        }

        UnreadableEventException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
