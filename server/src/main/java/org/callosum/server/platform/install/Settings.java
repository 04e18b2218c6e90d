package org.callosum.server.platform.install;

import java.net.InetAddress;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.jspecify.annotations.Nullable;

/// What an installation is set to: the configuration file, with the command line on top.
///
/// @param listen the address that browsers reach; loopback by default
/// @param port of the web; 0 takes a free one
/// @param database null for the embedded one
public record Settings(
        InetAddress listen, int port, @Nullable DatabaseAccess database) {
    public static final int DEFAULT_PORT = 8080;

    public boolean isLoopback() {
        return listen.isLoopbackAddress();
    }
}
