package org.callosum.server.flows.audio;

/// Sound that cannot become a prompt; the message says what was found and what is needed, in words for the one who
/// uploaded it.
public final class UnreadableSound extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    public UnreadableSound(String code, String message) {
        super(message);
        this.code = code;
    }

    /// `not-a-sound`, `damaged`, `unsupported`, `empty` or `too-long`.
    public String code() {
        return code;
    }
}
