package org.callosum.flow;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which addresses a flow's lookup may reach, so that a flow cannot be used to look into the house (SSRF). Ask twice:
/// for the URL before the name is resolved, and for *every* address it resolved to; then connect to that very address,
/// for a name may resolve differently a second time. Redirects are not followed.
///
/// @param allowedHosts host names, lower case, that may be private and may use plain HTTP
public record LookupPolicy(Set<String> allowedHosts) {
    public sealed interface Verdict {}

    public record Allowed() implements Verdict {}

    public record Refused(Why why) implements Verdict {}

    /// @param never whether no setting of the site could allow it
    public record Why(boolean never, String message) {}

    private static final LookupPolicy PUBLIC_ONLY = new LookupPolicy(Set.of());
    private static final int MAX_URL = 1_000;
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    /// A last label that is a number means an IPv4 address to many parsers: 127.1, 0x7f.1, 2130706433 (WHATWG URL,
    /// 3.5).
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    public LookupPolicy {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    public static LookupPolicy publicOnly() {
        return PUBLIC_ONLY;
    }

    /// The URL as written: HTTPS (HTTP only to allowed hosts), a host that is a name, no password, no odd spelling.
    public Verdict check(String url) {
        if (url.length() > MAX_URL) {
            return never("A lookup's address has at most %d characters".formatted(MAX_URL));
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException broken) {
            return never("This is not an address: " + broken.getReason());
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return never("A lookup's address begins with https://");
        }
        if (uri.getRawUserInfo() != null) {
            return never("No user or password in an address; they would be seen in logs");
        }
        if (uri.getRawFragment() != null) {
            return never("No # part in an address; servers never see it");
        }
        var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return never("A port lies between 1 and 65535");
        }
        return checkHost(host, scheme);
    }

    private Verdict checkHost(String host, String scheme) {
        if (allowedHosts.contains(host)) {
            return new Allowed();
        }
        if (host.startsWith("[")) {
            return refused("Write the host's name; addresses in numbers must be allowed by the site");
        }
        if (ENDS_IN_NUMBER.matcher(host).matches()) {
            return DOTTED_QUAD.matcher(host).matches()
                    ? refused("Write the host's name; addresses in numbers must be allowed by the site")
                    : never("%s is an unusual spelling of an address in numbers".formatted(host));
        }
        if (!HOST_NAME.matcher(host).matches()) {
            return never("The address has no proper host name");
        }
        if (host.equals("localhost") || host.endsWith(".localhost") || !host.contains(".") || isInternal(host)) {
            return refused("%s is a name inside the house; the site must allow it".formatted(host));
        }
        if (!scheme.equals("https")) {
            return refused("Plain http:// is for hosts that the site allows; use https://");
        }
        return new Allowed();
    }

    private static boolean isInternal(String host) {
        return host.endsWith(".local") || host.endsWith(".internal") || host.endsWith(".home.arpa");
    }

    /// One address that `host` resolved to: public, or the host is allowed by name.
    public Verdict check(String host, InetAddress address) {
        if (allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return new Allowed();
        }
        var kind = special(address);
        return kind == null
                ? new Allowed()
                : refused("%s is at a %s address; the site must allow it".formatted(host, kind));
    }

    /// What makes an address not an ordinary public one (IANA special-purpose registries, RFC 6890), or `null`.
    private static @Nullable String special(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> special4(four.getAddress());
            case Inet6Address six -> special6(six.getAddress());
            case InetAddress _ -> "strange";
        };
    }

    private static @Nullable String special4(byte[] bytes) {
        var a = bytes[0] & 0xff;
        var b = bytes[1] & 0xff;
        var c = bytes[2] & 0xff;
        if (a == 0 || a == 10 || a == 127) {
            return a == 127 ? "loopback" : "private";
        }
        if ((a == 100 && b >= 64 && b < 128) || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168)) {
            return "private";
        }
        if (a == 169 && b == 254) {
            return "link-local";
        }
        if ((a == 192 && b == 0 && (c == 0 || c == 2))
                || (a == 192 && b == 88 && c == 99)
                || (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113)) {
            return "reserved";
        }
        return a >= 224 ? "multicast or reserved" : null;
    }

    private static @Nullable String special6(byte[] bytes) {
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return "translated";
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return special4(new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]}) == null ? null : "tunnelled private";
        }
        if (startsWith(bytes, 0x20, 0x01, 0x00, 0x00) || startsWith(bytes, 0x20, 0x01, 0x0d, 0xb8)) {
            return "reserved";
        }
        // Only 2000::/3 is given out as global unicast; all the rest (::1, mapped, fc00::/7, fe80::/10, ff00::/8) is
        // not.
        return (bytes[0] & 0xe0) == 0x20 ? null : "private or reserved";
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (var i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Verdict refused(String message) {
        return new Refused(new Why(false, message));
    }

    private static Verdict never(String message) {
        return new Refused(new Why(true, message));
    }
}
