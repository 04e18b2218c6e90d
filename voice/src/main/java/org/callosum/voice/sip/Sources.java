package org.callosum.voice.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is remembered of sources that have not proven themselves: how often they were answered lately, how often they
/// failed.
/// Bounded: the source seen longest ago is forgotten first. IPv6 sources count by /64, which one customer owns as a
/// whole.
final class Sources {
    private static final int FREE_FAILURES = 10;
    private static final long LONGEST_BLOCK_MILLIS = 300_000;

    private static final class Source {
        double tokens;
        long tokensAtNanos;
        int failures;
        long blockedUntilNanos;
        boolean blocked;
    }

    private final LinkedHashMap<String, Source> known;
    private final int perSecond;
    private final int burst;

    Sources(int most, int perSecond) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, perSecond * 4);
        this.known = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
                return size() > most;
            }
        };
    }

    private Source source(InetAddress address, long nowNanos) {
        return known.computeIfAbsent(key(address), _ -> {
            var fresh = new Source();
            fresh.tokens = burst;
            fresh.tokensAtNanos = nowNanos;
            return fresh;
        });
    }

    private static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }

    /// Takes one answer from the source's bucket; false when it is empty.
    boolean spend(InetAddress address, long nowNanos) {
        Source source = source(address, nowNanos);
        source.tokens = Math.min(burst, source.tokens + (nowNanos - source.tokensAtNanos) * (perSecond / 1e9));
        source.tokensAtNanos = nowNanos;
        if (source.tokens < 1) return false;
        source.tokens--;
        return true;
    }

    /// False while the source is made to wait after failed proofs.
    boolean mayTry(InetAddress address, long nowNanos) {
        Source source = known.get(key(address));
        return source == null || !source.blocked || nowNanos - source.blockedUntilNanos >= 0;
    }

    /// A wrong secret: after ten free ones (a phone being set up, an office behind one address) the wait doubles from 1
    /// s to 5 min.
    void failed(InetAddress address, long nowNanos) {
        Source source = source(address, nowNanos);
        source.failures++;
        int over = source.failures - FREE_FAILURES;
        if (over <= 0) return;
        long waitMillis = Math.min(LONGEST_BLOCK_MILLIS, 1_000L << Math.min(over - 1, 20));
        source.blocked = true;
        source.blockedUntilNanos = nowNanos + waitMillis * 1_000_000;
    }

    /// A right secret halves the failures: an attacker who owns one valid device cannot wash its guesses clean with
    /// each success.
    void succeeded(InetAddress address) {
        Source source = known.get(key(address));
        if (source != null) source.failures /= 2;
    }

    int remembered() {
        return known.size();
    }
}
