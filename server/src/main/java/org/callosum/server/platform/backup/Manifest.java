package org.callosum.server.platform.backup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a backup file says of itself, in `manifest.json`.
///
/// @param format of the file, 1
/// @param migration the newest migration that had run
/// @param masterKey the name of the key under which secrets and recordings are sealed; the key itself is not in the
///     file
/// @param keysToKeep files of the data folder that must be kept elsewhere
/// @param tables in the order in which they are filled
record Manifest(
        int format,
        String madeAt,
        String migration,
        @Nullable String masterKey,
        List<String> keysToKeep,
        boolean recordings,
        List<Table> tables) {
    /// @param columns in the order of the copy
    record Table(String name, List<String> columns, long rows) {}
}
