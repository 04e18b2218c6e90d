package org.callosum.voice.sip;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Our side of a call that we place, until it is answered or lost.
final class Placing implements ClientTransaction.Listener {
    private static final int MOST_FORKS = 16;

    private final Call call;
    private final SipCore core;
    private final OutgoingInvite order;
    private final Peer peer;
    private @Nullable Exchange exchange;
    private TimerWheel.@Nullable Timer limit;
    private boolean provisionalSeen;
    private @Nullable SipEnd withdrawn;
    private boolean cancelSent;
    private boolean smallIntervalRetried;
    private boolean early;
    /// ACKs already sent, by the tag of the branch that answered: repeated when its 2xx comes again.
    private final Map<String, byte[]> acks = new HashMap<>(2);

    Placing(Call call, OutgoingInvite order, Peer peer) {
        this.call = call;
        this.core = call.core;
        this.order = order;
        this.peer = peer;
    }

    void start() {
        limit = core.after(order.ringMillis(), () -> cancel(SipEnd.NO_ANSWER));
        SipSettings settings = core.settings();
        invite(settings.sessionExpiresSeconds(), settings.minSessionSeconds());
    }

    private void invite(int sessionSeconds, int leastSeconds) {
        SipMessage.Builder made = call.dialog.request("INVITE", call.dialog.nextCseq());
        for (String route : order.routeSet()) made.add(HeaderNames.ROUTE, route);
        call.describe(made, peer);
        if (sessionSeconds > 0) {
            made.addRaw(HeaderNames.SESSION_EXPIRES, String.valueOf(sessionSeconds));
            made.addRaw(HeaderNames.MIN_SE, String.valueOf(leastSeconds));
        }
        made.addRaw(HeaderNames.USER_AGENT, core.settings().userAgent());
        order.headers().forEach(made::add);
        SipMessage request = made.body("application/sdp", order.offer()).build();
        exchange = new Exchange(core, request, peer, order.credentials(), call.dialog::nextCseq, this);
        exchange.start();
    }

    @Override
    public void onResponse(ClientTransaction transaction, SipMessage response) {
        int status = response.status();
        if (status < 200) provisional(response);
        else if (status < 300) answered(transaction, response);
        else refused(response);
    }

    private void provisional(SipMessage response) {
        provisionalSeen = true;
        if (withdrawn != null) {
            sendCancel();
            return;
        }
        if (response.status() == 100 || call.state() != Call.State.SETTING_UP) return;
        if (!response.toTag().isEmpty()) {
            call.dialog.learn(response);
            call.learnMethods(response);
        }
        String sdp = response.sdp();
        if (sdp != null) early = true;
        core.tell(call, () -> core.handler().onProvisional(call, response.status(), sdp));
    }

    private void answered(ClientTransaction transaction, SipMessage response) {
        String tag = response.toTag();
        byte[] known = acks.get(tag);
        if (known != null) {
            core.count(SipCounter.RETRANSMISSIONS_IN);
            core.send(call.peerFor(peer), known);
            return;
        }
        if (acks.size() >= MOST_FORKS) return;
        boolean first = acks.isEmpty();
        if (!first) {
            endFork(transaction, response);
            return;
        }
        core.cancel(limit);
        call.dialog.learn(response);
        call.learnMethods(response);
        acknowledge(call.dialog, transaction.request.cseqNumber(), tag);
        call.localSdp(order.offer());
        call.answered();
        if (withdrawn != null) {
            // the answer crossed our CANCEL (RFC 3261 15): it is a call now, so it ends by BYE
            SipEnd cause = withdrawn;
            call.sendBye();
            call.over(cause, cause == SipEnd.NO_ANSWER ? 408 : 487);
            return;
        }
        if (call.state() != Call.State.UP) {
            call.sendBye();
            return;
        }
        String sdp = response.sdp();
        if (sdp == null && !early) {
            call.sendBye();
            call.over(SipEnd.FAILED, 488);
            return;
        }
        call.sessionTimer.fromResponse(response);
        core.tell(call, () -> core.handler().onAnswered(call, sdp));
    }

    private void acknowledge(Dialog dialog, int cseq, String tag) {
        // the repeat must be the same ACK, so it is kept from the moment its path is known
        call.toNextHop(hop -> {
            Peer to = hop == null ? peer : hop;
            byte[] ack = core.sendAck(dialog.request("ACK", cseq), to);
            acks.put(tag, ack);
        });
        acks.putIfAbsent(tag, new byte[0]);
    }

    /// A second phone answered a forked call: take it down (RFC 3261 13.2.2.4).
    private void endFork(ClientTransaction transaction, SipMessage response) {
        var fork = new Dialog(
                call.dialog.callId,
                call.dialog.localTag,
                "",
                call.dialog.localUri,
                call.dialog.remoteUri,
                call.dialog.remoteTarget,
                java.util.List.of(),
                call.dialog.localCseq + 1);
        fork.learn(response);
        acks.put(response.toTag(), core.sendAck(fork.request("ACK", transaction.request.cseqNumber()), peer));
        core.open(fork.request("BYE", fork.localCseq).build(), peer, new Call.Ignore(call));
    }

    private void refused(SipMessage response) {
        int status = response.status();
        if (status == 422 && !smallIntervalRetried && withdrawn == null) {
            smallIntervalRetried = true;
            String row = response.header(HeaderNames.MIN_SE);
            int least = row == null ? 0 : Numbers.seconds(row, 86_400, 0);
            if (least > 0) {
                call.dialog.remoteTag = "";
                invite(Math.max(least, core.settings().sessionExpiresSeconds()), least);
                return;
            }
        }
        SipEnd cause = withdrawn;
        if (cause == null) cause = status == 408 || status == 480 ? SipEnd.NO_ANSWER : SipEnd.REJECTED;
        finish(cause, status);
    }

    @Override
    public void onFailure(ClientTransaction transaction, boolean timeout) {
        finish(withdrawn == null ? SipEnd.FAILED : withdrawn, timeout ? 408 : 503);
    }

    /// Withdraws the call. CANCEL may only follow a provisional response; until one comes we wait (RFC 3261 9.1).
    void cancel(SipEnd cause) {
        if (withdrawn != null || call.state() != Call.State.SETTING_UP) return;
        withdrawn = cause;
        core.cancel(limit);
        if (provisionalSeen) sendCancel();
        // should no final response come at all, the call still ends
        limit = core.after(64L * core.settings().t1Millis(), () -> {
            ClientTransaction invite = exchange == null ? null : exchange.current();
            if (invite != null) invite.abandon();
            finish(cause, cause == SipEnd.NO_ANSWER ? 408 : 487);
        });
    }

    private void sendCancel() {
        Exchange now = exchange;
        ClientTransaction invite = now == null ? null : now.current();
        if (cancelSent || invite == null || invite.state() != ClientTransaction.State.PROCEEDING) return;
        cancelSent = true;
        core.openWithVia(invite.cancel(), peer, new Call.Ignore(call));
    }

    /// The called side ended the early dialog itself.
    void endedByPeer() {
        finish(SipEnd.REJECTED, 487);
    }

    private void finish(SipEnd cause, int status) {
        core.cancel(limit);
        if (call.state() != Call.State.SETTING_UP) return;
        call.over(cause, status);
        call.forget();
    }
}
