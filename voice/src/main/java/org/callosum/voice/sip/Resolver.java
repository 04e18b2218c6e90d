package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns host names into addresses without holding up the I/O thread: numbers at once, names by A/AAAA in a virtual
/// thread, answers
/// kept for a minute (failures 10 s). Bounded in entries, look-ups under way and waiters. SRV and NAPTR (RFC 3263) are
/// not asked.
final class Resolver {
    private static final int MOST_ENTRIES = 1_024;
    private static final int MOST_LOOKUPS = 64;
    private static final int MOST_WAITERS = 2_000;
    private static final long GOOD_NANOS = 60_000_000_000L;
    private static final long BAD_NANOS = 10_000_000_000L;

    /// The system's name service, replaced in tests.
    interface Names {
        InetAddress lookup(String host) throws UnknownHostException;
    }

    private record Answer(@Nullable InetAddress address, long untilNanos) {}

    private final Names names;
    private final SipClock clock;
    private final Executor owner;
    private final SipCounters counters;
    private final LinkedHashMap<String, Answer> cache = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > MOST_ENTRIES;
        }
    };
    private final Map<String, List<Consumer<@Nullable InetAddress>>> underWay = new HashMap<>();
    private int waiters;

    Resolver(Names names, SipClock clock, Executor owner, SipCounters counters) {
        this.names = names;
        this.clock = clock;
        this.owner = owner;
        this.counters = counters;
    }

    /// Called by the owner; `then` runs on it too, at once when the answer is known.
    void resolve(String host, Consumer<@Nullable InetAddress> then) {
        InetAddress literal = literal(host);
        if (literal != null) {
            then.accept(literal);
            return;
        }
        Answer known = cache.get(host);
        if (known != null && clock.nanos() - known.untilNanos < 0) {
            then.accept(known.address);
            return;
        }
        List<Consumer<@Nullable InetAddress>> waiting = underWay.get(host);
        if (waiters >= MOST_WAITERS || (waiting == null && underWay.size() >= MOST_LOOKUPS)) {
            counters.count(SipCounter.RESOLVE_REFUSED);
            then.accept(null);
            return;
        }
        waiters++;
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        waiting = new ArrayList<>(1);
        waiting.add(then);
        underWay.put(host, waiting);
        Thread.ofVirtual().name("sip-resolve").start(() -> {
            InetAddress found = null;
            try {
                found = names.lookup(host);
            } catch (UnknownHostException unknown) {
                counters.count(SipCounter.RESOLVE_FAILED);
            }
            InetAddress answer = found;
            owner.execute(() -> settle(host, answer));
        });
    }

    private void settle(String host, @Nullable InetAddress answer) {
        cache.put(host, new Answer(answer, clock.nanos() + (answer == null ? BAD_NANOS : GOOD_NANOS)));
        List<Consumer<@Nullable InetAddress>> waiting = underWay.remove(host);
        if (waiting == null) return;
        waiters -= waiting.size();
        for (Consumer<@Nullable InetAddress> each : waiting) each.accept(answer);
    }

    /// The address when `host` is a dotted IPv4 or an IPv6, with or without brackets; null for a name.
    static @Nullable InetAddress literal(String host) {
        if (host.isEmpty()) return null;
        char first = host.charAt(0);
        boolean bracket = first == '[' && host.endsWith("]");
        if (!bracket && Character.digit(host.charAt(host.length() - 1), 10) < 0 && host.indexOf(':') < 0) return null;
        try {
            return InetAddress.ofLiteral(bracket ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
