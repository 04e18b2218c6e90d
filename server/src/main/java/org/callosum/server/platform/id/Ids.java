package org.callosum.server.platform.id;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.server.platform.problem.Problems;

/// Makes ids: 41 bits of milliseconds since 2025-01-01 UTC, 5 bits of node, 17 bits of sequence. They sort by time,
/// stay positive until 2094, and two nodes never make the same one. In JSON they are strings: a browser's numbers
/// end at 2⁵³.
public final class Ids {
    private static final long EPOCH_MILLIS = 1_735_689_600_000L;
    private static final int NODE_BITS = 5;
    private static final int SEQUENCE_BITS = 17;
    private static final long MILLIS_MASK = (1L << 41) - 1;

    private final Clock clock;
    private final long nodeBits;

    /// The last id's time and sequence in one number, node left out. When a millisecond has used up its sequence,
    /// or the clock steps back, it runs ahead of the clock: ids stay unique and ordered, their time is then a
    /// little late.
    private final AtomicLong last = new AtomicLong();

    /// @param node 0 to 31, unique among the nodes of a cluster
    public Ids(Clock clock, int node) {
        if (node < 0 || node >= 1 << NODE_BITS) {
            throw new IllegalArgumentException("Node is 0 to 31, not " + node);
        }
        this.clock = clock;
        this.nodeBits = (long) node << SEQUENCE_BITS;
    }

    /// A new id, greater than every earlier one of this node.
    public long next() {
        long now = ((clock.millis() - EPOCH_MILLIS) & MILLIS_MASK) << SEQUENCE_BITS;
        long tick = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long millis = tick >>> SEQUENCE_BITS;
        long sequence = tick & ((1L << SEQUENCE_BITS) - 1);
        return millis << (NODE_BITS + SEQUENCE_BITS) | nodeBits | sequence;
    }

    /// When an id was made, in milliseconds since 1970.
    public static long millisOf(long id) {
        return (id >>> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MILLIS;
    }

    /// What sorts before every id made less than so many milliseconds before this one.
    public static long before(long id, long millis) {
        return Math.max(0, id - (millis << (NODE_BITS + SEQUENCE_BITS)));
    }

    /// Which node made an id, 0 to 31.
    public static int nodeOf(long id) {
        return (int) (id >>> SEQUENCE_BITS) & (1 << NODE_BITS) - 1;
    }

    /// As it stands in JSON.
    public static String text(long id) {
        return Long.toString(id);
    }

    /// Reads an id from JSON or a path.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `bad-id` when it is not a positive number
    public static long parse(String text) {
        if (text.matches("[1-9]\\d{0,18}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException _) {
                // 19 digits above the largest long
            }
        }
        throw Problems.invalid("bad-id");
    }
}
