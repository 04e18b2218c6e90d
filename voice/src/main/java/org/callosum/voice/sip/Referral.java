package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// A peer's wish that its partner be connected elsewhere (RFC 3515).
///
/// @param target   whom the partner shall talk with instead
/// @param replaces attended (RFC 3891): the call of ours with that target, which the new one takes the place of; null
/// for
/// a blind transfer
/// @param attended whether a call was named to be replaced; with `replaces` null it is one that we do not know
public record Referral(SipUri target, @Nullable SipCall replaces, boolean attended) {}
