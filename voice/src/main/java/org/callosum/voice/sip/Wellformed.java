package org.callosum.voice.sip;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a parsed message for what every receiver relies on: the mandatory headers, once each, readable and in range.
final class Wellformed {
    private static final List<String> ONCE = List.of(
            HeaderNames.FROM,
            HeaderNames.TO,
            HeaderNames.CALL_ID,
            HeaderNames.CSEQ,
            HeaderNames.MAX_FORWARDS,
            HeaderNames.CONTENT_LENGTH,
            HeaderNames.CONTENT_TYPE,
            HeaderNames.EXPIRES);

    private Wellformed() {}

    /// @return the first thing wrong, null when all is well
    static @Nullable SipFault check(SipMessage message) {
        int seen = 0;
        for (int i = 0; i < message.headerCount(); i++) {
            int index = ONCE.indexOf(message.nameAt(i));
            if (index < 0) continue;
            if ((seen & 1 << index) != 0) return SipFault.REPEATED_HEADER;
            seen |= 1 << index;
        }
        if ((seen & 0b1111) != 0b1111) return SipFault.MISSING_HEADER;
        if (message.header(HeaderNames.VIA) == null) return SipFault.MISSING_HEADER;
        if (message.callId().isEmpty()) return SipFault.MISSING_HEADER;
        if (message.topVia() == null) return SipFault.BAD_VIA;
        if (message.from() == null || message.to() == null) return SipFault.BAD_ADDRESS;
        if (message.cseqNumber() < 0 || message.cseqMethod().isEmpty()) return SipFault.BAD_CSEQ;
        if (!message.isRequest()) return null;
        if (!message.cseqMethod().equals(message.method())) return SipFault.CSEQ_METHOD_DIFFERS;
        String forwards = message.header(HeaderNames.MAX_FORWARDS);
        if (forwards != null && Numbers.parse(forwards, 255) < 0) return SipFault.BAD_MAX_FORWARDS;
        return uri(message.requestUri());
    }

    private static @Nullable SipFault uri(String text) {
        if (SipUri.parse(text) != null) return null;
        int colon = text.indexOf(':');
        if (colon <= 0) return SipFault.BAD_REQUEST_URI;
        for (int i = 0; i < colon; i++) {
            char c = text.charAt(i);
            boolean scheme = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
            if (!scheme) return SipFault.BAD_REQUEST_URI;
        }
        String scheme = text.substring(0, colon);
        boolean ours =
                scheme.equalsIgnoreCase("sip") || scheme.equalsIgnoreCase("sips") || scheme.equalsIgnoreCase("tel");
        return ours ? SipFault.BAD_REQUEST_URI : SipFault.UNKNOWN_SCHEME;
    }
}
