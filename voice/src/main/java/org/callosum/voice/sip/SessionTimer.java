package org.callosum.voice.sip;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Keeps an answered call from outliving a vanished peer (RFC 4028): one side refreshes at half the interval, the other
/// hangs up when
/// no refresh came by `interval − min(32, interval / 3)`.
final class SessionTimer {
    /// What an INVITE or UPDATE from outside asks for.
    sealed interface Ask {
        /// Too short: answer 422 with our Min-SE.
        record TooShort() implements Ask {}

        /// @param seconds   0 = no session timer
        /// @param weRefresh true when the refreshing falls to us
        /// @param required  true when the peer must understand it, because the refreshing falls to it
        record Agreed(int seconds, boolean weRefresh, boolean required) implements Ask {}
    }

    private final SipCore core;
    private final Runnable refresh;
    private final Runnable expired;
    private int seconds;
    private boolean weRefresh;
    private TimerWheel.@Nullable Timer timer;

    SessionTimer(SipCore core, Runnable refresh, Runnable expired) {
        this.core = core;
        this.refresh = refresh;
        this.expired = expired;
    }

    int seconds() {
        return seconds;
    }

    boolean weRefresh() {
        return weRefresh;
    }

    /// Reads what a request wants and decides the refresher: the one it names, else the side that sent the request if
    /// it knows
    /// timers, else we.
    static Ask read(SipMessage request, SipSettings settings) {
        boolean knows = request.lists(HeaderNames.SUPPORTED, "timer") || request.lists(HeaderNames.REQUIRE, "timer");
        String row = request.header(HeaderNames.SESSION_EXPIRES);
        int wanted = row == null ? 0 : Numbers.seconds(row, 86_400, 0);
        if (wanted > 0 && wanted < settings.minSessionSeconds() && knows) return new Ask.TooShort();
        String minimum = request.header(HeaderNames.MIN_SE);
        int least = Math.max(settings.minSessionSeconds(), minimum == null ? 0 : Numbers.seconds(minimum, 86_400, 0));
        int ours = settings.sessionExpiresSeconds();
        if (wanted == 0 && (ours == 0 || !knows)) return new Ask.Agreed(0, false, false);
        int agreed = wanted == 0 ? ours : ours == 0 ? wanted : Math.min(wanted, ours);
        agreed = Math.max(agreed, least);
        String refresher = refresher(row);
        boolean theyRefresh = knows && !refresher.equals("uas");
        return new Ask.Agreed(agreed, !theyRefresh, theyRefresh);
    }

    /// Adds what was agreed to a 2xx.
    static void write(SipMessage.Builder response, Ask.Agreed agreed) {
        if (agreed.seconds() == 0) return;
        response.addRaw(
                HeaderNames.SESSION_EXPIRES, agreed.seconds() + ";refresher=" + (agreed.weRefresh() ? "uas" : "uac"));
        if (agreed.required()) response.addRaw(HeaderNames.REQUIRE, "timer");
    }

    /// Starts over from a 2xx to our own INVITE or UPDATE; without Session-Expires in it there is no timer.
    void fromResponse(SipMessage response) {
        String row = response.header(HeaderNames.SESSION_EXPIRES);
        int agreed = row == null ? 0 : Numbers.seconds(row, 86_400, 0);
        set(agreed, !refresher(row).equals("uas"));
    }

    void set(int agreedSeconds, boolean refreshFallsToUs) {
        seconds = agreedSeconds;
        weRefresh = refreshFallsToUs;
        restart();
    }

    private void restart() {
        core.cancel(timer);
        timer = null;
        if (seconds <= 0) return;
        long whole = seconds * 1_000L;
        timer = weRefresh
                ? core.after(whole / 2, this::refreshNow)
                : core.after(whole - Math.min(32_000, whole / 3), this::ranOut);
    }

    private void refreshNow() {
        timer = null;
        refresh.run();
    }

    private void ranOut() {
        timer = null;
        core.count(SipCounter.SESSION_EXPIRED);
        expired.run();
    }

    /// True while a refresh or the end is scheduled.
    boolean running() {
        return timer != null;
    }

    void stop() {
        core.cancel(timer);
        timer = null;
    }

    private static String refresher(@Nullable String row) {
        if (row == null) return "";
        int semicolon = row.indexOf(';');
        Params params = semicolon < 0 ? null : Params.parse(row, semicolon, row.length());
        String value = params == null ? null : params.value("refresher");
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
