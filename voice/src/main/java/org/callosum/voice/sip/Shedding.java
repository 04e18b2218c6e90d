package org.callosum.voice.sip;

/// When new calls are turned away early with 503 and Retry-After, so that those in progress stay well.
///
/// @param callsPerSecond     admitted new calls per second, with a burst of one second's worth; at least 1
/// @param concurrentCalls    most calls in progress, in either direction; at least 1
/// @param backlogMillis      turn away when received messages have waited at least this long for the I/O thread; at
/// least 1
/// @param retryAfterSeconds  written into the 503; at least 1
public record Shedding(int callsPerSecond, int concurrentCalls, int backlogMillis, int retryAfterSeconds) {
    public static final Shedding DEFAULT = new Shedding(1_200, 10_000, 400, 5);

    public Shedding {
        if (callsPerSecond < 1 || concurrentCalls < 1 || backlogMillis < 1 || retryAfterSeconds < 1) {
            throw new IllegalArgumentException("Each limit of shedding must be at least 1: " + callsPerSecond + ", "
                    + concurrentCalls + ", " + backlogMillis + ", " + retryAfterSeconds);
        }
    }
}
