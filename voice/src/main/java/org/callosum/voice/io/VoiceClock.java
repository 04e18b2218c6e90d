package org.callosum.voice.io;

/// Time for the rest of the module.
public interface VoiceClock {
    /// Monotonic nanoseconds from an arbitrary start.
    long nanos();

    /// Milliseconds since the epoch.
    long epochMillis();

    static VoiceClock system() {
        return new VoiceClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long epochMillis() {
                return System.currentTimeMillis();
            }
        };
    }
}
