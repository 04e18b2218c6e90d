package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// A name service. Asked on threads that may wait.
interface Names {
    /// One SRV record (RFC 2782).
    record Service(int priority, int weight, int port, String target) {}

    /// One NAPTR record (RFC 3403), as far as SIP needs it.
    ///
    /// @param flags `s` when `replacement` names SRV records
    /// @param service such as `SIP+D2U`
    record Pointer(int order, int preference, String flags, String service, String replacement) {}

    /// Addresses of a host, at least one.
    ///
    /// @throws UnknownHostException when there are none
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /// SRV records of a name such as `_sip._udp.carrier.example`; empty when there are none or the service does not
    /// answer: the host's own addresses then have to do.
    List<Service> services(String name);

    /// NAPTR records of a domain; empty when there are none.
    List<Pointer> pointers(String domain);
}
