package org.callosum.server.telephony;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// Where a desk phone that never registers is rung. Only addresses of private networks and of this machine, given as
/// numbers: a name could be led elsewhere later, and a public address would be a way around the dialling plan.
final class FixedAddress {
    private static final Pattern FORM =
            Pattern.compile("sip:[A-Za-z0-9][A-Za-z0-9._-]{0,39}@([0-9.]{7,15}|\\[[0-9a-fA-F:.]{2,45}])"
                    + "(?::\\d{1,5})?(?:;transport=(?:udp|tcp|tls))?");
    private static final int UNIQUE_LOCAL = 0xfc;

    private FixedAddress() {}

    static boolean isUsable(String address) {
        var form = FORM.matcher(address);
        if (!form.matches()) {
            return false;
        }
        try {
            var host = InetAddress.getByName(form.group(1)); // a literal: nobody is asked
            return host.isLoopbackAddress()
                    || host.isSiteLocalAddress()
                    || host.isLinkLocalAddress()
                    || host.getAddress().length == 16 && (host.getAddress()[0] & 0xfe) == UNIQUE_LOCAL;
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
