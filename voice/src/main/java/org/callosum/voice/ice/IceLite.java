package org.callosum.voice.ice;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.DatagramPort;
import org.callosum.voice.io.Randomness;
import org.jspecify.annotations.Nullable;

/// All browsers on the shared ports: finds a session by our fragment in an authentic check, and from then on by source
/// address. Remote candidates are never read: every address is learnt from a check, so obfuscated host names (mDNS)
/// need no care.
///
/// Bounds: as many sessions as legs (the caller's), at most eight addresses per session; the oldest goes first.
///
/// @param <S> what a session belongs to
public final class IceLite<S> {
    private static final int MOST_ADDRESSES = 8;

    private record Entry<S>(IceSession session, S owner, ArrayDeque<InetSocketAddress> addresses) {}

    private final Map<String, Entry<S>> byFragment = new ConcurrentHashMap<>();
    private final Map<InetSocketAddress, Entry<S>> byAddress = new HashMap<>();
    private final Randomness randomness;
    private final LongAdder malformed;
    private final LongAdder unknown;
    private final LongAdder forged;

    public IceLite(Randomness randomness, Counters counters) {
        this.randomness = randomness;
        malformed = counters.of("stun.malformed");
        unknown = counters.of("stun.unknown-user");
        forged = counters.of("stun.bad-integrity");
    }

    /// Makes fragment and password; checks for it are answered from now on. Any thread.
    ///
    /// @param making makes the owner of the new session
    /// @return the owner
    public S open(Function<IceSession, S> making) {
        while (true) {
            var session = new IceSession(randomness.iceText(8), randomness.iceText(24));
            var owner = making.apply(session);
            if (byFragment.putIfAbsent(session.fragment(), new Entry<>(session, owner, new ArrayDeque<>())) == null) {
                return owner;
            }
        }
    }

    /// Forgets a session. Media thread.
    public void close(IceSession session) {
        var entry = byFragment.remove(session.fragment());
        if (entry != null) {
            entry.addresses().forEach(byAddress::remove);
        }
    }

    /// Whose packets come from this address, or null. Media thread.
    public @Nullable S owner(InetSocketAddress from) {
        var entry = byAddress.get(from);
        return entry == null ? null : entry.owner();
    }

    /// Answers a check. Media thread.
    ///
    /// @return whose it was, or null if it was dropped, counted by reason
    public @Nullable S check(DatagramPort port, byte[] packet, int length, InetSocketAddress from, long nanos) {
        var request = StunMessage.request(packet, length);
        if (request == null) {
            malformed.increment();
            return null;
        }
        var entry = byFragment.get(request.ourFragment());
        if (entry == null) {
            unknown.increment();
            return null;
        }
        var session = entry.session();
        if (!request.authentic(session.password())) {
            forged.increment();
            return null;
        }
        if (byAddress.put(from, entry) != entry) {
            entry.addresses().addLast(from);
            if (entry.addresses().size() > MOST_ADDRESSES) {
                byAddress.remove(entry.addresses().removeFirst(), entry);
            }
        }
        session.checked(port, from, request.useCandidate(), nanos);
        var answer = request.success(from, session.password());
        port.send(answer, answer.length, from);
        return entry.owner();
    }
}
