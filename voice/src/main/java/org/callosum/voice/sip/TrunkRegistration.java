package org.callosum.voice.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps one registration with a carrier alive: refreshes early, tries the carrier's next server when one is dead
/// (RFC 3263), backs off when all refuse (RFC 5626 section 4.5: 30 s doubling to 30 min, each pause drawn from its
/// upper
/// half, so that a restarted carrier is not stormed; never before a `Retry-After`), and tells the handler when it is
/// won
/// or lost.
public final class TrunkRegistration {
    private static final long FIRST_RETRY_MILLIS = 30_000;
    private static final long LONGEST_RETRY_MILLIS = 1_800_000;
    /// A carrier that is back is registered with within this time.
    private static final int HURRY_MILLIS = 5_000;

    private final SipCore core;
    private final TrunkSettings settings;
    private final String callId;
    private final String tag;
    private int cseq;
    private int expiresSeconds;
    private int failures;
    private volatile boolean registered;
    private boolean stopped;
    private boolean underWay;
    private String lastTrouble = "";
    private TimerWheel.@Nullable Timer timer;

    TrunkRegistration(SipCore core, TrunkSettings settings) {
        this.core = core;
        this.settings = settings;
        this.callId = core.chance().token() + core.chance().token();
        this.tag = core.chance().token();
        this.expiresSeconds = settings.expiresSeconds();
        core.execute(this::attempt);
    }

    public String trunk() {
        return settings.name();
    }

    /// True while the carrier's last word was yes. Thread-safe.
    public boolean registered() {
        return registered;
    }

    /// Takes the registration back and tries no more. Thread-safe.
    public void stop() {
        core.execute(() -> {
            if (stopped) return;
            stopped = true;
            core.cancel(timer);
            if (registered) send(0);
            registered = false;
        });
    }

    /// The carrier answers again: if the registration is lost it is tried soon, not at the end of a long pause.
    /// Thread-safe.
    public void hurry() {
        core.execute(() -> {
            if (!stopped && !registered && failures > 0 && !underWay)
                schedule(core.chance().below(HURRY_MILLIS) + 1L);
        });
    }

    private void attempt() {
        if (!stopped) send(expiresSeconds);
    }

    private void send(int expires) {
        underWay = true;
        SipUri hop = settings.proxy() == null ? settings.registrar() : settings.proxy();
        core.wire().locate(hop, peers -> {
            if (peers.isEmpty()) lost("no address for " + hop.host(), 0);
            else send(expires, peers, 0);
        });
    }

    private void send(int expires, List<Peer> peers, int turn) {
        Peer peer = peers.get(turn);
        String record = "<sip:" + settings.user() + '@' + settings.registrar().host() + '>';
        SipMessage.Builder made = SipMessage.request(
                        "REGISTER", settings.registrar().toString())
                .addRaw(HeaderNames.MAX_FORWARDS, "70")
                .add(HeaderNames.FROM, record + ";tag=" + tag)
                .add(HeaderNames.TO, record)
                .addRaw(HeaderNames.CALL_ID, callId)
                .addRaw(HeaderNames.CSEQ, ++cseq + " REGISTER")
                .addRaw(HeaderNames.CONTACT, core.outbox().contact(peer, settings.user()))
                .addRaw(HeaderNames.EXPIRES, String.valueOf(expires))
                .addRaw(HeaderNames.ALLOW, SipCore.ALLOWED)
                .addRaw(HeaderNames.USER_AGENT, core.settings().userAgent());
        var outcome = new Outcome(expires, peers, turn);
        new Exchange(core, made.build(), peer, settings.credentials(), () -> ++cseq, outcome).start();
    }

    private final class Outcome implements ClientTransaction.Listener {
        private final int asked;
        private final List<Peer> peers;
        private final int turn;

        Outcome(int asked, List<Peer> peers, int turn) {
            this.asked = asked;
            this.peers = peers;
            this.turn = turn;
        }

        /// @return whether there is another server
        private boolean next() {
            core.wire().avoid(peers.get(turn));
            if (turn + 1 >= peers.size()) return false;
            core.count(SipCounter.FAILED_OVER);
            send(asked, peers, turn + 1);
            return true;
        }

        @Override
        public void onResponse(ClientTransaction transaction, SipMessage response) {
            int status = response.status();
            if (status < 200 || asked == 0 || stopped) return;
            if (status < 300) accepted(granted(response, transaction.request));
            else if (status == 423) tooBrief(response);
            else if (status != 503 || !next()) lost(status + " " + response.reason(), retryAfterSeconds(response));
        }

        @Override
        public void onFailure(ClientTransaction transaction, boolean timeout) {
            if (asked > 0 && !stopped && !next()) lost(transaction.trouble(), 0);
        }

        private void tooBrief(SipMessage response) {
            String row = response.header(HeaderNames.MIN_EXPIRES);
            int least = row == null ? 0 : Numbers.seconds(row, 86_400, 0);
            if (least <= asked) {
                lost("423 without a longer Min-Expires", 0);
                return;
            }
            expiresSeconds = least;
            send(least);
        }
    }

    /// What we were granted stands at our own Contact, else in Expires, else it is what we asked (RFC 3261 10.2.4).
    private int granted(SipMessage response, SipMessage request) {
        NameAddr ours = request.contact();
        for (String row : response.elements(HeaderNames.CONTACT)) {
            NameAddr contact = NameAddr.parse(row);
            if (contact == null || ours == null || !contact.uri().equals(ours.uri())) continue;
            String expires = contact.params().value("expires");
            if (expires != null) return Numbers.seconds(expires, 86_400, expiresSeconds);
        }
        String row = response.header(HeaderNames.EXPIRES);
        return row == null ? expiresSeconds : Numbers.seconds(row, 86_400, expiresSeconds);
    }

    private static int retryAfterSeconds(SipMessage response) {
        String row = response.header(HeaderNames.RETRY_AFTER);
        return row == null ? 0 : Numbers.seconds(row, 3_600, 0);
    }

    private void accepted(int seconds) {
        underWay = false;
        boolean news = !registered;
        registered = true;
        failures = 0;
        // early enough for the whole of a lost request's 32 s, but never in a hurry
        long refreshMillis = Math.max(seconds * 500L, seconds * 1_000L - 45_000);
        schedule(Math.max(1_000, refreshMillis));
        if (news) core.tell(null, () -> core.handler().onTrunkRegistered(settings.name(), seconds));
    }

    private void lost(String why, int notBeforeSeconds) {
        boolean news = registered || failures == 0 || !why.equals(lastTrouble);
        registered = false;
        underWay = false;
        lastTrouble = why;
        long backOffMillis = Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS << Math.min(failures, 10));
        failures++;
        long pauseMillis = backOffMillis / 2 + core.chance().below((int) (backOffMillis / 2) + 1);
        schedule(Math.max(pauseMillis, notBeforeSeconds * 1_000L));
        if (news) core.tell(null, () -> core.handler().onTrunkLost(settings.name(), why));
    }

    private void schedule(long millis) {
        core.cancel(timer);
        if (!stopped) timer = core.after(millis, this::attempt);
    }
}
