package org.callosum.server.platform.postgres;

/// How to reach the database: as the owner, who migrates, and as the application, which owns nothing.
///
/// @param url JDBC address
public record DatabaseAccess(
        String url, String ownerUser, String ownerPassword, String applicationUser, String applicationPassword) {
    public static final String OWNER = "callosum_owner";
    public static final String APPLICATION = "callosum_app";

    @Override
    public String toString() {
        return "DatabaseAccess[%s as %s and %s]".formatted(url, ownerUser, applicationUser);
    }
}
