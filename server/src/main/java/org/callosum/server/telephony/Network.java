package org.callosum.server.telephony;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address or a network, `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. Never a name: nothing is looked up.
record Network(byte[] address, int bits) {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");

    /// @return null when it is none, or wider than /8 (IPv4) or /16 (IPv6), which no carrier needs
    static @Nullable Network of(String text) {
        var slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        if (!NUMERIC.matcher(host).matches()
                || !(host.contains(":") || host.chars().filter(c -> c == '.').count() == 3)) {
            return null;
        }
        try {
            var address = InetAddress.getByName(host).getAddress();
            var most = address.length * 8;
            var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            return bits < (most == 32 ? 8 : 16) || bits > most ? null : new Network(address, bits);
        } catch (UnknownHostException | NumberFormatException notOne) {
            return null;
        }
    }

    boolean holds(InetAddress other) {
        var theirs = other.getAddress();
        if (theirs.length != address.length) {
            return false;
        }
        for (var i = 0; i < bits; i++) {
            var mask = 0x80 >> (i & 7);
            if ((theirs[i >> 3] & mask) != (address[i >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
