package org.callosum.voice.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a carrier by OPTIONS from time to time whether it is there. Any answer but 408 and 503 says yes, a refusal too:
/// only whoever is there can refuse. All servers of the name are asked in turn before the word is no; then the pauses
/// grow from a third of the usual one to the usual one's double. What the handler hears are changes of state or of
/// reason.
public final class TrunkPing {
    private enum Seen {
        NOTHING,
        REACHABLE,
        UNREACHABLE
    }

    private final SipCore core;
    private final String trunk;
    private final SipUri target;
    private final long usualMillis;
    private final String callId;
    private final String tag;
    private Seen seen = Seen.NOTHING;
    private String lastTrouble = "";
    private int failures;
    private int cseq;
    private volatile boolean stopped;
    private TimerWheel.@Nullable Timer timer;

    TrunkPing(SipCore core, String trunk, SipUri target, int seconds) {
        if (seconds < 1 || seconds > 3_600) {
            throw new IllegalArgumentException("Trunk %s: ping every 1 to 3600 s, not %d".formatted(trunk, seconds));
        }
        this.core = core;
        this.trunk = trunk;
        this.target = target;
        this.usualMillis = seconds * 1_000L;
        this.callId = core.chance().token() + core.chance().token();
        this.tag = core.chance().token();
        core.execute(this::ask);
    }

    /// Asks no more. Thread-safe.
    public void stop() {
        stopped = true;
        core.execute(() -> core.cancel(timer));
    }

    private void ask() {
        if (stopped) return;
        core.wire().locate(target, peers -> {
            if (peers.isEmpty()) unreachable("no address for " + target.host());
            else ask(peers, 0);
        });
    }

    private void ask(List<Peer> peers, int turn) {
        Peer peer = peers.get(turn);
        SipMessage.Builder made = SipMessage.request("OPTIONS", target.toString())
                .addRaw(HeaderNames.MAX_FORWARDS, "70")
                .add(HeaderNames.FROM, core.outbox().contact(peer) + ";tag=" + tag)
                .add(HeaderNames.TO, "<" + target + ">")
                .addRaw(HeaderNames.CALL_ID, callId)
                .addRaw(HeaderNames.CSEQ, ++cseq + " OPTIONS")
                .addRaw(HeaderNames.CONTACT, core.outbox().contact(peer))
                .addRaw(HeaderNames.ACCEPT, "application/sdp")
                .addRaw(HeaderNames.USER_AGENT, core.settings().userAgent());
        core.outbox().open(made.build(), peer, new Answer(peers, turn));
    }

    private final class Answer implements ClientTransaction.Listener {
        private final List<Peer> peers;
        private final int turn;

        Answer(List<Peer> peers, int turn) {
            this.peers = peers;
            this.turn = turn;
        }

        @Override
        public void onResponse(ClientTransaction transaction, SipMessage response) {
            int status = response.status();
            if (status < 200 || stopped) return;
            if (status == 408 || status == 503) gone(status + " " + response.reason());
            else reachable();
        }

        @Override
        public void onFailure(ClientTransaction transaction, boolean timeout) {
            if (!stopped) gone(transaction.trouble());
        }

        private void gone(String why) {
            core.wire().avoid(peers.get(turn));
            if (turn + 1 < peers.size()) ask(peers, turn + 1);
            else unreachable(why);
        }
    }

    private void reachable() {
        boolean news = seen != Seen.REACHABLE;
        seen = Seen.REACHABLE;
        failures = 0;
        lastTrouble = "";
        // spread, so that a hundred trunks are not asked in one instant
        schedule(usualMillis - core.chance().below((int) Math.max(1, usualMillis / 10)));
        if (news) core.tell(null, () -> core.handler().onTrunkReachable(trunk));
    }

    private void unreachable(String why) {
        boolean news = seen != Seen.UNREACHABLE || !why.equals(lastTrouble);
        seen = Seen.UNREACHABLE;
        lastTrouble = why;
        schedule(Math.min(usualMillis * 2, usualMillis / 3 << Math.min(failures, 10)));
        failures++;
        if (news) core.tell(null, () -> core.handler().onTrunkUnreachable(trunk, why));
    }

    private void schedule(long millis) {
        core.cancel(timer);
        if (!stopped) timer = core.after(Math.max(300, millis), this::ask);
    }
}
