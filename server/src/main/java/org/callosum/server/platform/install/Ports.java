package org.callosum.server.platform.install;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether a port is free before the long part of a start.
public final class Ports {
    private Ports() {}

    /// @throws StartFailure when somebody else listens there, or the address is not of this machine
    public static void requireFree(InetAddress address, int port) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains("assign requested address")) {
                throw new StartFailure(
                        "%s is not an address of this machine; name one with --listen ADDRESS"
                                .formatted(address.getHostAddress()),
                        e);
            }
            if (why.contains("Permission denied")) {
                throw new StartFailure(
                        "port %d may not be opened by this user; choose one above 1023 with --port NUMBER"
                                .formatted(port),
                        e);
            }
            throw new StartFailure(
                    "port %d on %s is in use; stop the program there, or choose another with --port NUMBER"
                            .formatted(port, address.getHostAddress()),
                    e);
        }
    }
}
