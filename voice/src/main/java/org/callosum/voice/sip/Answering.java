package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Our side of a call that came in, until it is confirmed.
final class Answering {
    private final Call call;
    private final SipCore core;
    private final ServerTransaction transaction;
    private final SipMessage invite;
    private final boolean offered;
    private final ReliableProvisional reliably;
    /// The caller understands reliable provisional responses, and whether it insists on them.
    private final boolean reliable;
    private final boolean reliableOnly;
    /// Our description went out in a reliable response, so that the exchange is done before the 200.
    private boolean describedReliably;
    /// Given while a reliable description was still on its way.
    private @Nullable String answerLater;
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
        this.reliableOnly = invite.lists(HeaderNames.REQUIRE, "100rel");
        this.reliable = reliableOnly || invite.lists(HeaderNames.SUPPORTED, "100rel");
        this.reliably = new ReliableProvisional(core, transaction, invite, () -> refuse(504, 0, SipEnd.NO_ACK));
        limit = core.after(core.settings().maxSetupSeconds() * 1_000L, () -> refuse(480, 0, SipEnd.NO_ANSWER));
    }

    void progress(int status, String sdp) {
        if (status < 101 || status > 199 || transaction.finalSent()) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        SipMessage.Builder made = Responses.to(invite, transaction.topVia, status, call.dialog.localTag)
                .addRaw(HeaderNames.CONTACT, core.outbox().contact(transaction.replyTo))
                .addRaw(HeaderNames.ALLOW, SipCore.ALLOWED);
        if (!sdp.isEmpty()) made.body("application/sdp", sdp);
        core.cancel(reminder);
        // what describes the sound must not be lost; a bare 180 may be, unless the caller insists
        if (reliableOnly || reliable && !sdp.isEmpty()) {
            describedReliably |= !sdp.isEmpty();
            reliably.send(made);
            reminder = core.after(60_000, () -> remindReliably(status));
            return;
        }
        SipMessage response = made.build();
        provisional = response;
        transaction.respond(response);
        // RFC 3261 13.3.1.1: proxies drop an INVITE that is silent for three minutes
        reminder = core.after(60_000, this::remind);
    }

    private void remind() {
        if (provisional == null || transaction.finalSent()) return;
        transaction.respond(provisional);
        reminder = core.after(60_000, this::remind);
    }

    private void remindReliably(int status) {
        if (!transaction.finalSent()) progress(status, "");
    }

    /// The caller acknowledges a reliable response.
    void onPrack(ServerTransaction prack, SipMessage request) {
        if (!reliably.acknowledge(request)) {
            core.replies().answer(prack, request, 481);
            return;
        }
        String sdp = request.sdp();
        // where the INVITE had no offer, ours went out reliably and is answered here; a new offer is not taken so early
        boolean answers = sdp != null && !offered;
        core.replies().answer(prack, request, sdp == null || answers ? 200 : 488);
        if (answers) core.tell(call, () -> core.handler().onConfirmed(call, sdp));
        String later = answerLater;
        if (later != null && !reliably.busy()) {
            answerLater = null;
            if (call.state() == Call.State.SETTING_UP) answer(later);
        }
    }

    void answer(String sdp) {
        if (transaction.finalSent()) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        if (describedReliably && reliably.busy()) {
            // RFC 3262 3: no 2xx before the description has arrived
            answerLater = sdp;
            return;
        }
        reliably.stop();
        SipMessage.Builder made = Responses.to(invite, transaction.topVia, 200, call.dialog.localTag);
        call.describe(made, transaction.replyTo);
        SessionTimer.Ask ask = SessionTimer.read(invite, core.settings());
        if (ask instanceof SessionTimer.Ask.Agreed agreed) SessionTimer.write(made, agreed);
        // our reliable offer has been answered: a description in the 200 would be another offer
        if (offered || !describedReliably) made.body("application/sdp", sdp);
        SipMessage response = made.build();
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
        String answer = offered || describedReliably ? null : ack.sdp();
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
        reliably.stop();
        core.cancel(reminder);
        core.cancel(limit);
    }
}
