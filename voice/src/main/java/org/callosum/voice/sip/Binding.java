package org.callosum.voice.sip;

/// Where a registered device can be reached.
///
/// @param device        the device's user
/// @param contact       the address it gave
/// @param path          the way its registration came: calls to it go back the same way, through its NAT or on its
/// connection
/// @param expiresNanos  end of validity on the endpoint's clock
/// @param userAgent     what it calls itself, may be empty
public record Binding(String device, SipUri contact, Peer path, long expiresNanos, String userAgent) {}
