package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the servers of a URI (RFC 3263): NAPTR where the URI leaves the transport open, SRV where it leaves the port
/// open, else the host's own addresses. Waits for the name service.
///
/// A host *name* with the transport's usual port (5060, 5061) counts as one without a port: whoever fills in a form
/// with the usual port has not said that the carrier's SRV records are to be passed over.
final class ServerLocator {
    private static final int MOST = 8;

    /// A server and its place among the others: lower priority first, ties by weight (RFC 2782).
    record Candidate(int priority, int weight, Peer peer) {}

    private final Names names;
    private final Set<Transport> transports;

    /// @param transports those we can speak
    ServerLocator(Names names, Set<Transport> transports) {
        this.names = names;
        this.transports = EnumSet.copyOf(transports);
    }

    /// @return at most eight, best priority first
    /// @throws UnknownHostException when there is none
    List<Candidate> find(SipUri uri) throws UnknownHostException {
        String maddr = uri.params().value("maddr");
        String host = maddr == null || maddr.isEmpty() ? uri.host() : maddr;
        if (host.isEmpty()) throw new UnknownHostException("no host in " + uri.scheme());
        InetAddress literal = Resolver.literal(host);
        if (literal != null) {
            return List.of(
                    new Candidate(0, 0, peer(uri.transport(), literal, uri.effectivePort(), literal.getHostAddress())));
        }
        boolean portOpen = uri.port() == 0 || uri.port() == usualPort(uri.transport());
        if (portOpen) {
            var found = uri.params().value("transport") == null && uri.port() == 0
                    ? openTransport(host, uri)
                    : services(serviceName(uri.transport(), host), uri.transport(), host);
            if (!found.isEmpty()) return found;
        }
        var found = new ArrayList<Candidate>();
        for (InetAddress each : names.addresses(host)) {
            if (found.size() < MOST) {
                found.add(new Candidate(found.size(), 0, peer(uri.transport(), each, uri.effectivePort(), host)));
            }
        }
        return found;
    }

    /// Neither transport nor port are given (RFC 3263 4.1): NAPTR decides, else the first transport that has SRV.
    private List<Candidate> openTransport(String host, SipUri uri) {
        var pointers = names.pointers(host).stream()
                .filter(each -> each.flags().equalsIgnoreCase("s"))
                .sorted(Comparator.comparingInt(Names.Pointer::order).thenComparingInt(Names.Pointer::preference))
                .toList();
        for (Names.Pointer each : pointers) {
            Transport transport = transportOf(each.service());
            if (transport == null || !transports.contains(transport)) continue;
            if (uri.secure() && !each.service().toUpperCase(Locale.ROOT).startsWith("SIPS")) continue;
            var found = services(each.replacement(), transport, host);
            if (!found.isEmpty()) return found;
        }
        for (Transport each :
                uri.secure() ? List.of(Transport.TLS) : List.of(Transport.UDP, Transport.TCP, Transport.TLS)) {
            if (!transports.contains(each)) continue;
            var found = services(serviceName(each, host), each, host);
            if (!found.isEmpty()) return found;
        }
        return List.of();
    }

    private List<Candidate> services(String name, Transport transport, String host) {
        var found = new ArrayList<Candidate>();
        for (Names.Service each : names.services(name)) {
            // "." says: decidedly not here (RFC 2782)
            if (each.target().isEmpty() || each.target().equals(".")) continue;
            try {
                for (InetAddress address : names.addresses(each.target())) {
                    found.add(
                            new Candidate(each.priority(), each.weight(), peer(transport, address, each.port(), host)));
                }
            } catch (UnknownHostException gone) {
                // a record that leads nowhere; the others may serve
            }
        }
        found.sort(Comparator.comparingInt(Candidate::priority));
        return found.size() > MOST ? List.copyOf(found.subList(0, MOST)) : found;
    }

    /// The certificate has to name the domain that was asked for, not the server that SRV names (RFC 5922 section 4).
    private static Peer peer(Transport transport, InetAddress address, int port, String domain) {
        return Peer.named(transport, new InetSocketAddress(address, port), domain);
    }

    private static int usualPort(Transport transport) {
        return transport == Transport.TLS ? 5061 : 5060;
    }

    private static String serviceName(Transport transport, String host) {
        return switch (transport) {
            case UDP -> "_sip._udp." + host;
            case TCP -> "_sip._tcp." + host;
            case TLS -> "_sips._tcp." + host;
        };
    }

    private static @Nullable Transport transportOf(String service) {
        return switch (service.toUpperCase(Locale.ROOT)) {
            case "SIP+D2U" -> Transport.UDP;
            case "SIP+D2T" -> Transport.TCP;
            case "SIPS+D2T" -> Transport.TLS;
            default -> null;
        };
    }
}
