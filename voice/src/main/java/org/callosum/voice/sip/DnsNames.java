package org.callosum.voice.sip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/// Names by the JDK's DNS client. It tells no time to live, so [Resolver] keeps answers for a minute.
final class DnsNames implements Names {
    private static final int MOST_RECORDS = 32;
    /// First wait for an answer; the client asks again with doubled waits.
    private static final String WAIT_MILLIS = "1000";

    private static final String TRIES = "2";

    /// Null: this machine's resolver configuration.
    private final @Nullable String server;

    private DnsNames(@Nullable String server) {
        this.server = server;
    }

    /// The machine's own name service, its hosts file included.
    static DnsNames system() {
        return new DnsNames(null);
    }

    /// One name server, asked for everything.
    static DnsNames at(InetSocketAddress server) {
        InetAddress address = server.getAddress();
        String host = address.getHostAddress();
        return new DnsNames("dns://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort());
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        if (server == null) {
            // the machine's order is kept within a family; most carriers and exchanges speak IPv4
            var all = new ArrayList<>(List.of(InetAddress.getAllByName(host)));
            all.sort(Comparator.comparing(each -> !(each instanceof Inet4Address)));
            return all;
        }
        var found = new ArrayList<InetAddress>();
        for (String type : List.of("A", "AAAA")) {
            for (String row : ask(host, type)) {
                InetAddress literal = Resolver.literal(row);
                if (literal != null) found.add(literal);
            }
        }
        if (found.isEmpty()) throw new UnknownHostException(host);
        return found;
    }

    @Override
    public List<Service> services(String name) {
        var found = new ArrayList<Service>();
        for (String row : ask(name, "SRV")) {
            String[] parts = row.split(" ", 5);
            if (parts.length < 4) continue;
            int priority = Numbers.parse(parts[0], 65_535);
            int weight = Numbers.parse(parts[1], 65_535);
            int port = Numbers.parse(parts[2], 65_535);
            if (priority >= 0 && weight >= 0 && port > 0) {
                found.add(new Service(priority, weight, port, plain(parts[3])));
            }
        }
        return found;
    }

    @Override
    public List<Pointer> pointers(String domain) {
        var found = new ArrayList<Pointer>();
        for (String row : ask(domain, "NAPTR")) {
            // order preference flags service regexp replacement; the texts may stand in quotes, the regexp be empty
            String[] parts = row.replace("\"", "").split(" ", 6);
            if (parts.length < 5) continue;
            int order = Numbers.parse(parts[0], 65_535);
            int preference = Numbers.parse(parts[1], 65_535);
            if (order >= 0 && preference >= 0) {
                found.add(new Pointer(order, preference, parts[2], parts[3], plain(parts[parts.length - 1])));
            }
        }
        return found;
    }

    /// What is not found, or not answered, is no record. Names come out of records too: what is no host name is not
    /// asked, since JNDI would take `ldap://…` for an order to go there.
    // BanJNDI: directories may answer with objects to be loaded; the DNS provider answers texts, and only host names
    // ask it
    @SuppressWarnings("BanJNDI")
    private List<String> ask(String name, String type) {
        if (!SipUri.hostLooksRight(name.toLowerCase(Locale.ROOT))) return List.of();
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, server == null ? "dns:" : server);
        settings.put("com.sun.jndi.dns.timeout.initial", WAIT_MILLIS);
        settings.put("com.sun.jndi.dns.timeout.retries", TRIES);
        InitialDirContext context = null;
        try {
            context = new InitialDirContext(settings);
            var attribute = context.getAttributes(name, new String[] {type}).get(type);
            var rows = new ArrayList<String>();
            for (int i = 0; attribute != null && i < Math.min(attribute.size(), MOST_RECORDS); i++) {
                rows.add(String.valueOf(attribute.get(i)));
            }
            return rows;
        } catch (NamingException none) {
            return List.of();
        } finally {
            close(context);
        }
    }

    private static void close(@Nullable InitialDirContext context) {
        if (context == null) return;
        try {
            context.close();
        } catch (NamingException ignored) {
            // nothing is kept open by it
        }
    }

    private static String plain(String name) {
        return name.endsWith(".") && name.length() > 1 ? name.substring(0, name.length() - 1) : name;
    }
}
