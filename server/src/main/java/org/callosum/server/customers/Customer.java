package org.callosum.server.customers;

import java.time.Instant;
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
/// @param erasedAt set when the customer was forgotten; then nothing else is left
@Answered(except = {"valueRank", "memberLevel", "notes", "preferredAgentId", "erasedAt"})
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
                createdAt,
                erasedAt);
    }

    @Override
    public String toString() {
        return "Customer[" + id + "]"; // nothing personal in a log
    }
}
