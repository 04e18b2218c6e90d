package org.callosum.voice.io;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Even ports for SIP sound, taken round robin so that a port rests as long as possible before it is used again: a
/// former call's late packets then meet nobody. Used from any thread.
public final class RtpPorts {
    private final int low;
    private final int count;
    private final BitSet taken;
    private int next;

    /// @param low even
    /// @param high last port that may be used; each leg takes an even port and the odd one above it
    public RtpPorts(int low, int high) {
        this.low = low;
        this.count = (high - low + 1) / 2;
        this.taken = new BitSet(count);
    }

    /// Makes something of the next free port.
    ///
    /// @return null if all are taken or none could be opened
    public synchronized <T> @Nullable T open(Opener<T> opener) {
        for (var tried = 0; tried < count; tried++) {
            var slot = next;
            next = (next + 1) % count;
            if (taken.get(slot)) {
                continue;
            }
            var opened = opener.open(low + 2 * slot);
            if (opened != null) {
                taken.set(slot);
                return opened;
            }
        }
        return null;
    }

    public synchronized void free(int port) {
        taken.clear((port - low) / 2);
    }

    public synchronized int taken() {
        return taken.cardinality();
    }

    /// Opens a port, or says null if another program holds it.
    @FunctionalInterface
    public interface Opener<T> {
        @Nullable
        T open(int port);
    }
}
