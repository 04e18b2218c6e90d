package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// An address header: `"display" <uri>;params`, as in From, To, Contact, Route (RFC 3261 section 20.10).
///
/// @param display name shown to people, unquoted, may be empty
/// @param uri     the address as written
/// @param params  header parameters such as `tag`
public record NameAddr(String display, String uri, Params params) {

    /// Reads one element. Lenient: display names need not be tokens and need no space before `<`.
    ///
    /// @return null when a quote or bracket is left open, the address is missing, or is bare and carries `?` or `,`
    public static @Nullable NameAddr parse(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') from++;
        if (from == to) return null;
        String display = "";
        int open;
        if (text.charAt(from) == '"') {
            int close = Params.closingQuote(text, from, to);
            if (close < 0) return null;
            display = unquote(text.substring(from + 1, close));
            open = text.indexOf('<', close);
            if (open < 0 || !text.substring(close + 1, open).isBlank()) return null;
        } else {
            open = text.indexOf('<', from);
            int semicolon = text.indexOf(';', from);
            if (open >= 0 && (semicolon < 0 || open < semicolon)) {
                display = Params.trimmed(text, from, open);
                if (display.indexOf('"') >= 0) return null;
            } else {
                open = -1;
            }
        }
        String uri;
        int rest;
        if (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) return null;
            uri = Params.trimmed(text, open + 1, close);
            rest = close + 1;
            int after = rest;
            while (after < to && text.charAt(after) <= ' ') after++;
            if (after < to && text.charAt(after) != ';') return null;
        } else {
            rest = text.indexOf(';', from);
            if (rest < 0) rest = to;
            uri = Params.trimmed(text, from, rest);
            // RFC 3261 20.10: an address with a comma, question mark or semicolon must stand in brackets
            if (uri.indexOf('?') >= 0 || uri.indexOf(',') >= 0) return null;
        }
        if (uri.isEmpty() || uri.indexOf(':') < 0 || hasSpace(uri)) return null;
        Params params = Params.parse(text, rest, to);
        return params == null ? null : new NameAddr(display, uri, params);
    }

    private static boolean hasSpace(String uri) {
        for (int i = 0; i < uri.length(); i++) if (uri.charAt(i) <= ' ') return true;
        return false;
    }

    public @Nullable String tag() {
        return params.value("tag");
    }

    /// The address read as SIP or tel, null for another scheme.
    public @Nullable SipUri sipUri() {
        return SipUri.parse(uri);
    }

    static String unquote(String inner) {
        if (inner.indexOf('\\') < 0) return inner;
        var out = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) c = inner.charAt(++i);
            out.append(c);
        }
        return out.toString();
    }

    /// Text as a quoted string; line breaks and controls, which could forge headers, become spaces.
    static String quote(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\');
            out.append(c < ' ' || c == 0x7f ? ' ' : c);
        }
        return out.append('"').toString();
    }

    @Override
    public String toString() {
        var out = new StringBuilder(64);
        if (!display.isEmpty()) out.append(quote(display)).append(' ');
        out.append('<').append(uri).append('>');
        params.write(out);
        return out.toString();
    }
}
