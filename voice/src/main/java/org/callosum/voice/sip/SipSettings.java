package org.callosum.voice.sip;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// How an endpoint is set up. Made with [#builder]; unchanging.
///
/// @param udp                  addresses to listen on by UDP; port 0 = any free one
/// @param tcp                  the same for TCP
/// @param tls                  the same for TLS; needs `tlsContext`
/// @param tlsContext           our certificate and whom we trust; also used for outgoing TLS
/// @param nameServer           where SRV, NAPTR and addresses are asked; null = this machine's own name service
/// @param tlsVerifyNames       check the name in a server's certificate when we connect
/// @param publicAddress        host or IP written into Via and Contact instead of the bound address (NAT); loopback
/// peers still see the bound one
/// @param userAgent            User-Agent and Server value
/// @param realm                digest realm of our devices
/// @param devices              desk phones; null = nobody may register
/// @param digestOffer          which digest algorithms a challenge names; MD5 alone by default (many phones)
/// @param trunks               carriers and exchanges
/// @param passes               whether what is dialled is itself a proof that the caller may; asked once per
///                             new call on the `sip-io` thread: answer from memory
/// @param shedding             when to turn new calls away
/// @param t1Millis             round-trip estimate (RFC 3261: 500)
/// @param t2Millis             longest retransmission interval (4 000)
/// @param t4Millis             longest a message lives in the network (5 000)
/// @param sessionExpiresSeconds session timer we ask for (RFC 4028), 0 = none
/// @param minSessionSeconds    shortest session timer accepted, at least 90 outside tests
/// @param registrationSeconds  longest registration granted
/// @param minRegistrationSeconds shortest registration granted, else 423
/// @param contactsPerDevice    bindings kept per device; one more replaces the oldest
/// @param maxBindings          bindings in all
/// @param maxTransactions      live transactions; beyond it new requests get 503
/// @param maxConnections       open TCP and TLS connections
/// @param maxConnectionsPerSource accepted connections per source address
/// @param maxQueuedBytes       bytes waiting to be written per connection
/// @param idleConnectionSeconds a connection silent for so long is closed
/// @param maxMessageBytes      largest message
/// @param unknownPerSecond     requests per second and source answered before they prove themselves; the rest is
/// dropped silently
/// @param maxSources           sources remembered by the limits
/// @param maxSetupSeconds      an incoming call not answered for so long gets 480
public record SipSettings(
        List<InetSocketAddress> udp,
        List<InetSocketAddress> tcp,
        List<InetSocketAddress> tls,
        @Nullable SSLContext tlsContext,
        boolean tlsVerifyNames,
        @Nullable InetSocketAddress nameServer,
        @Nullable String publicAddress,
        String userAgent,
        String realm,
        @Nullable DeviceDirectory devices,
        DigestOffer digestOffer,
        TrunkDirectory trunks,
        Predicate<String> passes,
        Shedding shedding,
        int t1Millis,
        int t2Millis,
        int t4Millis,
        int sessionExpiresSeconds,
        int minSessionSeconds,
        int registrationSeconds,
        int minRegistrationSeconds,
        int contactsPerDevice,
        int maxBindings,
        int maxTransactions,
        int maxConnections,
        int maxConnectionsPerSource,
        int maxQueuedBytes,
        int idleConnectionSeconds,
        int maxMessageBytes,
        int unknownPerSecond,
        int maxSources,
        int maxSetupSeconds) {

    public SipSettings {
        udp = List.copyOf(udp);
        tcp = List.copyOf(tcp);
        tls = List.copyOf(tls);
        if (udp.isEmpty() && tcp.isEmpty() && tls.isEmpty()) {
            throw new IllegalArgumentException(
                    "SIP listens nowhere: give at least one address, such as 127.0.0.1:5060");
        }
        if (!tls.isEmpty() && tlsContext == null) {
            throw new IllegalArgumentException("SIP over TLS needs a certificate: set tlsContext, or leave tls empty");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    SipParser.Limits limits() {
        return new SipParser.Limits(maxMessageBytes, 200, 8_192);
    }

    /// Collects settings; everything has a usable default except where to listen.
    public static final class Builder {
        private final List<InetSocketAddress> udp = new ArrayList<>();
        private final List<InetSocketAddress> tcp = new ArrayList<>();
        private final List<InetSocketAddress> tls = new ArrayList<>();
        private @Nullable SSLContext tlsContext;
        private boolean tlsVerifyNames = true;
        private @Nullable InetSocketAddress nameServer;
        private @Nullable String publicAddress;
        private String userAgent = "Callosum";
        private String realm = "callosum";
        private @Nullable DeviceDirectory devices;
        private DigestOffer digestOffer = DigestOffer.MD5;
        private TrunkDirectory trunks = (_, _) -> null;
        private Predicate<String> passes = _ -> false;
        private Shedding shedding = Shedding.DEFAULT;
        private int t1Millis = 500;
        private int t2Millis = 4_000;
        private int t4Millis = 5_000;
        private int sessionExpiresSeconds = 1_800;
        private int minSessionSeconds = 90;
        private int registrationSeconds = 600;
        private int minRegistrationSeconds = 30;
        private int contactsPerDevice = 4;
        private int maxBindings = 20_000;
        private int maxTransactions = 200_000;
        private int maxConnections = 4_096;
        private int maxConnectionsPerSource = 512;
        private int maxQueuedBytes = 262_144;
        private int idleConnectionSeconds = 900;
        private int maxMessageBytes = 32_768;
        private int unknownPerSecond = 50;
        private int maxSources = 10_000;
        private int maxSetupSeconds = 300;

        public Builder udp(InetSocketAddress address) {
            udp.add(address);
            return this;
        }

        public Builder tcp(InetSocketAddress address) {
            tcp.add(address);
            return this;
        }

        public Builder tls(InetSocketAddress address, SSLContext context) {
            tls.add(address);
            tlsContext = context;
            return this;
        }

        /// For outgoing TLS without listening.
        public Builder tlsContext(SSLContext context, boolean verifyNames) {
            tlsContext = context;
            tlsVerifyNames = verifyNames;
            return this;
        }

        public Builder nameServer(@Nullable InetSocketAddress server) {
            nameServer = server;
            return this;
        }

        public Builder publicAddress(@Nullable String host) {
            publicAddress = host;
            return this;
        }

        public Builder userAgent(String name) {
            userAgent = name;
            return this;
        }

        public Builder devices(String digestRealm, DeviceDirectory directory) {
            realm = digestRealm;
            devices = directory;
            return this;
        }

        public Builder digestOffer(DigestOffer offer) {
            digestOffer = offer;
            return this;
        }

        public Builder trunks(TrunkDirectory directory) {
            trunks = directory;
            return this;
        }

        public Builder passes(Predicate<String> proofs) {
            passes = proofs;
            return this;
        }

        public Builder shedding(Shedding limits) {
            shedding = limits;
            return this;
        }

        public Builder timers(int t1, int t2, int t4) {
            t1Millis = t1;
            t2Millis = t2;
            t4Millis = t4;
            return this;
        }

        /// @param expires 0 switches session timers off for calls we place
        public Builder sessionTimer(int expires, int minimum) {
            sessionExpiresSeconds = expires;
            minSessionSeconds = minimum;
            return this;
        }

        public Builder registrations(int longestSeconds, int shortestSeconds, int perDevice, int inAll) {
            registrationSeconds = longestSeconds;
            minRegistrationSeconds = shortestSeconds;
            contactsPerDevice = perDevice;
            maxBindings = inAll;
            return this;
        }

        public Builder maxTransactions(int most) {
            maxTransactions = most;
            return this;
        }

        public Builder connections(int most, int perSource, int queuedBytes, int idleSeconds) {
            maxConnections = most;
            maxConnectionsPerSource = perSource;
            maxQueuedBytes = queuedBytes;
            idleConnectionSeconds = idleSeconds;
            return this;
        }

        public Builder maxMessageBytes(int most) {
            maxMessageBytes = most;
            return this;
        }

        public Builder unknownSources(int perSecond, int remembered) {
            unknownPerSecond = perSecond;
            maxSources = remembered;
            return this;
        }

        public Builder maxSetupSeconds(int most) {
            maxSetupSeconds = most;
            return this;
        }

        public SipSettings build() {
            return new SipSettings(
                    udp,
                    tcp,
                    tls,
                    tlsContext,
                    tlsVerifyNames,
                    nameServer,
                    publicAddress,
                    userAgent,
                    realm,
                    devices,
                    digestOffer,
                    trunks,
                    passes,
                    shedding,
                    t1Millis,
                    t2Millis,
                    t4Millis,
                    sessionExpiresSeconds,
                    minSessionSeconds,
                    registrationSeconds,
                    minRegistrationSeconds,
                    contactsPerDevice,
                    maxBindings,
                    maxTransactions,
                    maxConnections,
                    maxConnectionsPerSource,
                    maxQueuedBytes,
                    idleConnectionSeconds,
                    maxMessageBytes,
                    unknownPerSecond,
                    maxSources,
                    maxSetupSeconds);
        }
    }
}
