package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Canonical spellings of the header fields we read or write, found from the bytes of any spelling without making
/// garbage.
final class HeaderNames {
    static final String VIA = "Via";
    static final String FROM = "From";
    static final String TO = "To";
    static final String CALL_ID = "Call-ID";
    static final String CSEQ = "CSeq";
    static final String CONTACT = "Contact";
    static final String MAX_FORWARDS = "Max-Forwards";
    static final String CONTENT_LENGTH = "Content-Length";
    static final String CONTENT_TYPE = "Content-Type";
    static final String CONTENT_ENCODING = "Content-Encoding";
    static final String ROUTE = "Route";
    static final String RECORD_ROUTE = "Record-Route";
    static final String SUPPORTED = "Supported";
    static final String REQUIRE = "Require";
    static final String PROXY_REQUIRE = "Proxy-Require";
    static final String UNSUPPORTED = "Unsupported";
    static final String ALLOW = "Allow";
    static final String ACCEPT = "Accept";
    static final String EXPIRES = "Expires";
    static final String MIN_EXPIRES = "Min-Expires";
    static final String SESSION_EXPIRES = "Session-Expires";
    static final String MIN_SE = "Min-SE";
    static final String RETRY_AFTER = "Retry-After";
    static final String AUTHORIZATION = "Authorization";
    static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";
    static final String USER_AGENT = "User-Agent";
    static final String SERVER = "Server";
    static final String REFER_TO = "Refer-To";
    static final String RSEQ = "RSeq";
    static final String RACK = "RAck";
    static final String ASSERTED_IDENTITY = "P-Asserted-Identity";

    private static final String[] KNOWN = {
        VIA,
        FROM,
        TO,
        CALL_ID,
        CSEQ,
        CONTACT,
        MAX_FORWARDS,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        CONTENT_ENCODING,
        ROUTE,
        RECORD_ROUTE,
        SUPPORTED,
        REQUIRE,
        PROXY_REQUIRE,
        UNSUPPORTED,
        ALLOW,
        ACCEPT,
        EXPIRES,
        MIN_EXPIRES,
        SESSION_EXPIRES,
        MIN_SE,
        RETRY_AFTER,
        AUTHORIZATION,
        WWW_AUTHENTICATE,
        PROXY_AUTHORIZATION,
        PROXY_AUTHENTICATE,
        USER_AGENT,
        SERVER,
        REFER_TO,
        RSEQ,
        RACK,
        ASSERTED_IDENTITY,
        "Subject",
        "Date",
        "Event",
        "Privacy",
        "Diversion",
        "Reason",
        "Allow-Events",
        "Accept-Language",
        "Accept-Encoding",
        "Content-Disposition",
        "Organization",
        "Referred-By",
        "Replaces",
        "Path",
        "Timestamp",
        "Warning",
        "P-Preferred-Identity",
        "Remote-Party-ID",
        "History-Info"
    };

    private static final int MASK = 255;
    private static final @Nullable String[] TABLE = new String[MASK + 1];
    private static final byte[][] LOWER = new byte[MASK + 1][];

    static {
        for (String name : KNOWN) {
            byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            int slot = hash(lower, 0, lower.length) & MASK;
            while (TABLE[slot] != null) slot = (slot + 1) & MASK;
            TABLE[slot] = name;
            LOWER[slot] = lower;
        }
    }

    private HeaderNames() {}

    /// The canonical name for the header name in `bytes[from, to)`; an unknown name keeps its own spelling.
    static String canonical(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1) {
            String full = compact(bytes[from]);
            if (full != null) return full;
        }
        int slot = hash(bytes, from, to) & MASK;
        for (String name = TABLE[slot]; name != null; name = TABLE[slot]) {
            byte[] lower = LOWER[slot];
            if (lower.length == length && same(lower, bytes, from)) return name;
            slot = (slot + 1) & MASK;
        }
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = hash * 31 + (bytes[i] | 0x20);
        return hash ^ (hash >>> 11);
    }

    private static boolean same(byte[] lower, byte[] bytes, int from) {
        for (int i = 0; i < lower.length; i++) {
            int b = bytes[from + i];
            if (b >= 'A' && b <= 'Z') b |= 0x20;
            if (lower[i] != b) return false;
        }
        return true;
    }

    /// RFC 3261 section 7.3.3 and the registry of compact forms.
    private static @Nullable String compact(byte letter) {
        return switch (letter | 0x20) {
            case 'v' -> VIA;
            case 'f' -> FROM;
            case 't' -> TO;
            case 'i' -> CALL_ID;
            case 'm' -> CONTACT;
            case 'l' -> CONTENT_LENGTH;
            case 'c' -> CONTENT_TYPE;
            case 'e' -> CONTENT_ENCODING;
            case 'k' -> SUPPORTED;
            case 's' -> "Subject";
            case 'x' -> SESSION_EXPIRES;
            case 'r' -> REFER_TO;
            case 'b' -> "Referred-By";
            case 'o' -> "Event";
            case 'u' -> "Allow-Events";
            default -> null;
        };
    }
}
