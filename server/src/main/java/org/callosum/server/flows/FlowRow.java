package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A flow in a list.
///
/// @param clientId null: every client of the house may use it (treatments, parts)
/// @param state of the newest version: `draft`, `approved` or `retired`
/// @param liveVersion the one that serves now
/// @param endsAt when that one stops serving by itself
public record FlowRow(
        String code,
        Text name,
        @Nullable String clientId,

        @Schema(allowableValues = {"draft", "approved", "retired"})
        String state,

        @Nullable Integer liveVersion,
        @Nullable Instant endsAt,
        int latestVersion,
        Instant updatedAt,
        String updatedBy) {}
