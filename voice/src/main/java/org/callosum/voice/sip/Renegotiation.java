package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Changes of an answered call's session, from either side, by re-INVITE or UPDATE: one at a time (RFC 3261 section 14,
/// RFC 3311),
/// and the refreshes of the session timer.
final class Renegotiation {
    private static final int MOST_GLARES = 8;

    private final Call call;
    private final SipCore core;

    // theirs
    private @Nullable ServerTransaction asked;
    private @Nullable SipMessage askedRequest;
    private @Nullable Unacknowledged unacknowledged;
    private boolean answerComesInAck;
    private TimerWheel.@Nullable Timer patience;

    // ours
    private boolean offering;
    private boolean refreshing;
    private @Nullable String waitingOffer;
    private TimerWheel.@Nullable Timer retry;
    private int glares;

    Renegotiation(Call call) {
        this.call = call;
        this.core = call.core;
    }

    // --- their change ---

    void onInvite(ServerTransaction transaction, SipMessage request) {
        if (call.state() != Call.State.UP) {
            core.replies().answer(transaction, request, call.state() == Call.State.OVER ? 481 : 491);
        } else if (asked != null) {
            // RFC 3261 14.2: a second INVITE before the first is answered
            transaction.respond(core.replies()
                    .response(transaction, request, 500)
                    .addRaw(
                            HeaderNames.RETRY_AFTER,
                            String.valueOf(core.chance().below(11)))
                    .build());
        } else if (offering || unacknowledged != null) {
            glare(transaction, request);
        } else if (!tooShort(transaction, request)) {
            ask(transaction, request);
        }
    }

    void onUpdate(ServerTransaction transaction, SipMessage request) {
        if (call.state() == Call.State.OVER) {
            core.replies().answer(transaction, request, 481);
        } else if (request.sdp() == null) {
            if (tooShort(transaction, request)) return;
            // only a refresh: nothing for the handler to decide
            call.dialog.refreshTarget(request);
            transaction.respond(accepted(transaction, request).build());
            refreshedByPeer(request);
        } else if (call.state() != Call.State.UP || offering || asked != null || unacknowledged != null) {
            glare(transaction, request);
        } else if (!tooShort(transaction, request)) {
            ask(transaction, request);
        }
    }

    private void glare(ServerTransaction transaction, SipMessage request) {
        core.count(SipCounter.GLARE);
        core.replies().answer(transaction, request, 491);
    }

    private boolean tooShort(ServerTransaction transaction, SipMessage request) {
        if (!(SessionTimer.read(request, core.settings()) instanceof SessionTimer.Ask.TooShort)) return false;
        transaction.respond(core.replies()
                .response(transaction, request, 422)
                .addRaw(HeaderNames.MIN_SE, String.valueOf(core.settings().minSessionSeconds()))
                .build());
        return true;
    }

    private void ask(ServerTransaction transaction, SipMessage request) {
        asked = transaction;
        askedRequest = request;
        transaction.belongsTo(call);
        call.dialog.refreshTarget(request);
        call.learnMethods(request);
        // a handler that forgets to answer must not block the call for ever
        patience = core.after(20_000, () -> reject(500));
        String offer = request.sdp();
        core.tell(call, () -> core.handler().onReinvite(call, offer));
    }

    void accept(String sdp) {
        ServerTransaction transaction = asked;
        SipMessage request = askedRequest;
        if (transaction == null || request == null) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        settled();
        SipMessage response =
                accepted(transaction, request).body("application/sdp", sdp).build();
        call.localSdp(sdp);
        answerComesInAck = request.sdp() == null;
        if (transaction.invite) {
            unacknowledged = new Unacknowledged(core, transaction.replyTo, response, this::neverConfirmed);
        }
        transaction.respond(response);
        refreshedByPeer(request);
        // an UPDATE has no ACK: the next change of ours may go at once
        if (unacknowledged == null) offerWaiting();
    }

    private SipMessage.Builder accepted(ServerTransaction transaction, SipMessage request) {
        SipMessage.Builder made = core.replies().response(transaction, request, 200);
        call.describe(made, transaction.replyTo);
        if (SessionTimer.read(request, core.settings()) instanceof SessionTimer.Ask.Agreed agreed) {
            SessionTimer.write(made, agreed);
        }
        return made;
    }

