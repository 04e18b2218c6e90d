package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A new call that wants in.
///
/// @param origin     the trunk or device it came from; anything else never gets this far
/// @param dialled    user part of the Request-URI, unescaped, without parameters
/// @param fromNumber caller's number: the device's user, or from P-Asserted-Identity or From of a trunk; `""` when
/// withheld
/// @param fromName   caller's display name, may be empty
/// @param offer      the session description offered, null when the caller wants ours (delayed offer)
/// @param source     where the INVITE came from
/// @param message    the INVITE itself, for headers of interest
public record IncomingInvite(
        Origin origin,
        String dialled,
        String fromNumber,
        String fromName,
        @Nullable String offer,
        InetSocketAddress source,
        SipMessage message) {}
