package org.callosum.server.platform.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.callosum.floor.FloorSnapshot;
import org.callosum.floor.Presence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A floor's snapshot as text. Unlike events it need not stay readable: a build with another layout simply
/// replays the
/// journal, so the records are written as they are and anything missing or unknown makes the text unreadable.
public final class FloorSnapshotCodec {
    /// Of the text; to be raised when the meaning of a component changes without its name.
    public static final int FORMAT = 1;

    private static final Logger LOG = LoggerFactory.getLogger(FloorSnapshotCodec.class);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Presence.SignedOut.class, name = "signed-out"),
        @JsonSubTypes.Type(value = Presence.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = Presence.NotReady.class, name = "not-ready")
    })
    private interface PresenceNames {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Presence.class, PresenceNames.class)
            .build();

    private FloorSnapshotCodec() {}

    public static String write(FloorSnapshot snapshot) {
        return JSON.writeValueAsString(snapshot);
    }

    /// @return null if this build cannot read it
    public static @Nullable FloorSnapshot read(String text) {
        try {
            return JSON.readValue(text, FloorSnapshot.class);
        } catch (JacksonException fault) {
            LOG.warn("A snapshot cannot be read, the journal is replayed instead: {}", fault.getOriginalMessage());
            return null;
        }
    }
}
