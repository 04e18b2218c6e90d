package org.callosum.server.platform.definitions;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A definition as a list shows it.
///
/// @param state of the newest version
/// @param liveVersion the one that serves at this moment
/// @param endsAt when that one stops serving; null: nobody has said
public record DefinitionSummary(
        String kind,
        String code,
        Text name,
        @Nullable ClientId client,
        DefinitionVersion.State state,
        @Nullable Integer liveVersion,
        @Nullable Instant endsAt,
        int latestVersion,
        Instant updatedAt,
        String updatedBy) {}
