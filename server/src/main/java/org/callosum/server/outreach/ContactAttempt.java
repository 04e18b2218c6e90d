package org.callosum.server.outreach;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the ledger: who contacted the customer or wanted to, when, why, on what consent, and what came of
/// it. Codes and ids only.
///
/// @param purpose a [Purpose]'s code
/// @param origin what wanted it: `flow`, `desk`, `call-back` …
/// @param by the account's or agent's name today; empty for the system
/// @param consentId the word it relied on
/// @param verdict `allowed` or `refused`
/// @param reason of a refusal; `exempt` where the limits did not apply; else empty
/// @param points counted
/// @param result `answered`, `not-answered`, `not-made`, `sent`; null: not known yet
record ContactAttempt(
        String id,
        Instant at,
        String channel,
        String purpose,
        String origin,
        String by,
        @Nullable String interactionId,
        @Nullable String consentId,
        String verdict,
        String reason,
        double points,
        @Nullable String result) {}
