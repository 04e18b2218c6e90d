package org.callosum.voice.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole description (RFC 8866), as far as audio sessions need it.
///
/// @param origin     the value of `o=`
/// @param connection address of the session's `c=` line, null when only sections have one
public record SessionDescription(
        String origin, @Nullable String connection, List<Attribute> attributes, List<MediaDescription> media) {
    public SessionDescription {
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /// The session's attribute, null when there is none.
    public @Nullable String attribute(String name) {
        for (Attribute each : attributes) if (each.name().equals(name)) return each.value();
        return null;
    }

    /// A section's attribute, else the session's.
    public @Nullable String attribute(MediaDescription section, String name) {
        String own = section.attribute(name);
        return own == null ? attribute(name) : own;
    }

    /// The address sound for this section goes to, null when none is given.
    public @Nullable String address(MediaDescription section) {
        return section.connection() == null ? connection : section.connection();
    }
}
