package org.callosum.server.platform.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How to reach the database: as the owner, who migrates, and as the application, which owns nothing.
///
/// @param url JDBC address
/// @param keys folder of the master key where the address names one; null for that of the data folder
public record DatabaseAccess(
        String url,
        String ownerUser,
        String ownerPassword,
        String applicationUser,
        String applicationPassword,
        @Nullable Path keys) {
    public static final String OWNER = "callosum_owner";
    public static final String APPLICATION = "callosum_app";

    /// With the master key of the data folder.
    public DatabaseAccess(
            String url, String ownerUser, String ownerPassword, String applicationUser, String applicationPassword) {
        this(url, ownerUser, ownerPassword, applicationUser, applicationPassword, null);
    }

    @Override
    public String toString() {
        return "DatabaseAccess[%s as %s and %s]".formatted(url, ownerUser, applicationUser);
    }
}
