package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one message from bytes. Lenient where RFC 4475 allows it (folding, compact forms, stray spaces, bare LF,
/// missing reason),
/// strict where leniency would be a hole. Never throws; every refusal has a reason to count.
final class SipParser {
    /// @param bytes   most bytes of one message
    /// @param headers most header rows
    /// @param line    most bytes of one row, folds included
    record Limits(int bytes, int headers, int line) {
        static final Limits DEFAULT = new Limits(32_768, 200, 8_192);
    }

    private static final Parsed KEEP_ALIVE = new Parsed.KeepAlive();
    private static final byte[] VERSION = {'S', 'I', 'P', '/', '2', '.', '0'};

    private final byte[] in;
    private final int end;
    private final Limits limits;
    private int at;

    private SipParser(byte[] in, int from, int end, Limits limits) {
        this.in = in;
        this.at = from;
        this.end = end;
        this.limits = limits;
    }

    /// Reads the message in `bytes[0, length)`.
    static Parsed parse(byte[] bytes, int length, Limits limits) {
        int from = 0;
        while (from < length && (bytes[from] == '\r' || bytes[from] == '\n' || bytes[from] == 0)) from++;
        if (from == length) return KEEP_ALIVE;
        if (length - from > limits.bytes) return refused(SipFault.TOO_LARGE, null);
        return new SipParser(bytes, from, length, limits).read();
    }

    private static Parsed refused(SipFault fault, SipMessage.@Nullable Builder partial) {
        return new Parsed.Refused(fault, partial == null ? null : partial.build());
    }

    private Parsed read() {
        int lineEnd = lineEnd(at);
        if (lineEnd < 0) return refused(SipFault.NOT_SIP, null);
        if (lineEnd - at > limits.line) return refused(SipFault.LINE_TOO_LONG, null);
        SipFault startFault = null;
        SipMessage.Builder message;
        if (startsWith(VERSION, at, lineEnd) && lineEnd > at + VERSION.length && in[at + VERSION.length] == ' ') {
            message = statusLine(lineEnd);
            if (message == null) return refused(SipFault.BAD_STATUS, null);
        } else {
            int firstSpace = find(' ', at, lineEnd);
            if (firstSpace <= at || !token(at, firstSpace)) return refused(SipFault.NOT_SIP, null);
            String method = text(at, firstSpace);
            int last = lineEnd;
            while (last > at && in[last - 1] == ' ') last--;
            int lastSpace = last;
            while (lastSpace > firstSpace && in[lastSpace - 1] != ' ') lastSpace--;
            if (last - lastSpace < 5 || !isSip(lastSpace)) return refused(SipFault.NOT_SIP, null);
            if (!(last - lastSpace == VERSION.length && sameVersion(lastSpace))) startFault = SipFault.BAD_VERSION;
            String between = text(firstSpace, lastSpace);
            String uri = Params.trimmed(between, 0, between.length());
            if (startFault == null && (uri.isEmpty() || uri.indexOf(' ') >= 0 || uri.indexOf('\t') >= 0)) {
                startFault = SipFault.BAD_START_LINE;
            }
            message = SipMessage.request(method, uri);
        }
        at = afterLine(lineEnd);
        return headers(message, startFault);
    }

    private SipMessage.@Nullable Builder statusLine(int lineEnd) {
        int from = at + VERSION.length + 1;
        int to = from;
        while (to < lineEnd && in[to] >= '0' && in[to] <= '9') to++;
        if (to - from != 3 || (to < lineEnd && in[to] != ' ')) return null;
        int status = Numbers.parse(text(from, to), 699);
        if (status < 100) return null;
        String reason = to < lineEnd ? new String(in, to + 1, lineEnd - to - 1, StandardCharsets.UTF_8) : "";
        return SipMessage.response(status, reason);
    }

    private Parsed headers(SipMessage.Builder message, @Nullable SipFault startFault) {
        SipFault fault = startFault;
        int count = 0;
        int contentLength = -1;
        while (true) {
            if (at >= end) {
                // no empty line: over UDP the header section is cut short
                return refused(fault == null ? SipFault.BAD_HEADER : fault, message);
            }
            int lineEnd = lineEnd(at);
            if (lineEnd < 0) return refused(fault == null ? SipFault.BAD_HEADER : fault, message);
            if (lineEnd == at) {
                at = afterLine(lineEnd);
                break;
            }
            int colon = find(':', at, lineEnd);
            int nameEnd = colon < 0 ? at : colon;
            while (nameEnd > at && in[nameEnd - 1] <= ' ') nameEnd--;
            int start = at;
            int valueStart = colon + 1;
            int valueEnd = lineEnd;
            at = afterLine(lineEnd);
            boolean folded = false;
            while (at < end && (in[at] == ' ' || in[at] == '\t')) {
                int next = lineEnd(at);
                if (next < 0) return refused(fault == null ? SipFault.BAD_HEADER : fault, message);
                valueEnd = next;
                at = afterLine(next);
                folded = true;
            }
            if (valueEnd - start > limits.line) return refused(SipFault.LINE_TOO_LONG, message);
            if (colon < 0 || nameEnd == start || !token(start, nameEnd)) {
                if (fault == null) fault = SipFault.BAD_HEADER;
                continue;
            }
            if (++count > limits.headers) return refused(SipFault.TOO_MANY_HEADERS, message);
            String name = HeaderNames.canonical(in, start, nameEnd);
            String value = folded ? unfold(valueStart, valueEnd) : trimmedText(valueStart, valueEnd);
            if (name.equals(HeaderNames.CONTENT_LENGTH)) {
                int length = Numbers.parse(value, Integer.MAX_VALUE);
                if ((length < 0 || (contentLength >= 0 && contentLength != length)) && fault == null) {
                    fault = SipFault.BAD_CONTENT_LENGTH;
                }
                contentLength = length;
            }
            message.addRaw(name, value);
        }
        int there = end - at;
        if (contentLength > there && fault == null) fault = SipFault.BAD_CONTENT_LENGTH;
        if (fault != null) return refused(fault, message);
        // without Content-Length the datagram's end is the body's end (RFC 3261 18.3); streams never get here without
        // one
        int length = contentLength < 0 ? there : contentLength;
        if (length > 0) message.rawBody(Arrays.copyOfRange(in, at, at + length));
        return new Parsed.Message(message.build());
    }

    private String unfold(int from, int to) {
        var out = new StringBuilder(to - from);
        String raw = new String(in, from, to - from, StandardCharsets.UTF_8);
        boolean breaking = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\r' || c == '\n') {
                int last = out.length();
                while (last > 0 && (out.charAt(last - 1) == ' ' || out.charAt(last - 1) == '\t')) last--;
                out.setLength(last);
                breaking = true;
            } else if (breaking && (c == ' ' || c == '\t')) {
                continue;
            } else {
                if (breaking && !out.isEmpty()) out.append(' ');
                breaking = false;
                out.append(c);
            }
        }
        return Params.trimmed(out.toString(), 0, out.length());
    }

    private String trimmedText(int from, int to) {
        while (from < to && in[from] >= 0 && in[from] <= ' ') from++;
        while (to > from && in[to - 1] >= 0 && in[to - 1] <= ' ') to--;
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    private String text(int from, int to) {
        return new String(in, from, to - from, StandardCharsets.UTF_8);
    }

    private boolean isSip(int from) {
        return in[from] == 'S' && in[from + 1] == 'I' && in[from + 2] == 'P' && in[from + 3] == '/';
    }

    private boolean sameVersion(int from) {
        return Arrays.equals(in, from, from + VERSION.length, VERSION, 0, VERSION.length);
    }

    private boolean startsWith(byte[] prefix, int from, int to) {
        return to - from >= prefix.length && Arrays.equals(in, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private boolean token(int from, int to) {
        for (int i = from; i < to; i++) {
            int c = in[i];
            boolean good = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || (c > ' ' && "-.!%*_+`'~".indexOf(c) >= 0);
            if (!good) return false;
        }
        return to > from;
    }

    private int find(char wanted, int from, int to) {
        for (int i = from; i < to; i++) if (in[i] == wanted) return i;
        return -1;
    }

    /// Index of the CR or LF that ends the line, -1 when the bytes end before.
    private int lineEnd(int from) {
        for (int i = from; i < end; i++) {
            byte b = in[i];
            if (b == '\n') return i;
            if (b == '\r') return i;
        }
        return -1;
    }

    private int afterLine(int lineEnd) {
        return in[lineEnd] == '\r' && lineEnd + 1 < end && in[lineEnd + 1] == '\n' ? lineEnd + 2 : lineEnd + 1;
    }
}
