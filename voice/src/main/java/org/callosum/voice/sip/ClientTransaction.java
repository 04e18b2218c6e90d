package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// One request we sent and the responses to it (RFC 3261 section 17.1 with the *accepted* state of RFC 6026).
///
/// ```
///  INVITE: CALLING ──1xx──► PROCEEDING ──2xx──► ACCEPTED ──M──► gone      (CALLING ──2xx──► ACCEPTED too)
///          CALLING, PROCEEDING ──3xx-6xx, ACK──► COMPLETED ──D──► gone;   CALLING ──B──► timed out
///  others: TRYING(CALLING) ──1xx──► PROCEEDING ──final──► COMPLETED ──K──► gone;  ──F──► timed out
/// ```
final class ClientTransaction {
    enum State {
        CALLING,
        PROCEEDING,
        ACCEPTED,
        COMPLETED,
        GONE
    }

    /// Whom the responses go to.
    interface Listener {
        void onResponse(ClientTransaction transaction, SipMessage response);

        /// No final response came, or the request could not be sent.
        void onFailure(ClientTransaction transaction, boolean timeout);
    }

    private final SipCore core;
    final String key;
    final SipMessage request;
    final Peer peer;
    private final boolean invite;
    private final Listener listener;
    private State state = State.CALLING;
    private String trouble = "";
    private byte @Nullable [] bytes;
    private byte @Nullable [] ack;
    private TimerWheel.@Nullable Timer resend;
    private TimerWheel.@Nullable Timer end;
    private long resendMillis;

    ClientTransaction(SipCore core, String key, SipMessage request, Peer peer, Listener listener) {
        this.core = core;
        this.key = key;
        this.request = request;
        this.peer = peer;
        this.listener = listener;
        this.invite = request.method().equals("INVITE");
    }

    State state() {
        return state;
    }

    /// Why there was no final response, in words; empty while none is missing.
    String trouble() {
        return trouble;
    }

    void start() {
        byte[] data = request.toBytes();
        bytes = data;
        if (!peer.transport().reliable()) {
            resendMillis = core.settings().t1Millis();
            resend = core.after(resendMillis, this::resend);
        }
        end = core.after(64L * core.settings().t1Millis(), () -> fail(true, "no answer"));
        core.outbox().send(peer, data);
    }

    private void resend() {
        byte[] data = bytes;
        if (data == null || state == State.COMPLETED || state == State.GONE) return;
        core.count(SipCounter.RETRANSMISSIONS_OUT);
        core.outbox().send(peer, data);
        int t2 = core.settings().t2Millis();
        if (invite) resendMillis *= 2;
        else resendMillis = state == State.PROCEEDING ? t2 : Math.min(t2, resendMillis * 2);
        resend = core.after(resendMillis, this::resend);
    }

    /// Ends the transaction without a response: timeout, or the transport gave up.
    ///
    /// @param why in words, kept as [#trouble]
    void fail(boolean timeout, String why) {
        if (state != State.CALLING && state != State.PROCEEDING) return;
        if (timeout) core.count(SipCounter.TRANSACTION_TIMEOUTS);
        trouble = why;
        gone();
        listener.onFailure(this, timeout);
    }

    /// Sends nothing again, but still listens: another server is tried in place of this one.
    void repeatNoMore() {
        core.cancel(resend);
    }

    /// Forgets the request without a word: the call is over and no final response came.
    void abandon() {
        if (state == State.CALLING || state == State.PROCEEDING) gone();
    }

    void onResponse(SipMessage response) {
        int status = response.status();
        switch (state) {
            case CALLING, PROCEEDING -> {
                if (status < 200) provisional();
                else if (!invite) completed();
                else if (status < 300) accepted();
                else refused(response);
                listener.onResponse(this, response);
            }
            case ACCEPTED -> {
                // repeated 2xx (our ACK was lost) or one from another branch of a fork: the call knows what to do
                if (status >= 200 && status < 300) listener.onResponse(this, response);
            }
            case COMPLETED -> {
                core.count(SipCounter.RETRANSMISSIONS_IN);
                if (invite && status >= 300 && ack != null) core.outbox().send(peer, ack);
            }
            case GONE -> core.count(SipCounter.STRAY_RESPONSES);
        }
    }

    private void provisional() {
        state = State.PROCEEDING;
        if (invite) {
            core.cancel(resend);
            core.cancel(end);
            // how long it may ring is the call's business
            bytes = null;
        }
    }

    private void completed() {
        state = State.COMPLETED;
        stopTimers();
        if (peer.transport().reliable()) gone();
        else end = core.after(core.settings().t4Millis(), this::gone);
    }

    private void accepted() {
        state = State.ACCEPTED;
        stopTimers();
        end = core.after(64L * core.settings().t1Millis(), this::gone);
    }

    private void refused(SipMessage response) {
        state = State.COMPLETED;
        stopTimers();
        byte[] data = ackFor(response).toBytes();
        core.outbox().send(peer, data);
        if (peer.transport().reliable()) {
            gone();
        } else {
            ack = data;
            end = core.after(Math.max(32_000, 64L * core.settings().t1Millis()), this::gone);
        }
    }

    /// The ACK for a refusal belongs to the transaction: same branch, same route (RFC 3261 17.1.1.3).
    private SipMessage ackFor(SipMessage response) {
        var made = SipMessage.request("ACK", request.requestUri());
        copy(HeaderNames.VIA, made);
        made.addRaw(HeaderNames.MAX_FORWARDS, "70");
        for (String route : request.headers(HeaderNames.ROUTE)) made.addRaw(HeaderNames.ROUTE, route);
        copy(HeaderNames.FROM, made);
        String to = response.header(HeaderNames.TO);
        if (to != null) made.addRaw(HeaderNames.TO, to);
        copy(HeaderNames.CALL_ID, made);
        return made.addRaw(HeaderNames.CSEQ, request.cseqNumber() + " ACK").build();
    }

    /// A CANCEL for this INVITE (RFC 3261 9.1), to be sent as a transaction of its own over the same path.
    SipMessage cancel() {
        var made = SipMessage.request("CANCEL", request.requestUri());
        copy(HeaderNames.VIA, made);
        made.addRaw(HeaderNames.MAX_FORWARDS, "70");
        for (String route : request.headers(HeaderNames.ROUTE)) made.addRaw(HeaderNames.ROUTE, route);
        copy(HeaderNames.FROM, made);
        copy(HeaderNames.TO, made);
        copy(HeaderNames.CALL_ID, made);
        return made.addRaw(HeaderNames.CSEQ, request.cseqNumber() + " CANCEL").build();
    }

    private void copy(String name, SipMessage.Builder into) {
        String value = request.header(name);
        if (value != null) into.addRaw(name, value);
    }

    private void stopTimers() {
        bytes = null;
        core.cancel(resend);
        core.cancel(end);
    }

    private void gone() {
        state = State.GONE;
        stopTimers();
        ack = null;
        core.remove(this);
    }
}