    private void refreshedByPeer(SipMessage request) {
        if (SessionTimer.read(request, core.settings()) instanceof SessionTimer.Ask.Agreed agreed) {
            call.sessionTimer.set(agreed.seconds(), agreed.weRefresh());
        }
    }

    void reject(int status) {
        ServerTransaction transaction = asked;
        SipMessage request = askedRequest;
        if (transaction == null || request == null) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        settled();
        core.replies().answer(transaction, request, status);
        offerWaiting();
    }

    /// The peer withdrew its re-INVITE: the session stays as it was.
    boolean onCancel(ServerTransaction transaction) {
        if (asked != transaction) return false;
        reject(487);
        return true;
    }

    private void settled() {
        asked = null;
        askedRequest = null;
        core.cancel(patience);
    }

    boolean onAck(SipMessage ack) {
        Unacknowledged open = unacknowledged;
        if (open == null || open.cseq != ack.cseqNumber()) return false;
        open.stop();
        unacknowledged = null;
        if (answerComesInAck) {
            String answer = ack.sdp();
            core.tell(call, () -> core.handler().onConfirmed(call, answer));
        }
        offerWaiting();
        return true;
    }

    private void neverConfirmed() {
        unacknowledged = null;
        call.broken(SipEnd.NO_ACK, 408);
    }

    // --- our change ---

    /// Offers `sdp`, now or as soon as what is under way is settled; of several waiting offers the last one counts.
    void offer(String sdp) {
        waitingOffer = sdp;
        offerWaiting();
    }

    private void offerWaiting() {
        String sdp = waitingOffer;
        if (sdp == null || busy() || call.state() != Call.State.UP) return;
        waitingOffer = null;
        refreshing = false;
        sendInvite(sdp);
    }

    private boolean busy() {
        return offering || asked != null || unacknowledged != null || retry != null;
    }

    private void sendInvite(String sdp) {
        offering = true;
        call.toNextHop(peer -> {
            if (peer == null) {
                offering = false;
                call.broken(SipEnd.FAILED, 503);
                return;
            }
            SipMessage.Builder made = call.dialog.request("INVITE", call.dialog.nextCseq());
            call.describe(made, peer);
            askForTimer(made);
            SipMessage request = made.body("application/sdp", sdp).build();
            new Exchange(core, request, peer, call.credentials, call.dialog::nextCseq, new Offered(sdp)).start();
        });
    }

    private void askForTimer(SipMessage.Builder made) {
        int seconds = call.sessionTimer.seconds();
        if (seconds > 0) {
            String refresher = call.sessionTimer.weRefresh() ? "uac" : "uas";
            made.addRaw(HeaderNames.SESSION_EXPIRES, seconds + ";refresher=" + refresher);
            made.addRaw(HeaderNames.MIN_SE, String.valueOf(core.settings().minSessionSeconds()));
        }
    }

    /// What becomes of our re-INVITE.
    private final class Offered implements ClientTransaction.Listener {
        private final String sdp;
        private byte @Nullable [] ack;

        Offered(String sdp) {
            this.sdp = sdp;
        }

        @Override
        public void onResponse(ClientTransaction transaction, SipMessage response) {
            int status = response.status();
            if (status < 200) return;
            if (status < 300) accepted(transaction, response);
            else refused(status);
        }

        private void accepted(ClientTransaction transaction, SipMessage response) {
            if (ack != null) {
                core.count(SipCounter.RETRANSMISSIONS_IN);
                core.outbox().send(transaction.peer, ack);
                return;
            }
            call.dialog.refreshTarget(response);
            ack = core.outbox()
                    .sendAck(
                            call.dialog.request("ACK", transaction.request.cseqNumber()),
                            call.peerFor(transaction.peer));
            offering = false;
            glares = 0;
            if (call.state() != Call.State.UP) return;
            boolean silent = refreshing;
            refreshing = false;
            call.localSdp(sdp);
            call.sessionTimer.fromResponse(response);
            String answer = response.sdp();
            if (!silent) core.tell(call, () -> core.handler().onReinviteDone(call, response.status(), answer));
            offerWaiting();
        }

