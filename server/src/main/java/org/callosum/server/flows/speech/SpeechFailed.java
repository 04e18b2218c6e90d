package org.callosum.server.flows.speech;

/// No speech came of a text; the message says why and what to do.
public final class SpeechFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String code;

    public SpeechFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    /// `speech-not-configured`, `speech-text-too-long`, `speech-voice-unknown` or `speech-failed`.
    public String code() {
        return code;
    }
}
