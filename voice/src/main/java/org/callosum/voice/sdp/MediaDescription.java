package org.callosum.voice.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `m=` section.
///
/// @param kind       `audio`, `video` …
/// @param port       0 = refused or switched off
/// @param protocol   such as `RTP/AVP`
/// @param formats    payload types, or other words for other protocols
/// @param connection address of the section's own `c=` line, null when the session's counts
public record MediaDescription(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        @Nullable String connection,
        List<Attribute> attributes) {
    public MediaDescription {
        formats = List.copyOf(formats);
        attributes = List.copyOf(attributes);
    }

    /// The first attribute with this name, null when there is none; `""` for a flag.
    public @Nullable String attribute(String name) {
        for (Attribute each : attributes) if (each.name().equals(name)) return each.value();
        return null;
    }

    public boolean has(String name) {
        return attribute(name) != null;
    }
}
