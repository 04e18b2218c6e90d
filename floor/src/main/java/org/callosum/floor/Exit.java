package org.callosum.floor;

/// How an interaction leaves a queue without an agent and without the customer hanging up.
public enum Exit {
    OVERFLOW,
    CALLBACK,
    VOICEMAIL,
    CLOSED,
    TRANSFERRED
}
