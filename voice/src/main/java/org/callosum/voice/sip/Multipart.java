package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds one part of a `multipart/*` body (RFC 2046 section 5.1); at most 16 parts are looked at.
final class Multipart {
    private static final int MOST_PARTS = 16;

    private Multipart() {}

    static @Nullable String part(SipMessage message, String type) {
        String contentType = message.header(HeaderNames.CONTENT_TYPE);
        if (contentType == null) return null;
        int semicolon = contentType.indexOf(';');
        Params params = semicolon < 0 ? null : Params.parse(contentType, semicolon, contentType.length());
        String boundary = params == null ? null : params.value("boundary");
        if (boundary == null || boundary.isEmpty()) return null;
        if (boundary.length() > 1 && boundary.startsWith("\"")) boundary = boundary.substring(1, boundary.length() - 1);
        // one char per byte, so that binary parts keep their places
        String body = new String(message.body(), StandardCharsets.ISO_8859_1);
        String mark = "--" + boundary;
        int at = body.indexOf(mark);
        for (int part = 0; part < MOST_PARTS && at >= 0; part++) {
            int start = body.indexOf('\n', at);
            if (start < 0) return null;
            int end = body.indexOf(mark, start);
            if (end < 0) return null;
            int blank = body.indexOf("\r\n\r\n", start);
            if (blank >= 0 && blank < end) {
                String head = body.substring(start, blank).toLowerCase(Locale.ROOT);
                if (head.contains("content-type: " + type) || head.contains("content-type:" + type)) {
                    return new String(
                            body.substring(blank + 4, end).getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8);
                }
            }
            at = end;
        }
        return null;
    }
}
