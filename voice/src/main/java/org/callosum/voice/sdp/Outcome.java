package org.callosum.voice.sdp;

/// What became of an offer or an answer.
public sealed interface Outcome {
    /// @param sdp    our answer, to be sent (`""` when an answer was read)
    /// @param agreed what holds from now on
    record Agreed(String sdp, AgreedAudio agreed) implements Outcome {}

    /// @param status SIP status to refuse with
    /// @param why    for the log, in words
    record Refused(int status, String why) implements Outcome {}
}
