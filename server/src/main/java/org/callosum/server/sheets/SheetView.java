package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Sheets as the interface tells of them.
final class SheetView {
    private SheetView() {}

    /// A sheet in a list.
    ///
    /// @param at when it was seen; `filledAt`: when it was written down
    /// @param score 0 to 1; null where the form scores nothing
    /// @param findings how many answers call for a case; `cases`: how many were opened
    /// @param withdrawn taken back: it counts nowhere
    @Schema(name = "SheetRow")
    record Row(
            String id,
            String type,
            Text typeName,
            @Nullable String clientId,
            String subjectKind,
            @Nullable String subjectId,
            @Nullable Text subjectName,
            Instant at,
            Instant filledAt,
            String filledName,
            @Nullable Double score,
            int criticalErrors,
            int findings,
            int files,
            int cases,
            boolean withdrawn) {}

    /// @param mayChange whether the reader may correct it and take it back
    @Schema(name = "Sheet")
    record Whole(
            Row row,
            int typeVersion,
            String formCode,
            int formVersion,
            FormBody form,
            Map<String, AnswerBody> answers,
            int answersVersion,
            boolean mayChange,
            List<Finding> findings,
            List<Opened> cases,
            List<File> files,
            List<Change> changes) {}

    /// An answer that calls for a case.
    @Schema(name = "SheetCall")
    record Finding(String item, @Nullable Text label, String caseType) {}

    /// A case that was opened because of an answer; those that the reader may not see are left out.
    @Schema(name = "SheetCase")
    record Opened(String caseId, String item, String type, String subject, boolean closed) {}

    @Schema(name = "SheetFile")
    record File(String id, String name, String mediaType, long sizeBytes) {}

    /// @param field `answers.CODE`, `withdrawn` or `restored`
    /// @param masked the values are not for this reader
    @Schema(name = "SheetChange")
    record Change(
            Instant at,
            String author,
            String field,

            @Schema(types = {"string", "number", "boolean", "array"}) @Nullable
            Object before,

            @Schema(types = {"string", "number", "boolean", "array"}) @Nullable
            Object after,

            boolean masked,
            String reason) {}

    /// Whether what is asked for is done.
    ///
    /// @param state `open`: still to be done; `late`: its time within the period is over; `done`; `none`:
    ///     nothing is asked for at this time
    /// @param dueBy of the period that runs
    /// @param sheetId the one that did it
    /// @param kept of the newest finished periods, oldest first: whether there was a sheet
    @Schema(name = "SheetDueRow")
    record Due(
            String type,
            Text typeName,
            @Nullable String subjectId,
            @Nullable Text subjectName,

            @Schema(allowableValues = {"open", "late", "done", "none"})
            String state,

            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Instant dueBy,
            @Nullable String sheetId,
            List<Boolean> kept) {}

    /// @param leftOut how many subjects there were beyond the bound
    @Schema(name = "SheetsDue")
    record AllDue(List<Due> items, int leftOut) {}

    /// One scored sheet.
    @Schema(name = "SheetScore")
    record Score(
            String id,
            Instant at,
            double score,
            int criticalErrors,
            @Nullable String subjectId,
            @Nullable Text subjectName) {}
}
