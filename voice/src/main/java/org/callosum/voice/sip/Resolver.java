package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.callosum.voice.sip.ServerLocator.Candidate;
import org.jspecify.annotations.Nullable;

/// Turns URIs into addresses without holding up the I/O thread: numbers at once, names in a virtual thread by
/// [ServerLocator], answers kept for a minute (failures 10 s). Servers that were found dead come last for 30 s. Bounded
/// in entries, look-ups under way, waiters and dead ones remembered.
final class Resolver {
    private static final int MOST_ENTRIES = 1_024;
    private static final int MOST_LOOKUPS = 64;
    private static final int MOST_WAITERS = 2_000;
    private static final int MOST_AVOIDED = 256;
    private static final long GOOD_NANOS = 60_000_000_000L;
    private static final long BAD_NANOS = 10_000_000_000L;
    private static final long AVOID_NANOS = 30_000_000_000L;

    /// What is asked, the user part left out.
    private record Key(String host, int port, Transport transport, boolean open, boolean secure) {
        static Key of(SipUri uri) {
            String maddr = uri.params().value("maddr");
            return new Key(
                    maddr == null || maddr.isEmpty() ? uri.host() : maddr,
                    uri.port(),
                    uri.transport(),
                    uri.params().value("transport") == null,
                    uri.secure());
        }
    }

    private record Answer(List<Candidate> found, long untilNanos) {}

    private record Server(Transport transport, InetSocketAddress address) {}

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Bounded(int most) {
            super(64, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    private final ServerLocator locator;
    private final SipClock clock;
    private final Executor owner;
    private final SipCounters counters;
    private final Chance chance;
    private final Map<Key, Answer> cache = new Bounded<>(MOST_ENTRIES);
    private final Map<Server, Long> avoided = new Bounded<>(MOST_AVOIDED);
    private final Map<Key, List<Consumer<List<Peer>>>> underWay = new HashMap<>();
    private int waiters;

    Resolver(ServerLocator locator, SipClock clock, Executor owner, SipCounters counters, Chance chance) {
        this.locator = locator;
        this.clock = clock;
        this.owner = owner;
        this.counters = counters;
        this.chance = chance;
    }

    /// Called by the owner; `then` runs on it too, at once when the answer is known, with nothing when there is none.
    void locate(SipUri uri, Consumer<List<Peer>> then) {
        Key key = Key.of(uri);
        InetAddress literal = literal(key.host);
        if (literal != null) {
            then.accept(List.of(Peer.named(
                    key.transport, new InetSocketAddress(literal, uri.effectivePort()), literal.getHostAddress())));
            return;
        }
        Answer known = cache.get(key);
        if (known != null && clock.nanos() - known.untilNanos < 0) {
            then.accept(ordered(known.found));
            return;
        }
        List<Consumer<List<Peer>>> waiting = underWay.get(key);
        if (waiters >= MOST_WAITERS || (waiting == null && underWay.size() >= MOST_LOOKUPS)) {
            counters.count(SipCounter.RESOLVE_REFUSED);
            then.accept(List.of());
            return;
        }
        waiters++;
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        waiting = new ArrayList<>(1);
        waiting.add(then);
        underWay.put(key, waiting);
        Thread.ofVirtual().name("sip-resolve").start(() -> {
            List<Candidate> found = List.of();
            try {
                found = locator.find(uri);
            } catch (UnknownHostException | RuntimeException unknown) {
                counters.count(SipCounter.RESOLVE_FAILED);
            }
            List<Candidate> answer = found;
            owner.execute(() -> settle(key, answer));
        });
    }

    private void settle(Key key, List<Candidate> answer) {
        cache.put(key, new Answer(answer, clock.nanos() + (answer.isEmpty() ? BAD_NANOS : GOOD_NANOS)));
        List<Consumer<List<Peer>>> waiting = underWay.remove(key);
        if (waiting == null) return;
        waiters -= waiting.size();
        for (Consumer<List<Peer>> each : waiting) each.accept(ordered(answer));
    }

    /// For a while others come before this server.
    void avoid(Peer peer) {
        avoided.put(new Server(peer.transport(), peer.address()), clock.nanos() + AVOID_NANOS);
    }

    private boolean dead(Peer peer) {
        Long until = avoided.get(new Server(peer.transport(), peer.address()));
        return until != null && clock.nanos() - until < 0;
    }

    private List<Peer> ordered(List<Candidate> found) {
        var order = new ArrayList<>(order(found, chance));
        order.sort(Comparator.comparing(this::dead));
        return order;
    }

    /// By priority; within one priority each place is drawn with chances by weight (RFC 2782).
    static List<Peer> order(List<Candidate> found, Chance chance) {
        var left = new ArrayList<>(found);
        var order = new ArrayList<Peer>(left.size());
        while (!left.isEmpty()) {
            int best = left.stream().mapToInt(Candidate::priority).min().orElse(0);
            var same = left.stream()
                    .filter(each -> each.priority() == best)
                    .sorted(Comparator.comparingInt(Candidate::weight))
                    .toList();
            int sum = same.stream().mapToInt(Candidate::weight).sum();
            int drawn = sum == 0 ? 0 : chance.below(sum + 1);
            Candidate taken = same.getLast();
            for (Candidate each : same) {
                drawn -= each.weight();
                if (drawn <= 0) {
                    taken = each;
                    break;
                }
            }
            order.add(taken.peer());
            left.remove(taken);
        }
        return order;
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
