package org.callosum.server.platform.journal;

import org.jspecify.annotations.Nullable;

/// Shortens recovery: the floor's state at a position. Losing one costs time only, the journal has everything.
public interface Snapshots {
    /// A stored state.
    ///
    /// @param position of the last event that is in it
    /// @param format of the text; a reader that does not know it replays the journal instead
    record Snapshot(long position, int format, String state) {}

    /// Stores one and forgets all but the newest few.
    void save(long tenant, Snapshot snapshot);

    /// The newest one in the given format.
    @Nullable
    Snapshot newest(long tenant, int format);
}
