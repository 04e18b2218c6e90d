package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A `sip:`, `sips:` or `tel:` address (RFC 3261 section 19.1, RFC 3966).
///
/// @param scheme  `sip`, `sips` or `tel`, lower case
/// @param user    the part before `@` as it was written (escapes kept), or the number of a `tel:`; may be empty
/// @param host    lower-case name, dotted IPv4 or `[IPv6]`; empty for `tel:`
/// @param port    1 to 65535, or 0 when none is written
/// @param params  parameters behind the host
/// @param headers what follows `?`, unread
public record SipUri(String scheme, String user, String host, int port, Params params, String headers) {

    /// A plain `sip:user@host:port`; port 0 leaves it out.
    public static SipUri of(String user, String host, int port) {
        return new SipUri("sip", user, host.toLowerCase(Locale.ROOT), port, Params.NONE, "");
    }

    /// Reads an address.
    ///
    /// @return null when it is not one of ours: unknown scheme, no host, bad port, space or control inside
    public static @Nullable SipUri parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > 4) return null;
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean tel = scheme.equals("tel");
        if (!tel && !scheme.equals("sip") && !scheme.equals("sips")) return null;
        for (int i = colon; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '<' || c == '>') return null;
        }
        if (tel) {
            int end = text.indexOf(';');
            String number = end < 0 ? text.substring(colon + 1) : text.substring(colon + 1, end);
            Params params = end < 0 ? Params.NONE : Params.parse(text, end, text.length());
            return number.isEmpty() || params == null ? null : new SipUri(scheme, number, "", 0, params, "");
        }
        int at = text.indexOf('@', colon);
        String user = at < 0 ? "" : text.substring(colon + 1, at);
        int from = at < 0 ? colon + 1 : at + 1;
        int end = from;
        if (end < text.length() && text.charAt(end) == '[') {
            end = text.indexOf(']', end);
            if (end < 0) return null;
            end++;
        }
        while (end < text.length() && ":;?".indexOf(text.charAt(end)) < 0) end++;
        String host = text.substring(from, end).toLowerCase(Locale.ROOT);
        if (!hostLooksRight(host)) return null;
        int port = 0;
        if (end < text.length() && text.charAt(end) == ':') {
            int start = ++end;
            while (end < text.length() && Character.digit(text.charAt(end), 10) >= 0 && end - start < 6) {
                port = port * 10 + Character.digit(text.charAt(end++), 10);
            }
            if (port < 1 || port > 65535) return null;
        }
        String headers = "";
        int paramsEnd = text.length();
        int question = text.indexOf('?', end);
        if (question >= 0) {
            headers = text.substring(question + 1);
            paramsEnd = question;
        }
        if (end < paramsEnd && text.charAt(end) != ';') return null;
        Params params = Params.parse(text, end, paramsEnd);
        return params == null ? null : new SipUri(scheme, user, host, port, params, headers);
    }

    static boolean hostLooksRight(String host) {
        if (host.isEmpty()) return false;
        if (host.charAt(0) == '[') {
            for (int i = 1; i < host.length() - 1; i++) {
                char c = host.charAt(i);
                if (Character.digit(c, 16) < 0 && c != ':' && c != '.') return false;
            }
            return host.length() > 3 && host.endsWith("]");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
            if (!good) return false;
        }
        return true;
    }

    /// The user part with `%xx` resolved and parameters of the user (`;…`) cut off: what was dialled.
    public String dialled() {
        String plain = unescape(user);
        int end = plain.indexOf(';');
        int password = plain.indexOf(':');
        if (password >= 0 && (end < 0 || password < end)) end = password;
        return end < 0 ? plain : plain.substring(0, end);
    }

    public boolean secure() {
        return scheme.equals("sips");
    }

    /// The transport this address asks for: `transport=` when known, TLS for `sips:`, else UDP.
    public Transport transport() {
        String wanted = params.value("transport");
        if (secure() || "tls".equalsIgnoreCase(wanted)) return Transport.TLS;
        return "tcp".equalsIgnoreCase(wanted) ? Transport.TCP : Transport.UDP;
    }

    /// The port to send to: the written one, or 5060 (5061 for TLS).
    public int effectivePort() {
        if (port != 0) return port;
        return transport() == Transport.TLS ? 5061 : 5060;
    }

    static String unescape(String text) {
        if (text.indexOf('%') < 0) return text;
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%' && i + 2 < in.length) {
                int high = Character.digit(in[i + 1], 16);
                int low = Character.digit(in[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    out[length++] = (byte) (high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            out[length++] = in[i];
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(48).append(scheme).append(':').append(user);
        if (!user.isEmpty() && !host.isEmpty()) out.append('@');
        out.append(host);
        if (port != 0) out.append(':').append(port);
        params.write(out);
        if (!headers.isEmpty()) out.append('?').append(headers);
        return out.toString();
    }
}
