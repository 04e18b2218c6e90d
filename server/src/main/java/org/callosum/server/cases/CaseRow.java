package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A case as lists and pages show it, and as it comes in: names, `overdue`, `createdAt`, `notes` and all
/// that stands below them are read only. From `form` on it is told of one case, not in lists.
///
/// @param typeVersion of the type's definition that it began with
/// @param reason why it was opened, a code: `interrupted`, `voicemail`
/// @param result with which it was closed, one of its type's `dispositions`
/// @param ownerId the account that works on it
/// @param overdue open, and the due time has passed
/// @param remindAt the next time at which somebody wants to hear of it
/// @param answers of the items that are shown, by code; what the reader may not see is masked
/// @param answersVersion counts up with every change of the answers
/// @param changes the newest 200, newest first
@Answered(
        except = {
            "reason",
            "result",
            "clientId",
            "customerId",
            "customerName",
            "interactionId",
            "ownerId",
            "ownerName",
            "teamId",
            "dueAt",
            "closedAt",
            "remindAt",
            "form",
            "answers",
            "answersVersion",
            "changes",
            "reminders",
            "related",
            "results"
        })
public record CaseRow(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String type,
        @Nullable Integer typeVersion,
        @Nullable Text typeName,
        @Nullable String state,
        @Nullable Text stateName,
        @Nullable Boolean closed,
        @Nullable String reason,
        @Nullable String result,
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
        @Nullable Instant closedAt,
        @Nullable Instant remindAt,
        @Nullable String subject,
        @Nullable List<Note> notes,
        @Nullable CaseForm form,
        @Nullable Map<String, AnswerBody> answers,
        @Nullable Integer answersVersion,
        @Nullable List<Change> changes,
        @Nullable List<Reminder> reminders,
        @Nullable List<Related> related,
        @Nullable List<Result> results) {
    /// With what such a case may be closed.
    @Schema(name = "CaseResult")
    public record Result(String code, Text name) {}

    @Schema(name = "CaseNote")
    @Answered(except = "author")
    public record Note(
            @Nullable Instant at,
            @Nullable String author,
            @Nullable String text) {}

    /// The form that it is filled in with, in the version it began with.
    @Schema(name = "CaseForm")
    public record CaseForm(String code, int version, FormBody form) {}

    /// @param field `state`, `ownerId`, … or `answers.` with the code of an item
    /// @param from null: nothing was there, or it was forgotten, or it may not be seen
    /// @param masked the reader may not see the values
    @Schema(name = "CaseChange")
    public record Change(
            Instant at,
            @Nullable String by,
            String field,

            @Schema(types = {"string", "number", "boolean", "array"}) @Nullable
            Object from,

            @Schema(types = {"string", "number", "boolean", "array"}) @Nullable
            Object to,

            boolean masked) {}

    /// @param accountId whom it reminds; null for a step of the type's escalation
    /// @param whom who hears of it, as a step of the escalation
    /// @param announcedAt null: not yet
    @Schema(name = "CaseReminder")
    public record Reminder(
            String id,
            String caseId,
            Instant at,
            @Nullable String accountId,

            @Schema(allowableValues = {"owner", "team-leader", "escalation-owner"}) @Nullable
            String whom,

            String by,
            String text,
            @Nullable Instant announcedAt) {
        @Override
        public String toString() {
            return "Reminder[" + id + "]"; // what people write is not for logs
        }
    }

    /// @param outgoing whether the relation was entered at this case: it *is* a duplicate of the other
    @Schema(name = "RelatedCase")
    public record Related(
            String id,

            @Schema(allowableValues = {"related", "duplicate-of", "caused-by"})
            String kind,

            boolean outgoing,
            String caseId,
            Text typeName,
            Text stateName,
            boolean closed,
            String subject) {}

    @Override
    public String toString() {
        return "Case[" + id + ", " + type + "]"; // nothing personal in a log
    }

    CaseRow named(Text type, Text stateNamed, List<Note> written) {
        return new CaseRow(
                id,
                version,
                this.type,
                typeVersion,
                type,
                state,
                stateNamed,
                closed,
                reason,
                result,
                clientId,
                customerId,
                customerName,
                interactionId,
                ownerId,
                ownerName,
                teamId,
                dueAt,
                overdue,
                createdAt,
                closedAt,
                remindAt,
                subject,
                written,
                form,
                answers,
                answersVersion,
                changes,
                reminders,
                related,
                results);
    }

    CaseRow changed(
            @Nullable String nextState,
            @Nullable String nextOwner,
            @Nullable String nextTeam,
            @Nullable Instant nextDue,
            @Nullable String nextResult) {
        return new CaseRow(
                id,
                version,
                type,
                typeVersion,
                typeName,
                nextState,
                stateName,
                closed,
                reason,
                nextResult,
                clientId,
                customerId,
                customerName,
                interactionId,
                nextOwner,
                ownerName,
                nextTeam,
                nextDue,
                overdue,
                createdAt,
                closedAt,
                remindAt,
                subject,
                notes,
                form,
                answers,
                answersVersion,
                changes,
                reminders,
                related,
                results);
    }

    CaseRow whole(
            @Nullable CaseForm filledForm,
            Map<String, AnswerBody> filled,
            int filledVersion,
            List<Change> history,
            List<Reminder> reminded,
            List<Related> relations,
            List<Result> outcomes) {
        return new CaseRow(
                id,
                version,
                type,
                typeVersion,
                typeName,
                state,
                stateName,
                closed,
                reason,
                result,
                clientId,
                customerId,
                customerName,
                interactionId,
                ownerId,
                ownerName,
                teamId,
                dueAt,
                overdue,
                createdAt,
                closedAt,
                remindAt,
                subject,
                notes,
                filledForm,
                filled,
                filledVersion,
                history,
                reminded,
                relations,
                outcomes);
    }
}
