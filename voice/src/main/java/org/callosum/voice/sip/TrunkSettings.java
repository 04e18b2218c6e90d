package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// How we register with a carrier.
///
/// @param name           our name for the trunk, used in events
/// @param registrar      Request-URI of REGISTER, such as `sip:carrier.example`
/// @param user           user part of our address of record there
/// @param credentials    what the carrier gave us
/// @param proxy          where to send REGISTER instead of the registrar's host, null = there
/// @param expiresSeconds validity asked for, 60 to 86 400
public record TrunkSettings(
        String name,
        SipUri registrar,
        String user,
        SipCredentials credentials,
        @Nullable SipUri proxy,
        int expiresSeconds) {
    public TrunkSettings {
        if (expiresSeconds < 60 || expiresSeconds > 86_400) {
            throw new IllegalArgumentException(
                    "Trunk %s: expiresSeconds is %d; give 60 to 86400".formatted(name, expiresSeconds));
        }
    }
}
