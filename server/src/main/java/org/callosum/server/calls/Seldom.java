package org.callosum.server.calls;

/// Says yes at most so often in a span of time. Thread-safe.
final class Seldom {
    private final int most;
    private final long spanMillis;
    private long beganMillis;
    private int said;

    Seldom(int most, long spanMillis) {
        this.most = most;
        this.spanMillis = spanMillis;
    }

    synchronized boolean may(long nowMillis) {
        if (said == 0 || nowMillis - beganMillis >= spanMillis) {
            beganMillis = nowMillis;
            said = 0;
        }
        return said++ < most;
    }
}
