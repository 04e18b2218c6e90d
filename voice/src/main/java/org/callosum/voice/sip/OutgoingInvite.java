package org.callosum.voice.sip;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call to place.
///
/// @param target      Request-URI
/// @param fromName    display name shown to the called side, may be empty
/// @param fromUser    user part of From: our number on a trunk; `anonymous` to withhold
/// @param fromDomain  host of From; null = our own address
/// @param offer       session description
/// @param credentials answer to 401/407 of a trunk; null when none is expected
/// @param route       where to send it instead of the target's host, such as a carrier's proxy or the binding of a
/// device; null = the target
/// @param routeSet    Route headers to write, usually empty
/// @param ringMillis  give up (CANCEL) when there is no final answer for so long; 1 000 to 600 000
/// @param headers     further headers such as P-Asserted-Identity
public record OutgoingInvite(
        SipUri target,
        String fromName,
        String fromUser,
        @Nullable String fromDomain,
        String offer,
        @Nullable SipCredentials credentials,
        @Nullable Peer route,
        List<String> routeSet,
        long ringMillis,
        Map<String, String> headers) {
    public OutgoingInvite {
        if (ringMillis < 1_000 || ringMillis > 600_000) {
            throw new IllegalArgumentException("ringMillis is " + ringMillis + "; give 1000 to 600000");
        }
        routeSet = List.copyOf(routeSet);
        headers = Map.copyOf(headers);
    }

    /// The common case: to a target, from a number, 60 s of ringing.
    public static OutgoingInvite to(SipUri target, String fromUser, String offer) {
        return new OutgoingInvite(target, "", fromUser, null, offer, null, null, List.of(), 60_000, Map.of());
    }

    /// To a registered contact: its own URI over the path it registered by.
    public static OutgoingInvite to(Binding binding, String fromUser, String offer) {
        return new OutgoingInvite(
                binding.contact(), "", fromUser, null, offer, null, binding.path(), List.of(), 60_000, Map.of());
    }

    public OutgoingInvite withCredentials(SipCredentials changed) {
        return new OutgoingInvite(
                target, fromName, fromUser, fromDomain, offer, changed, route, routeSet, ringMillis, headers);
    }

    public OutgoingInvite withRingMillis(long changed) {
        return new OutgoingInvite(
                target, fromName, fromUser, fromDomain, offer, credentials, route, routeSet, changed, headers);
    }

    public OutgoingInvite withFromName(String changed) {
        return new OutgoingInvite(
                target, changed, fromUser, fromDomain, offer, credentials, route, routeSet, ringMillis, headers);
    }
}
