package org.callosum.voice.sip;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Our side of a call that we place, until it is answered or lost.
final class Placing implements ClientTransaction.Listener {
    private static final int MOST_FORKS = 16;
    /// How long a server may be silent while others stand by, in T1: three repetitions of the INVITE.
    private static final long SILENT_ROUND_TRIPS = 8;

    private final Call call;
    private final SipCore core;
    private final OutgoingInvite order;
    private final List<Peer> peers;
    /// Of `peers` the one in turn.
    private int turn;
    private @Nullable Exchange exchange;
    private TimerWheel.@Nullable Timer limit;
    private TimerWheel.@Nullable Timer silence;
    private boolean provisionalSeen;
    private @Nullable SipEnd withdrawn;
    private boolean cancelSent;
    private boolean smallIntervalRetried;
    private boolean early;
    /// The last reliable provisional response acknowledged, by the tag of the branch that sent it.
    private final Map<String, Integer> acknowledged = new HashMap<>(2);
    private final Set<String> lateCancelled = new HashSet<>(2);
    /// ACKs already sent, by the tag of the branch that answered: repeated when its 2xx comes again.
    private final Map<String, byte[]> acks = new HashMap<>(2);

    /// @param peers at least one; the next is tried when one is dead or says 503 (RFC 3263 4.3)
    Placing(Call call, OutgoingInvite order, List<Peer> peers) {
        this.call = call;
        this.core = call.core;
        this.order = order;
        this.peers = List.copyOf(peers);
    }

    void start() {
        limit = core.after(order.ringMillis(), () -> cancel(SipEnd.NO_ANSWER));
        SipSettings settings = core.settings();
        invite(settings.sessionExpiresSeconds(), settings.minSessionSeconds());
    }

    private void invite(int sessionSeconds, int leastSeconds) {
        SipMessage.Builder made = call.dialog.request("INVITE", call.dialog.nextCseq());
        for (String route : order.routeSet()) made.add(HeaderNames.ROUTE, route);
        call.describe(made, peer(), "timer, 100rel");
        if (sessionSeconds > 0) {
            made.addRaw(HeaderNames.SESSION_EXPIRES, String.valueOf(sessionSeconds));
            made.addRaw(HeaderNames.MIN_SE, String.valueOf(leastSeconds));
        }
        made.addRaw(HeaderNames.USER_AGENT, core.settings().userAgent());
        order.headers().forEach(made::add);
        SipMessage request = made.body("application/sdp", order.offer()).build();
        exchange = new Exchange(core, request, peer(), order.credentials(), call.dialog::nextCseq, this);
        exchange.start();
        core.cancel(silence);
        if (turn + 1 < peers.size()) {
            // a dead server must not cost the whole of timer B while another one stands by
            silence = core.after(SILENT_ROUND_TRIPS * core.settings().t1Millis(), () -> {
                if (!provisionalSeen) failOver();
            });
        }
    }

    private Peer peer() {
        return peers.get(turn);
    }

    /// Begins again at the next server; the one left behind is told to stop if it should wake up.
    ///
    /// @return false when there is none left, or the call is no longer wanted
    private boolean failOver() {
        core.wire().avoid(peer());
        if (turn + 1 >= peers.size() || withdrawn != null || call.state() != Call.State.SETTING_UP) return false;
        core.count(SipCounter.FAILED_OVER);
        Exchange former = exchange;
        ClientTransaction left = former == null ? null : former.current();
        if (left != null) left.repeatNoMore();
        turn++;
        provisionalSeen = false;
        call.dialog.remoteTag = "";
        invite(core.settings().sessionExpiresSeconds(), core.settings().minSessionSeconds());
        return true;
    }

    /// A server that was given up on wakes up: it must not go on ringing, nor hold a call that nobody hears.
    private void tooLate(ClientTransaction transaction, SipMessage response) {
        int status = response.status();
        if (status < 200) {
            if (lateCancelled.size() < MOST_FORKS && lateCancelled.add(transaction.key)) {
                core.outbox().openWithVia(transaction.cancel(), transaction.peer, new Call.Ignore(call));
            }
        } else if (status < 300) {
            byte[] known = acks.get(response.toTag());
            if (known != null) core.outbox().send(transaction.peer, known);
            else if (acks.size() < MOST_FORKS) endFork(transaction, response);
        }
    }

