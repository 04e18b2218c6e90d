package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// A 2xx to an INVITE that has not been confirmed yet: repeated by the call itself, over every transport, T1 doubling
/// to T2,
/// for 64·T1 (RFC 3261 section 13.3.1.4).
final class Unacknowledged {
    private final SipCore core;
    private final Peer peer;
    private final byte[] response;
    final int cseq;
    private final Runnable giveUp;
    private long intervalMillis;
    private TimerWheel.@Nullable Timer resend;
    private TimerWheel.@Nullable Timer end;

    Unacknowledged(SipCore core, Peer peer, SipMessage response, Runnable giveUp) {
        this.core = core;
        this.peer = peer;
        this.response = response.toBytes();
        this.cseq = response.cseqNumber();
        this.giveUp = giveUp;
        intervalMillis = core.settings().t1Millis();
        resend = core.after(intervalMillis, this::resend);
        end = core.after(64L * core.settings().t1Millis(), this::unanswered);
    }

    private void resend() {
        core.count(SipCounter.RETRANSMISSIONS_OUT);
        core.outbox().send(peer, response);
        intervalMillis = Math.min(core.settings().t2Millis(), intervalMillis * 2);
        resend = core.after(intervalMillis, this::resend);
    }

    private void unanswered() {
        stop();
        core.count(SipCounter.ACK_MISSING);
        giveUp.run();
    }

    void stop() {
        core.cancel(resend);
        core.cancel(end);
    }
}
