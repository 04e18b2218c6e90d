package org.callosum.voice.sip;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One Via element (RFC 3261 section 20.42).
///
/// @param transport protocol token as written, upper case; may be one we do not speak
/// @param host      sent-by host, lower case
/// @param port      sent-by port, 0 when none is written
record Via(String transport, String host, int port, Params params) {
    static final String COOKIE = "z9hG4bK";

    /// Reads `SIP / 2.0 / UDP host : port ; params`; null when it is not that.
    static @Nullable Via parse(String text) {
        int slash = text.indexOf('/');
        int second = slash < 0 ? -1 : text.indexOf('/', slash + 1);
        if (second < 0) return null;
        if (!Params.trimmed(text, 0, slash).equalsIgnoreCase("SIP")) return null;
        if (!Params.trimmed(text, slash + 1, second).equals("2.0")) return null;
        int at = second + 1;
        int to = text.length();
        while (at < to && text.charAt(at) <= ' ') at++;
        int start = at;
        while (at < to && text.charAt(at) > ' ') at++;
        String transport = text.substring(start, at);
        while (at < to && text.charAt(at) <= ' ') at++;
        start = at;
        if (at < to && text.charAt(at) == '[') {
            at = text.indexOf(']', at);
            if (at < 0) return null;
        }
        while (at < to && text.charAt(at) != ':' && text.charAt(at) != ';') at++;
        String host = Params.trimmed(text, start, at).toLowerCase(Locale.ROOT);
        if (transport.isEmpty() || !SipUri.hostLooksRight(host)) return null;
        int port = 0;
        if (at < to && text.charAt(at) == ':') {
            int end = text.indexOf(';', at);
            if (end < 0) end = to;
            port = Numbers.parse(Params.trimmed(text, at + 1, end), 65535);
            if (port < 1) return null;
            at = end;
        }
        Params params = Params.parse(text, at, to);
        return params == null
                ? null
                : new Via(transport.equals("UDP") ? "UDP" : transport.toUpperCase(Locale.ROOT), host, port, params);
    }

    @Nullable
    String branch() {
        return params.value("branch");
    }

    /// True when the branch carries the RFC 3261 cookie and something behind it, so that it identifies a transaction.
    boolean hasModernBranch() {
        String branch = branch();
        return branch != null && branch.length() > COOKIE.length() && branch.startsWith(COOKIE);
    }

    @Override
    public String toString() {
        var out = new StringBuilder(96)
                .append("SIP/2.0/")
                .append(transport)
                .append(' ')
                .append(host);
        if (port != 0) out.append(':').append(port);
        params.write(out);
        return out.toString();
    }
}
