package org.callosum.server.calls;

import java.util.LinkedHashMap;

/// How far what has to be durable is behind: arrivals that are being stored, commands that the floor is deciding. While
/// the oldest of them is older than the limit, new calls are sent away at once (503 with Retry-After), so that those
/// already taken are still served in time; when it is done, calls are taken again. There is nothing to reset.
///
/// Bounded by the calls there are: each has at most an arrival and a few commands under way. Any thread.
final class Backlog {
    /// Far above what a healthy machine needs, far below what a caller takes for a dead line.
    static final long LIMIT_MILLIS = 1_000;

    private final LinkedHashMap<Long, Long> begun = new LinkedHashMap<>();
    private long next;

    /// @param atMillis when it began: not before the one that began last, except by little
    /// @return to be given to [#end], whatever comes of it
    synchronized long begin(long atMillis) {
        begun.put(++next, atMillis);
        return next;
    }

    synchronized void end(long ticket) {
        begun.remove(ticket);
    }

    /// @param toldMillis when the call was heard of
    synchronized boolean admits(long toldMillis, long nowMillis) {
        var oldest = begun.firstEntry();
        return nowMillis - toldMillis <= LIMIT_MILLIS
                && (oldest == null || nowMillis - oldest.getValue() <= LIMIT_MILLIS);
    }

    synchronized int size() {
        return begun.size();
    }
}
