package org.callosum.voice.sip;

/// One call leg in either direction. All methods are thread-safe, return at once and act on the `sip-io` thread, in the
/// order given.
/// A command that no longer fits (the call ended meanwhile) is ignored and counted: races with the other side are
/// normal.
public interface SipCall {
    /// Unique within the endpoint's life.
    long id();

    /// The SIP Call-ID, for the log's correlation.
    String callId();

    boolean incoming();

    /// Incoming, unanswered: sends 180 to 183, with a session description for early media (`""` = none).
    void progress(int status, String sdp);

    /// Incoming, unanswered: sends 200 with our answer (or our offer, when the INVITE had none).
    void answer(String sdp);

    /// Incoming, unanswered: refuses with 300 to 699.
    ///
    /// @param retryAfterSeconds written as Retry-After when above 0
    void reject(int status, int retryAfterSeconds);

    /// Ends the call in whatever state it is: BYE, CANCEL, or a refusal with 480.
    void bye();

    /// Answered: offers a changed session. Glare (491) is retried as RFC 3261 section 14.1 says.
    void reinvite(String sdp);

    /// Answers an [SipHandler#onReinvite].
    void acceptReinvite(String sdp);

    /// Refuses an [SipHandler#onReinvite], such as with 488; the session stays as it was.
    void rejectReinvite(int status);

    /// Answered: sends a key press by INFO (application/dtmf-relay).
    void sendDigit(char digit, int durationMillis);

    /// Answered: asks the peer to call somebody else in place of us (REFER); [SipHandler#onReferral] tells how it
    /// fares.
    void refer(SipUri target);

    /// Answered: asks the peer to take our place in another answered call of ours (REFER with Replaces).
    void refer(SipCall replaced);

    /// Says yes (202) to [SipHandler#onRefer]; what comes of it is told by [#reportReferral].
    void acceptReferral();

    /// Says no to [SipHandler#onRefer], such as with 603.
    void rejectReferral(int status);

    /// Tells the peer how the transfer it asked for fares: 100 to 199 while it is under way, anything else ends it.
    void reportReferral(int status);
}