    @Override
    public void onResponse(ClientTransaction transaction, SipMessage response) {
        int status = response.status();
        Exchange now = exchange;
        if (now != null && now.current() != transaction) {
            tooLate(transaction, response);
            return;
        }
        core.cancel(silence);
        if (status < 200) provisional(transaction, response);
        else if (status < 300) answered(transaction, response);
        else refused(response);
    }

    private void provisional(ClientTransaction transaction, SipMessage response) {
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
        if (response.lists(HeaderNames.REQUIRE, "100rel") && !acknowledgeProvisional(transaction, response)) return;
        String sdp = response.sdp();
        if (sdp != null) early = true;
        core.tell(call, () -> core.handler().onProvisional(call, response.status(), sdp));
    }

    /// RFC 3262 section 4: each one is acknowledged once, in order; what comes out of order waits for its repetition.
    ///
    /// @return false when the response is a repetition, or not the next one
    private boolean acknowledgeProvisional(ClientTransaction transaction, SipMessage response) {
        String row = response.header(HeaderNames.RSEQ);
        int number = row == null ? 0 : Numbers.parse(row.strip(), Integer.MAX_VALUE);
        String tag = response.toTag();
        if (number < 1 || tag.isEmpty()) return false;
        Integer last = acknowledged.get(tag);
        if (last == null ? acknowledged.size() >= MOST_FORKS : number != last + 1) return false;
        acknowledged.put(tag, number);
        SipMessage prack = call.dialog
                .request("PRACK", call.dialog.nextCseq())
                .addRaw(HeaderNames.RACK, number + " " + transaction.request.cseqNumber() + " INVITE")
                .build();
        call.toNextHop(hop -> new Exchange(
                        core,
                        prack,
                        hop == null ? transaction.peer : hop,
                        order.credentials(),
                        call.dialog::nextCseq,
                        new Call.Ignore(call))
                .start());
        return true;
    }

    private void answered(ClientTransaction transaction, SipMessage response) {
        String tag = response.toTag();
        byte[] known = acks.get(tag);
        if (known != null) {
            core.count(SipCounter.RETRANSMISSIONS_IN);
            core.outbox().send(call.peerFor(peer()), known);
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
            Peer to = hop == null ? peer() : hop;
            byte[] ack = core.outbox().sendAck(dialog.request("ACK", cseq), to);
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
        acks.put(
                response.toTag(),
                core.outbox().sendAck(fork.request("ACK", transaction.request.cseqNumber()), transaction.peer));
        core.outbox().open(fork.request("BYE", fork.localCseq).build(), transaction.peer, new Call.Ignore(call));
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
        if (status == 503 && !early && failOver()) return;
        SipEnd cause = withdrawn;
        if (cause == null) cause = status == 408 || status == 480 ? SipEnd.NO_ANSWER : SipEnd.REJECTED;
        finish(cause, status);
    }

    @Override
    public void onFailure(ClientTransaction transaction, boolean timeout) {
        Exchange now = exchange;
        if (now != null && now.current() != transaction) return;
        if (!provisionalSeen && failOver()) return;
        finish(withdrawn == null ? SipEnd.FAILED : withdrawn, timeout ? 408 : 503);
    }

    /// Withdraws the call. CANCEL may only follow a provisional response; until one comes we wait (RFC 3261 9.1).
    void cancel(SipEnd cause) {
        if (withdrawn != null || call.state() != Call.State.SETTING_UP) return;
        withdrawn = cause;
        core.cancel(limit);
        core.cancel(silence);
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
        core.outbox().openWithVia(invite.cancel(), peer(), new Call.Ignore(call));
    }

    /// The called side ended the early dialog itself.
    void endedByPeer() {
        finish(SipEnd.REJECTED, 487);
    }

    private void finish(SipEnd cause, int status) {
        core.cancel(limit);
        core.cancel(silence);
        if (call.state() != Call.State.SETTING_UP) return;
        call.over(cause, status);
        call.forget();
    }
}
