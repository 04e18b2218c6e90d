package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A type of case with its history and its newest version.
public record CaseTypePage(
        String code,
        Text name,
        @Nullable String clientId,

        @Schema(allowableValues = {"draft", "approved", "retired"})
        String state,

        @Nullable Integer liveVersion,
        int latestVersion,
        Instant updatedAt,
        String updatedBy,
        Body latest,
        List<Version> versions) {
    /// One version, newest first.
    @Schema(name = "CaseTypeVersion")
    public record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    @Schema(name = "CaseTypeVersionBody")
    public record Body(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            CaseTypeBody type,
            List<Remark> findings) {}

    /// @param path like `moves[1].to`
    /// @param message in the reader's language
    @Schema(name = "CaseTypeRemark")
    public record Remark(
            String path,
            String key,
            Map<String, String> values,

            @Schema(allowableValues = {"error", "warning"}) String severity,

            String message) {}

    /// What is wrong with a type that nobody has stored yet.
    @Schema(name = "CaseTypeReading")
    public record Reading(List<Remark> findings) {}
}
