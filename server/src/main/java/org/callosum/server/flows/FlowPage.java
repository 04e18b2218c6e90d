package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.callosum.flow.Finding;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A flow with its newest text, its history, what the reader has to say and how it looks.
public record FlowPage(
        String code,
        Text name,
        @Nullable String clientId,

        @Schema(allowableValues = {"draft", "approved", "retired"})
        String state,

        @Nullable Integer liveVersion,
        int latestVersion,
        Instant updatedAt,
        String updatedBy,
        String yaml,
        List<Version> versions,
        List<Remark> findings,
        Picture picture) {
    /// One version, newest first.
    public record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// @param severity `error`: it cannot go live; `warning`: it can, but customers may suffer
    /// @param proposal the word that could stand at this place instead
    public record Remark(
            @Schema(allowableValues = {"error", "warning"}) String severity,
            int line,
            int column,
            String code,
            String message,
            @Nullable String proposal) {
        static Remark of(Finding finding) {
            return new Remark(
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.line(),
                    finding.column(),
                    finding.code(),
                    finding.message(),
                    finding.proposal());
        }
    }

    /// What the reader says of a text.
    public record Reading(List<Remark> findings, Picture picture) {}

    /// The text of one version.
    public record Body(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            String yaml) {}
}
