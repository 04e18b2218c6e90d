package org.callosum.server.calls;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.voice.Passes;
import org.jspecify.annotations.Nullable;

/// Numbers that nodes of a house dial each other by:
/// `agent-<tenant>-<agent>-<from>-<expires>-<nonce>-<signature>`, or `phone-…` with a device; *from* is the
/// node that dials. The signature is
/// HMAC-SHA256 under the house's master key (RFC 2104) over all of it and the node that it is for. A
/// number holds for [#LASTS_MILLIS] by the database's clock, and once.
final class NodePass implements Passes {
    static final long LASTS_MILLIS = 30_000;

    /// Passes that were used and have not expired: more calls than an engine takes in that time. Beyond
    /// it no pass holds, since it could be a used one.
    static final int MOST_USED = 50_000;

    private static final String PURPOSE = "line between nodes";
    private static final Pattern FORM = Pattern.compile(
            "((agent|phone)-([0-9]{1,19})-([0-9]{1,19})-([0-9]{1,2})-([0-9]{1,15})-([0-9a-f]{16}))-([0-9a-f]{64})");

    private final MasterKey key;
    private final IntSupplier here;
    private final LongSupplier databaseMillis;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> used = new HashSet<>();
    private final ArrayDeque<Used> usedInOrder = new ArrayDeque<>();
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    private record Used(String nonce, long expiresMillis) {}

    /// @param here number of this node
    /// @param databaseMillis the clock that all nodes share, UTC epoch
    NodePass(MasterKey key, IntSupplier here, LongSupplier databaseMillis) {
        this.key = key;
        this.here = here;
        this.databaseMillis = databaseMillis;
    }

    /// The number by which another node is asked for a line.
    String to(int node, LinePlaces.Subject line) {
        var words = "%s-%d-%d-%d-%d-%s"
                .formatted(
                        line.kind().code(),
                        line.tenant(),
                        line.id(),
                        here.getAsInt(),
                        databaseMillis.getAsLong() + LASTS_MILLIS,
                        HexFormat.of().toHexDigits(random.nextLong()));
        return words + "-" + key.sign(PURPOSE, node + " " + words);
    }

    @Override
    public boolean holds(String dialled) {
        var read = FORM.matcher(dialled);
        if (!read.matches()) {
            return false; // a number like any other
        }
        var why = refusal(read.group(1), Long.parseLong(read.group(6)), read.group(7), read.group(8));
        counters.computeIfAbsent(why, _ -> new LongAdder()).increment();
        return why.equals("pass.held");
    }

    private String refusal(String words, long expiresMillis, String nonce, String signature) {
        if (!key.signed(PURPOSE, here.getAsInt() + " " + words, signature)) {
            return "pass.forged";
        }
        long now = databaseMillis.getAsLong();
        if (expiresMillis < now || expiresMillis > now + 2 * LASTS_MILLIS) {
            return "pass.expired";
        }
        return take(nonce, expiresMillis, now);
    }

    private synchronized String take(String nonce, long expiresMillis, long now) {
        for (var first = usedInOrder.peek(); first != null && first.expiresMillis() < now; first = usedInOrder.peek()) {
            used.remove(first.nonce());
            usedInOrder.remove();
        }
        if (used.size() >= MOST_USED) {
            return "pass.too-many";
        }
        if (!used.add(nonce)) {
            return "pass.used";
        }
        usedInOrder.add(new Used(nonce, expiresMillis));
        return "pass.held";
    }

    /// What a pass that was let in asks for; null if it cannot be read.
    static LinePlaces.@Nullable Subject asked(String dialled) {
        var read = FORM.matcher(dialled);
        if (!read.matches()) {
            return null;
        }
        try {
            return new LinePlaces.Subject(
                    LinePlaces.Kind.of(read.group(2)), Long.parseLong(read.group(3)), Long.parseLong(read.group(4)));
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /// The node that made a pass which was let in.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    static int from(String dialled) {
        var read = FORM.matcher(dialled);
        if (!read.matches()) {
            throw new IllegalArgumentException("No pass of a node: " + dialled.length() + " characters");
        }
        return Integer.parseInt(read.group(5));
    }

    /// How many passes were held, and how many were not, by reason.
    Map<String, LongAdder> counters() {
        return counters;
    }
}
