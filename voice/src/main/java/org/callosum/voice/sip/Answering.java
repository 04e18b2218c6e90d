package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Our side of a call that came in, until it is confirmed.
final class Answering {
    private final Call call;
    private final SipCore core;
    private final ServerTransaction transaction;
    private final SipMessage invite;
    private final boolean offered;
    private @Nullable SipMessage provisional;
    private @Nullable Unacknowledged unacknowledged;
    private TimerWheel.@Nullable Timer reminder;
    private TimerWheel.@Nullable Timer limit;
    private boolean byeAfterAck;

    Answering(Call call, ServerTransaction transaction, SipMessage invite) {
        this.call = call;
        this.core = call.core;
        this.transaction = transaction;
        this.invite = invite;
        this.offered = invite.sdp() != null;
        limit = core.after(core.settings().maxSetupSeconds() * 1_000L, () -> refuse(480, 0, SipEnd.NO_ANSWER));
    }

    void progress(int status, String sdp) {
        if (status < 101 || status > 199 || transaction.finalSent()) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        SipMessage.Builder made = Responses.to(invite, transaction.topVia, status, call.dialog.localTag)
                .addRaw(HeaderNames.CONTACT, core.contact(transaction.replyTo))
                .addRaw(HeaderNames.ALLOW, SipCore.ALLOWED);
        if (!sdp.isEmpty()) made.body("application/sdp", sdp);
        SipMessage response = made.build();
        provisional = response;
        transaction.respond(response);
        core.cancel(reminder);
        // RFC 3261 13.3.1.1: proxies drop an INVITE that is silent for three minutes
        reminder = core.after(60_000, this::remind);
    }

    private void remind() {
        if (provisional == null || transaction.finalSent()) return;
        transaction.respond(provisional);
        reminder = core.after(60_000, this::remind);
    }

    void answer(String sdp) {
        if (transaction.finalSent()) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        SipMessage.Builder made = Responses.to(invite, transaction.topVia, 200, call.dialog.localTag);
        call.describe(made, transaction.replyTo);
        SessionTimer.Ask ask = SessionTimer.read(invite, core.settings());
        if (ask instanceof SessionTimer.Ask.Agreed agreed) SessionTimer.write(made, agreed);
        SipMessage response = made.body("application/sdp", sdp).build();
        stopTimers();
        call.localSdp(sdp);
        call.answered();
        unacknowledged = new Unacknowledged(core, transaction.replyTo, response, this::neverConfirmed);
        transaction.respond(response);
        if (ask instanceof SessionTimer.Ask.Agreed agreed) {
            call.sessionTimer.set(agreed.seconds(), agreed.weRefresh());
        }
    }

    void refuse(int status, int retryAfterSeconds, SipEnd cause) {
        if (transaction.finalSent()) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        SipMessage.Builder made = Responses.to(invite, transaction.topVia, status, call.dialog.localTag);
        if (retryAfterSeconds > 0) made.addRaw(HeaderNames.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        transaction.respond(made.build());
        stopTimers();
        call.over(cause, status);
        call.forget();
    }

    /// @return false when the ACK is for something else, such as a re-INVITE
    boolean onAck(SipMessage ack) {
        Unacknowledged open = unacknowledged;
        if (open == null || ack.cseqNumber() != open.cseq) return false;
        open.stop();
        unacknowledged = null;
        if (byeAfterAck) {
            call.sendBye();
            return true;
        }
        String answer = offered ? null : ack.sdp();
        core.tell(call, () -> core.handler().onConfirmed(call, answer));
        return true;
    }

    boolean waitsForAck() {
        return unacknowledged != null;
    }

    /// RFC 3261 15: the called side may not send BYE before its 2xx is confirmed.
    void byeAfterAck() {
        byeAfterAck = true;
    }

    private void neverConfirmed() {
        unacknowledged = null;
        call.sendBye();
        call.over(SipEnd.NO_ACK, 408);
    }

    void stop() {
        stopTimers();
        if (unacknowledged != null) unacknowledged.stop();
        unacknowledged = null;
    }

    private void stopTimers() {
        core.cancel(reminder);
        core.cancel(limit);
    }
}
