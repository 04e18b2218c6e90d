package org.callosum.voice.recording;

/// A recording or its key cannot be read: damaged, another key, or not a recording. The message says which.
public final class UnreadableRecording extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableRecording(String what) {
        super(what);
    }

    public UnreadableRecording(String what, Throwable cause) {
        super(what, cause);
    }
}
