package org.callosum.floor;

/// The floor's own reasons for not being ready.
final class Reasons {
    static final String SIGNED_IN = "signed-in";
    static final String SIGNING_OUT = "signing-out";
    static final String NO_ANSWER = "no-answer";
    static final String AFTER_WRAP_UP = "after-wrap-up";

    private Reasons() {}
}
