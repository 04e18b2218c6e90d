package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// What the endpoint tells its user. All methods are called on the `sip-io` thread, in order per call; they must return
/// at once
/// and not block (hand work over to another thread). An exception is counted and ends only the call it belongs to.
public interface SipHandler {
    /// A new call wants in. Answer by `progress`, `answer`, `reject` on the call, now or later.
    void onInvite(SipCall call, IncomingInvite invite);

    /// Our call rings or has early media (101 to 199).
    default void onProvisional(SipCall call, int status, @Nullable String sdp) {}

    /// Our call was answered. `answer` is null only when an earlier 183 already brought it.
    default void onAnswered(SipCall call, @Nullable String answer) {}

    /// The caller confirmed our answer (ACK). `answer` is present when the INVITE had no offer and ours was sent in the
    /// 200.
    default void onConfirmed(SipCall call, @Nullable String answer) {}

    /// The peer changes the session (hold, resume, new address). Reply with `acceptReinvite` or `rejectReinvite`.
    ///
    /// @param offer null when the peer asks for our offer; its answer then comes by [#onConfirmed]
    void onReinvite(SipCall call, @Nullable String offer);

    /// Our `reinvite` is settled: a status of 200 to 299 brings the answer, everything else leaves the session as it
    /// was.
    default void onReinviteDone(SipCall call, int status, @Nullable String answer) {}

    /// A key press signalled by INFO: `0-9`, `*`, `#`, `A-D`; duration 0 when not given.
    default void onInfoDtmf(SipCall call, char digit, int durationMillis) {}

    /// The peer wants its partner connected elsewhere (REFER). Answer by `acceptReferral` or `rejectReferral`, now or
    /// within 10 s; then it is refused.
    default void onRefer(SipCall call, Referral referral) {
        call.rejectReferral(603);
    }

    /// How a transfer that we asked for by `refer` fares.
    ///
    /// @param status SIP status of the new call, or of the refusal; 0 when the peer does not say
    /// @param over   whether this is the last word
    default void onReferral(SipCall call, int status, boolean over) {}

    /// The call is over; exactly once, and the last word about it. `status` is the SIP status involved, 0 when there is
    /// none.
    void onEnded(SipCall call, SipEnd cause, int status);

    /// A device registered, or refreshed with another contact.
    default void onDeviceRegistered(Binding binding) {}

    /// A device's binding was removed or ran out.
    default void onDeviceUnregistered(Binding binding, boolean expired) {}

    /// The carrier accepted our registration.
    default void onTrunkRegistered(String trunk, int expiresSeconds) {}

    /// Registration with the carrier failed or was lost; it is tried again by itself.
    default void onTrunkLost(String trunk, String why) {}

    /// The trunk answers our questions again, or for the first time.
    default void onTrunkReachable(String trunk) {}

    /// The trunk no longer answers; it is asked again by itself.
    default void onTrunkUnreachable(String trunk, String why) {}

    /// A method of this handler threw, or something of the endpoint's own failed; it has been counted, and everything
    /// else goes on. For the log.
    ///
    /// @param call whom it was about; null when it was about none
    default void onFault(@Nullable SipCall call, RuntimeException fault) {}
}
