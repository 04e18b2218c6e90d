package org.callosum.voice.signals;

/// The two sides of a conversation, as in a recording: left and right.
public enum Side {
    CUSTOMER,
    AGENT;

    public Side other() {
        return this == CUSTOMER ? AGENT : CUSTOMER;
    }
}
