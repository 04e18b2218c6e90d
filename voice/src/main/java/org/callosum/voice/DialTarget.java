package org.callosum.voice;

/// Whom to dial. Whether that is allowed (dialling plan, limits) was decided before.
public sealed interface DialTarget {
    /// A registered desk phone, at its current contact.
    record Device(String device) implements DialTarget {}

    /// A number through a trunk.
    ///
    /// @param number digits, optionally with a leading `+`
    record Number(String trunk, String number) implements DialTarget {}

    /// A SIP address, as given: `sip:amy@192.0.2.7:5090;transport=udp`.
    record Address(String sipUri) implements DialTarget {}
}
