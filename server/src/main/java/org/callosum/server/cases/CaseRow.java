package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A case as lists and pages show it, and as it comes in: names, `overdue`, `createdAt` and `notes` are read only.
///
/// @param reason why it was opened, a code: `interrupted`, `voicemail`
/// @param ownerId the account that works on it
/// @param overdue open, and the due time has passed
@Answered(
        except = {
            "reason",
            "clientId",
            "customerId",
            "customerName",
            "interactionId",
            "ownerId",
            "ownerName",
            "teamId",
            "dueAt"
        })
public record CaseRow(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String type,
        @Nullable Text typeName,
        @Nullable String state,
        @Nullable Text stateName,
        @Nullable String reason,
        @Nullable String clientId,
        @Nullable String customerId,
        @Nullable String customerName,
        @Nullable String interactionId,
        @Nullable String ownerId,
        @Nullable String ownerName,
        @Nullable String teamId,
        @Nullable Instant dueAt,
        @Nullable Boolean overdue,
        @Nullable Instant createdAt,
        @Nullable String subject,
        @Nullable List<Note> notes) {
    @Schema(name = "CaseNote")
    @Answered(except = "author")
    public record Note(
            @Nullable Instant at,
            @Nullable String author,
            @Nullable String text) {}

    @Override
    public String toString() {
        return "Case[" + id + ", " + type + "]"; // nothing personal in a log
    }
}
