package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// One request received and our responses to it (RFC 3261 section 17.2 with the *accepted* state of RFC 6026).
///
/// ```
///  INVITE: PROCEEDING ──2xx──► ACCEPTED ──L──► gone        others: PROCEEDING ──final──► COMPLETED ──J──► gone
///          PROCEEDING ──3xx-6xx──► COMPLETED ──ACK──► CONFIRMED ──I──► gone;  COMPLETED ──H──► gone
/// ```
final class ServerTransaction {
    enum State {
        PROCEEDING,
        ACCEPTED,
        COMPLETED,
        CONFIRMED,
        GONE
    }

    private final SipCore core;
    final String key;
    final boolean invite;
    final Peer replyTo;
    final String topVia;
    private @Nullable SipMessage request;
    private State state = State.PROCEEDING;
    private byte @Nullable [] last;
    private TimerWheel.@Nullable Timer resend;
    private TimerWheel.@Nullable Timer end;
    private long resendMillis;
    private @Nullable Call call;

    ServerTransaction(SipCore core, String key, SipMessage request, Peer replyTo, String topVia) {
        this.core = core;
        this.key = key;
        this.request = request;
        this.replyTo = replyTo;
        this.topVia = topVia;
        this.invite = request.method().equals("INVITE");
    }

    /// An INVITE whose user takes its time gets a 100 after 200 ms (RFC 3261 17.2.1), so that the caller stops
    /// repeating.
    void start() {
        if (invite) resend = core.after(200, this::trying);
    }

    private void trying() {
        if (state == State.PROCEEDING && last == null && request != null) {
            respond(Responses.to(request, topVia, 100, "").build());
        }
    }

    void belongsTo(Call owner) {
        call = owner;
    }

    @Nullable
    Call call() {
        return call;
    }

    State state() {
        return state;
    }

    boolean finalSent() {
        return state != State.PROCEEDING;
    }

    /// The request while it may still be needed for a response, else null.
    @Nullable
    SipMessage request() {
        return request;
    }

    /// Sends a response and moves on. A second final response is ignored: the first one counts.
    void respond(SipMessage response) {
        if (state != State.PROCEEDING) return;
        byte[] bytes = response.toBytes();
        last = bytes;
        core.cancel(resend);
        resend = null;
        int status = response.status();
        if (status >= 200) {
            request = null;
            if (!invite) completed();
            else if (status < 300) accepted();
            else refused();
        }
        core.outbox().send(replyTo, bytes);
    }

    private void completed() {
        state = State.COMPLETED;
        if (replyTo.transport().reliable()) gone();
        else end = core.after(64L * core.settings().t1Millis(), this::gone);
    }

    private void accepted() {
        state = State.ACCEPTED;
        end = core.after(64L * core.settings().t1Millis(), this::gone);
    }

    private void refused() {
        state = State.COMPLETED;
        end = core.after(64L * core.settings().t1Millis(), () -> {
            core.count(SipCounter.ACK_MISSING);
            gone();
        });
        if (!replyTo.transport().reliable()) {
            resendMillis = core.settings().t1Millis();
            resend = core.after(resendMillis, this::resend);
        }
    }

    private void resend() {
        if (state != State.COMPLETED || last == null) return;
        core.count(SipCounter.RETRANSMISSIONS_OUT);
        core.outbox().send(replyTo, last);
        resendMillis = Math.min(core.settings().t2Millis(), resendMillis * 2);
        resend = core.after(resendMillis, this::resend);
    }

    /// The request came again.
    void onRepeat() {
        core.count(SipCounter.RETRANSMISSIONS_IN);
        boolean answerAgain = state == State.PROCEEDING || (state == State.COMPLETED);
        // in ACCEPTED the call itself repeats its 2xx; the repeated INVITE is absorbed
        if (answerAgain && last != null) {
            core.count(SipCounter.RETRANSMISSIONS_OUT);
            core.outbox().send(replyTo, last);
        }
    }

    /// An ACK with our branch.
    ///
    /// @return true when it was for our refusal; false when the call has to look at it
    boolean onAck() {
        if (state == State.ACCEPTED) return false;
        if (state == State.COMPLETED) {
            state = State.CONFIRMED;
            core.cancel(resend);
            core.cancel(end);
            if (replyTo.transport().reliable()) gone();
            else end = core.after(core.settings().t4Millis(), this::gone);
        }
        return true;
    }

    private void gone() {
        state = State.GONE;
        core.cancel(resend);
        core.cancel(end);
        last = null;
        call = null;
        core.remove(this);
    }
}