        private void refused(int status) {
            offering = false;
            if (call.state() != Call.State.UP) return;
            if (status == 491 && ++glares <= MOST_GLARES) {
                core.count(SipCounter.GLARE);
                retryLater(sdp);
                return;
            }
            glares = 0;
            boolean silent = refreshing;
            refreshing = false;
            if (status == 481 || status == 408) {
                call.broken(silent ? SipEnd.SESSION_EXPIRED : SipEnd.FAILED, status);
                return;
            }
            if (silent) refreshRefused();
            else core.tell(call, () -> core.handler().onReinviteDone(call, status, null));
            offerWaiting();
        }

        @Override
        public void onFailure(ClientTransaction transaction, boolean timeout) {
            offering = false;
            call.broken(refreshing ? SipEnd.SESSION_EXPIRED : SipEnd.FAILED, timeout ? 408 : 503);
        }
    }

    /// RFC 3261 14.1: the side that placed the call waits 2.1 to 4 s, the other 0 to 2 s, in steps of 10 ms, so that
    /// they do not meet again.
    private void retryLater(String sdp) {
        int waitMillis = call.incoming()
                ? 10 * core.chance().below(201)
                : 2_100 + 10 * core.chance().below(191);
        retry = core.after(waitMillis, () -> {
            retry = null;
            if (call.state() != Call.State.UP) return;
            // a newer wish replaces the one that collided
            if (waitingOffer == null) {
                if (busy()) waitingOffer = sdp;
                else sendInvite(sdp);
            } else {
                offerWaiting();
            }
        });
    }

    // --- refreshes ---

    void refreshSession() {
        if (call.state() != Call.State.UP) return;
        if (busy()) {
            // a change under way refreshes too; look again when it should be settled
            core.after(5_000, this::refreshIfStillDue);
            return;
        }
        refreshing = true;
        if (!call.peerTakesUpdate()) {
            sendInvite(call.localSdp());
            return;
        }
        call.toNextHop(peer -> {
            if (peer == null) {
                call.broken(SipEnd.SESSION_EXPIRED, 503);
                return;
            }
            SipMessage.Builder made = call.dialog.request("UPDATE", call.dialog.nextCseq());
            call.describe(made, peer);
            askForTimer(made);
            new Exchange(core, made.build(), peer, call.credentials, call.dialog::nextCseq, new Refreshed()).start();
        });
    }

    private void refreshIfStillDue() {
        if (call.state() == Call.State.UP && call.sessionTimer.weRefresh() && !call.sessionTimer.running()) {
            refreshSession();
        }
    }

    private final class Refreshed implements ClientTransaction.Listener {
        @Override
        public void onResponse(ClientTransaction transaction, SipMessage response) {
            int status = response.status();
            if (status < 200) return;
            refreshing = false;
            if (call.state() != Call.State.UP) return;
            if (status < 300) {
                call.dialog.refreshTarget(response);
                call.sessionTimer.fromResponse(response);
            } else if (status == 481 || status == 408) call.broken(SipEnd.SESSION_EXPIRED, status);
            else refreshRefused();
        }

        @Override
        public void onFailure(ClientTransaction transaction, boolean timeout) {
            refreshing = false;
            call.broken(SipEnd.SESSION_EXPIRED, timeout ? 408 : 503);
        }
    }

    /// A peer that refuses refreshes is alive, which is what the timer is for: ask again after half an interval.
    private void refreshRefused() {
        call.sessionTimer.set(call.sessionTimer.seconds(), call.sessionTimer.weRefresh());
    }

    void stop() {
        core.cancel(patience);
        core.cancel(retry);
        retry = null;
        waitingOffer = null;
        if (unacknowledged != null) unacknowledged.stop();
        unacknowledged = null;
        ServerTransaction transaction = asked;
        SipMessage request = askedRequest;
        settled();
        if (transaction != null && request != null) core.replies().answer(transaction, request, 487);
    }
}
