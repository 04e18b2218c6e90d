package org.callosum.voice.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.callosum.voice.TrunkSettings;
import org.jspecify.annotations.Nullable;

/// The trunks in force and the networks they call from. Unchanging; replaced as a whole.
record Trunks(List<TrunkSettings> settings, List<Network> networks) {
    /// @param bits leading bits that count
    record Network(byte[] address, int bits, String trunk) {
        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ other[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// @throws IllegalArgumentException naming the trunk whose source cannot be read
    static Trunks of(List<TrunkSettings> settings) {
        var networks = new ArrayList<Network>();
        for (var trunk : settings) {
            for (var source : trunk.trustedSources()) {
                networks.add(network(trunk.name(), source));
            }
        }
        return new Trunks(List.copyOf(settings), List.copyOf(networks));
    }

    private static Network network(String trunk, String source) {
        var slash = source.indexOf('/');
        var host = slash < 0 ? source : source.substring(0, slash);
        // only numbers: a name would be looked up, and could be made to mean any address later
        if (!host.matches("[0-9a-fA-F.:]+")) {
            throw badSource(trunk, source, null);
        }
        try {
            var address = InetAddress.getByName(host).getAddress();
            var bits = slash < 0 ? 8 * address.length : Integer.parseInt(source.substring(slash + 1));
            if (bits < 0 || bits > 8 * address.length) {
                throw badSource(trunk, source, null);
            }
            return new Network(address, bits, trunk);
        } catch (UnknownHostException | NumberFormatException e) {
            throw badSource(trunk, source, e);
        }
    }

    private static IllegalArgumentException badSource(String trunk, String source, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "Trunk %s: '%s' is not an address or network; write 192.0.2.7 or 192.0.2.0/24".formatted(trunk, source),
                cause);
    }

    /// The most specific network wins; ties go to the trunk named first.
    @Nullable
    String trunkOf(InetAddress source) {
        var address = source.getAddress();
        Network best = null;
        for (var network : networks) {
            if ((best == null || network.bits() > best.bits()) && network.holds(address)) {
                best = network;
            }
        }
        return best == null ? null : best.trunk();
    }

    @Nullable
    TrunkSettings byName(String name) {
        for (var trunk : settings) {
            if (trunk.name().equals(name)) {
                return trunk;
            }
        }
        return null;
    }
}
