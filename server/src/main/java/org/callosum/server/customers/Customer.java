package org.callosum.server.customers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Somebody who contacts a client, or is contacted for it.
///
/// @param numbers the primary one first
/// @param language `en`, `zh-Hans` or `zh-Hant`: what they are greeted in
/// @param valueRank 0 to 5 (highest); null: nobody has said
/// @param consent to being contacted by each way; null: not asked
/// @param preferredAgentId who should have their contacts; null: nobody in particular
/// @param email where they can be written to
/// @param preferredChannel how they like to be contacted: `call`, `sms`, `email` or `app`
/// @param preferredFrom time of day such as `09:30`, from which they like to be contacted, in their
/// zone; with `preferredTo`
/// @param customerSince their first day with the client; null: not known
/// @param mergedInto the customer this record was found to be; then it is kept only to be brought back
/// @param erasedAt set when the customer was forgotten; then nothing else is left
@Answered(
        except = {
            "valueRank",
            "memberLevel",
            "notes",
            "preferredAgentId",
            "email",
            "preferredChannel",
            "preferredFrom",
            "preferredTo",
            "customerSince",
            "mergedInto",
            "erasedAt"
        })
public record Customer(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String clientId,
        @Nullable String name,
        @Nullable List<Number> numbers,
        @Nullable String language,
        @Nullable Integer valueRank,
        @Nullable Consent consent,
        @Nullable String memberLevel,
        @Nullable String notes,
        @Nullable String preferredAgentId,
        @Nullable String email,
        @Nullable String preferredChannel,
        @Nullable String preferredFrom,
        @Nullable String preferredTo,
        @Nullable LocalDate customerSince,
        @Nullable String mergedInto,
        @Nullable Instant createdAt,
        @Nullable Instant erasedAt) {
    /// @param number E.164 with `+` as stored; as typed when coming in
    /// @param kind `mobile`, `home`, `work` or `other`
    @Answered
    public record Number(
            @Nullable String number,
            @Nullable String kind,
            @Nullable Boolean primary) {}

    public record Consent(
            @Nullable Boolean phone,
            @Nullable Boolean sms,
            @Nullable Boolean email) {
        static final Consent NONE = new Consent(null, null, null);
    }

    /// Somebody of whom only this is known.
    ///
    /// @param rank null: nobody has said
    public static Customer plain(
            String clientId,
            String name,
            List<Number> numbers,
            String language,
            @Nullable Integer rank,
            @Nullable Consent consent,
            @Nullable String level) {
        return new Customer(
                null, null, clientId, name, numbers, language, rank, consent, level, null, null, null, null, null, null,
                null, null, null, null);
    }

    Customer with(List<Number> some) {
        return new Customer(
                id,
                version,
                clientId,
                name,
                List.copyOf(some),
                language,
                valueRank,
                consent,
                memberLevel,
                notes,
                preferredAgentId,
                email,
                preferredChannel,
                preferredFrom,
                preferredTo,
                customerSince,
                mergedInto,
                createdAt,
                erasedAt);
    }

    /// With this value rank, or without any.
    Customer ranked(@Nullable Integer rank) {
        return new Customer(
                id,
                version,
                clientId,
                name,
                numbers,
                language,
                rank,
                consent,
                memberLevel,
                notes,
                preferredAgentId,
                email,
                preferredChannel,
                preferredFrom,
                preferredTo,
                customerSince,
                mergedInto,
                createdAt,
                erasedAt);
    }

    @Override
    public String toString() {
        return "Customer[" + id + "]"; // nothing personal in a log
    }
}
