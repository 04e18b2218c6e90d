package org.callosum.server.platform.install;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.callosum.server.platform.postgres.DatabaseAccess;
import org.jspecify.annotations.Nullable;

/// What an installation is set to: the configuration file, with the command line on top.
///
/// @param listen the address that browsers reach; loopback by default
/// @param port of the web; 0 takes a free one
/// @param trustedProxies addresses whose `X-Forwarded-*` headers are believed, and in front of which plain HTTP
///     is allowed off loopback
/// @param certificate null for a self-signed one where one is needed
/// @param database null for the embedded one
/// @param lookupHosts names of hosts inside the house that flows may look things up at
public record Settings(
        InetAddress listen,
        int port,
        List<String> trustedProxies,
        @Nullable CertificateFiles certificate,
        @Nullable DatabaseAccess database,
        LogForm logs,
        Set<String> lookupHosts,
        Voice voice) {
    public static final int PLAIN_PORT = 8080;
    public static final int SECURE_PORT = 8443;

    public Settings {
        trustedProxies = List.copyOf(trustedProxies);
        lookupHosts = Set.copyOf(lookupHosts);
    }

    public enum LogForm {
        TEXT,
        JSON
    }

    /// PEM files of an operator's own certificate.
    ///
    /// @param chain the certificate and those above it
    /// @param key its private key, PKCS #8, not encrypted
    public record CertificateFiles(Path chain, Path key) {}

    /// Telephony of this machine.
    ///
    /// @param listen the address that carriers, PBXs and phones reach; null for that of the web
    /// @param sipPort UDP and TCP; 0 takes a free one
    /// @param sipTlsPort 0 takes a free one; −1 is none without HTTPS, and with it 5061, or a free one if
    ///     `sipPort` is 0
    /// @param publicAddress what SDP and Contact name when a NAT stands in front; null for none
    /// @param mediaPortLow first RTP port
    /// @param mediaPortHigh last RTP port
    /// @param browserPort the one UDP port for the sound of all browsers; 0 takes a free one
    /// @param mediaThreads 0 lets the machine decide
    /// @param trustedCertificates PEM file with authorities of carriers' certificates, besides those that the
    ///     machine trusts; null for none
    /// @param trunkPingSeconds how often trunks are asked whether they are there; 0 for never
    public record Voice(
            @Nullable InetAddress listen,
            int sipPort,
            int sipTlsPort,
            @Nullable InetAddress publicAddress,
            int mediaPortLow,
            int mediaPortHigh,
            int browserPort,
            int mediaThreads,
            @Nullable Path trustedCertificates,
            int trunkPingSeconds) {
        public static final int SIP_TLS_PORT = 5_061;

        public static Voice usual() {
            return new Voice(null, 5060, -1, null, 20_000, 29_999, 0, 0, null, 30);
        }

        /// On free ports of loopback, for tests.
        public static Voice anywhere() {
            return new Voice(null, 0, 0, null, 20_000, 29_999, 0, 0, null, 1);
        }
    }

    /// What stands without a configuration file and a command line.
    public static Settings usual() {
        return new Settings(
                InetAddress.getLoopbackAddress(),
                PLAIN_PORT,
                List.of(),
                null,
                null,
                LogForm.TEXT,
                Set.of(),
                Voice.usual());
    }

    /// For tests: free ports of loopback.
    public static Settings forTests() {
        return new Settings(
                InetAddress.getLoopbackAddress(), 0, List.of(), null, null, LogForm.TEXT, Set.of(), Voice.anywhere());
    }

    /// Whether it listens where nobody named an address: 127.0.0.1 or ::1. Another one of 127.0.0.0/8 counts as one
    /// that somebody wants to be reached at, and gets HTTPS like any other.
    public boolean isLoopback() {
        return listen.equals(InetAddress.getLoopbackAddress())
                || listen.isLoopbackAddress() && listen instanceof Inet6Address;
    }

    /// Browsers give no microphone to plain HTTP off loopback, so it is served there only behind a proxy that
    /// adds TLS.
    public boolean isSecure() {
        return certificate != null || (!isLoopback() && trustedProxies.isEmpty());
    }

    /// Where the sound of browsers arrives: SIP's address, which carriers reach, and the web's where it is another, as
    /// behind a proxy on the same machine. What can be reached from elsewhere comes first.
    public List<InetSocketAddress> browserSound() {
        return Stream.of(sipAddress(), listen)
                .distinct()
                .sorted(Comparator.comparing(InetAddress::isLoopbackAddress))
                .map(address -> new InetSocketAddress(address, voice.browserPort()))
                .toList();
    }

    /// The address that SIP listens on.
    public InetAddress sipAddress() {
        InetAddress own = voice.listen();
        return own == null ? listen : own;
    }
}
