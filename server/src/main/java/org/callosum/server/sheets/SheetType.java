package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.forms.FormBody;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// A kind of sheet as lists show it.
///
/// @param liveVersion the one with which a new sheet begins; null: none serves
/// @param endsAt when that one stops serving by itself; null: nobody has said
/// @param mayFill whether the reader fills in such sheets
/// @param mayRead whether the reader reads those of others
public record SheetType(
        String code,
        @Nullable String clientId,
        Text name,
        int version,
        @Nullable Integer liveVersion,
        @Nullable Instant endsAt,
        SheetTypeBody type,
        boolean mayFill,
        boolean mayRead) {
    /// A kind with its history.
    @Schema(name = "SheetTypePage")
    record Whole(SheetType row, String state, List<Version> versions) {}

    /// One version, newest first.
    @Schema(name = "SheetTypeVersion")
    record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// A sheet that nobody has filled in yet.
    ///
    /// @param version of the kind; it is sent back with the answers
    @Schema(name = "SheetBlank")
    record Blank(
            String type, int version, Text name, String subject, String formCode, int formVersion, FormBody form) {}

    /// What a sheet may be about.
    @Schema(name = "SheetSubject")
    record Subject(String id, Text name) {}
}
