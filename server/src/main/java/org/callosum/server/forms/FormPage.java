package org.callosum.server.forms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A form with its history and its newest version.
public record FormPage(
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
    @Schema(name = "FormVersion")
    public record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// One version with what it says.
    @Schema(name = "FormVersionBody")
    public record Body(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            FormBody form,
            List<Remark> findings) {}

    /// What is wrong with a form that nobody has stored yet, and the form with its `whenTree`s.
    @Schema(name = "FormReading")
    public record Reading(List<Remark> findings, FormBody form) {}

    /// @param path of the part meant, like `sections[1].items[0].when`; empty for the whole
    /// @param message in the reader's language
    @Schema(name = "FormRemark")
    public record Remark(
            String path,
            String key,
            Map<String, String> values,

            @Schema(allowableValues = {"error", "warning"}) String severity,

            String message,
            @Nullable Proposal proposal) {}

    /// @param value what to put at the path
    @Schema(name = "FormProposal")
    public record Proposal(String text, String value) {}

    /// Answers, judged.
    ///
    /// @param shown codes of the items that are asked
    /// @param score null when the form scores nothing
    @Schema(name = "FormFilled")
    public record Filled(
            List<String> shown,
            List<Fault> faults,
            @Nullable Score score) {}

    /// @param message in the reader's language
    @Schema(name = "FormFault")
    public record Fault(String item, String key, Map<String, String> values, String message) {}

    /// @param total 0 to 1; null while nothing that counts is answered
    @Schema(name = "FormScore")
    public record Score(
            @Nullable Double total,
            List<SectionScore> sections,
            List<CriticalError> criticalErrors,
            int answered,
            int of) {}

    @Schema(name = "FormSectionScore")
    public record SectionScore(String code, @Nullable Double score) {}

    @Schema(name = "FormCriticalError")
    public record CriticalError(
            String item,

            @Schema(allowableValues = {"customer", "business", "compliance"})
            String kind) {}
}
