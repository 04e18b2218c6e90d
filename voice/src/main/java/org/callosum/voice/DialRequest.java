package org.callosum.voice;

import java.util.Map;

/// An outgoing SIP call.
///
/// @param leg new, never used before
/// @param target whom
/// @param callerNumber shown as From; empty for anonymous
/// @param callerName display name; may be empty
/// @param timeoutMillis 1 000 to 180 000: without an answer by then the call is cancelled and ends with NO_ANSWER
/// @param headers added to the INVITE: only names that start with `X-`, and `Alert-Info`
public record DialRequest(
        LegId leg,
        DialTarget target,
        String callerNumber,
        String callerName,
        long timeoutMillis,
        Map<String, String> headers) {
    public DialRequest {
        if (timeoutMillis < 1_000 || timeoutMillis > 180_000) {
            throw new IllegalArgumentException("A dial timeout is 1 000 to 180 000 ms, not " + timeoutMillis);
        }
        headers = Map.copyOf(headers);
        for (var name : headers.keySet()) {
            if (!name.regionMatches(true, 0, "X-", 0, 2) && !name.equalsIgnoreCase("Alert-Info")) {
                throw new IllegalArgumentException("Only X-… and Alert-Info can be added to an INVITE, not " + name);
            }
        }
    }

    public DialRequest(LegId leg, DialTarget target, String callerNumber, String callerName, long timeoutMillis) {
        this(leg, target, callerNumber, callerName, timeoutMillis, Map.of());
    }
}
