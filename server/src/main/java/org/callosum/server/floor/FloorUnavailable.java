package org.callosum.server.floor;

/// The floor did not take a command; not a refusal, since the floor itself never saw it or nobody knows its
/// answer.
public final class FloorUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Why {
        /// Too many commands are waiting already; nothing happened, try again.
        BUSY,
        /// Another node owns the floor, or this one is still recovering; nothing happened.
        FOLLOWING,
        /// Ownership was lost around the commit: after recovery the floor shows whether it happened.
        LOST
    }

    private final Why why;

    FloorUnavailable(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
