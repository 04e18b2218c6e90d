package org.callosum.server.platform.install;

/// Something outside the program stops the start. The message is one line for a person: what, where, what to do.
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message one line without a trailing full stop, understood without the source
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
