package org.callosum.server.floor;

/// How a tenant's floor is run.
///
/// @param maxWaitingCommands commands that may wait for the floor's thread; beyond it they are refused as busy
/// @param maxBatch commands decided before one commit
/// @param snapshotEvery events between two snapshots; at 100 000 events/s of replay, 20 000 cost a start 0.2 s
public record FloorSettings(int maxWaitingCommands, int maxBatch, int snapshotEvery) {
    public static final FloorSettings NORMAL = new FloorSettings(20_000, 1_000, 20_000);

    public FloorSettings {
        if (maxWaitingCommands < 1 || maxBatch < 1 || snapshotEvery < 1) {
            throw new IllegalArgumentException(
                    "A floor's settings are 1 or more, not %d waiting, %d per batch, %d per snapshot"
                            .formatted(maxWaitingCommands, maxBatch, snapshotEvery));
        }
    }
}
