package org.callosum.voice.sip;

/// Who a call comes from, as far as it is proven.
public sealed interface Origin {
    /// A carrier or exchange, known by its address (`TrunkDirectory`).
    record Trunk(String name) implements Origin {}

    /// A desk phone that has proven its secret.
    record Device(String user) implements Origin {}

    /// Whoever dials with a pass that holds (`SipSettings.passes`).
    record Pass() implements Origin {}
}
