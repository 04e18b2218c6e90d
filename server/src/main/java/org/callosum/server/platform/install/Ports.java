package org.callosum.server.platform.install;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Looks whether a port is free before the long part of a start.
public final class Ports {
    private Ports() {}

    /// @param port 0 tries the address alone
    /// @throws StartFailure when somebody else listens there, or the address is not of this machine
    public static void requireFree(InetAddress address, int port) {
        try {
            tryTcp(address, port);
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

    /// Telephony's port, by UDP and TCP.
    ///
    /// @param port 0 tries the address alone
    /// @throws StartFailure when somebody else listens there, or the address is not of this machine
    public static void requireFreeForSip(InetAddress address, int port) {
        String transport = "UDP";
        try {
            new DatagramSocket(new InetSocketAddress(address, port)).close();
            transport = "TCP";
            tryTcp(address, port);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("assign requested address")) {
                throw new StartFailure(
                        "%s is not an address of this machine; name one under voice: in callosum.yaml, for example listen: 192.168.1.20"
                                .formatted(address.getHostAddress()),
                        e);
            }
            throw new StartFailure(
                    "SIP cannot listen on %s port %d of %s (%s); stop the program there, or set another port, for example sip-port: 5070 under voice: in callosum.yaml"
                            .formatted(transport, port, address.getHostAddress(), e.getMessage()),
                    e);
        }
    }

    private static void tryTcp(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        }
    }
}
