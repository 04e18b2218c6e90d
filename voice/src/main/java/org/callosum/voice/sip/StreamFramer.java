package org.callosum.voice.sip;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a byte stream into messages by Content-Length (RFC 3261 section 18.3), however the bytes are split. Holds at
/// most one message.
/// After a fault the stream has lost its rhythm and must be closed.
final class StreamFramer {
    /// Receives what was found.
    interface Sink {
        void message(byte[] bytes);

        /// A double line end between messages, to be answered by a single one (RFC 5626 section 4.4.1).
        void ping();
    }

    private static final byte[] LONG_NAME = {'c', 'o', 'n', 't', 'e', 'n', 't', '-', 'l', 'e', 'n', 'g', 't', 'h'};

    private final int most;
    private byte[] buffer = new byte[2_048];
    private int length;
    private int scanned;
    private int headEnd = -1;
    private int total = -1;
    private int lineEnds;
    private @Nullable SipFault fault;

    StreamFramer(int mostBytes) {
        this.most = mostBytes;
    }

    /// @return null while all is well, else why the stream must be closed
    @Nullable
    SipFault feed(byte[] in, int from, int to, Sink sink) {
        int at = from;
        while (at < to && fault == null) {
            if (length == 0) {
                byte b = in[at];
                if (b == '\r' || b == '\n') {
                    if (b == '\n' && ++lineEnds == 2) {
                        lineEnds = 0;
                        sink.ping();
                    }
                    at++;
                    continue;
                }
                lineEnds = 0;
            }
            int wanted = total < 0 ? to - at : Math.min(to - at, total - length);
            wanted = Math.min(wanted, most + 1 - length);
            if (wanted <= 0) return fault = SipFault.TOO_LARGE;
            append(in, at, wanted);
            at += wanted;
            int surplus = progress();
            if (fault != null) return fault;
            if (total >= 0 && length >= total) {
                sink.message(Arrays.copyOf(buffer, total));
                reset();
                at -= surplus;
            } else if (length > most) {
                return fault = SipFault.TOO_LARGE;
            }
        }
        return fault;
    }

    /// Bytes held of an unfinished message.
    int held() {
        return length;
    }

    private void append(byte[] in, int from, int count) {
        if (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(most + 1, Math.max(buffer.length * 2, length + count)));
        }
        System.arraycopy(in, from, buffer, length, count);
        length += count;
    }

    /// Looks for the end of the headers; returns how many bytes behind the message were taken in too.
    private int progress() {
        if (headEnd < 0) {
            headEnd = findHeadEnd();
            if (headEnd < 0) return 0;
            int body = contentLength();
            if (body < 0) {
                fault = SipFault.BAD_CONTENT_LENGTH;
                return 0;
            }
            if (body > most - headEnd) {
                fault = SipFault.TOO_LARGE;
                return 0;
            }
            total = headEnd + body;
        }
        return Math.max(0, length - total);
    }

    private int findHeadEnd() {
        for (int i = Math.max(0, scanned); i < length; i++) {
            if (buffer[i] != '\n') continue;
            int next = i + 1;
            if (next < length && buffer[next] == '\n') return next + 1;
            if (next + 1 < length && buffer[next] == '\r' && buffer[next + 1] == '\n') return next + 2;
        }
        // the last three bytes may be the first part of the end
        scanned = Math.max(0, length - 3);
        return -1;
    }

    /// The length announced; -1 when there is none, it is no number, or two differ: where the next message begins would
    /// be a guess.
    private int contentLength() {
        int found = -1;
        int line = 0;
        while (line < headEnd) {
            int end = line;
            while (end < headEnd && buffer[end] != '\n') end++;
            int colon = line;
            while (colon < end && buffer[colon] != ':') colon++;
            if (colon < end && isContentLength(line, colon)) {
                int start = colon + 1;
                // a folded value continues on the next line
                while (end + 1 < headEnd && (buffer[end + 1] == ' ' || buffer[end + 1] == '\t')) {
                    end++;
                    while (end < headEnd && buffer[end] != '\n') end++;
                }
                int value = Numbers.parse(
                        new String(buffer, start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1).strip(),
                        Integer.MAX_VALUE);
                if (value < 0 || (found >= 0 && found != value)) return -1;
                found = value;
            }
            line = end + 1;
        }
        return found;
    }

    private boolean isContentLength(int from, int colon) {
        int to = colon;
        while (to > from && (buffer[to - 1] == ' ' || buffer[to - 1] == '\t')) to--;
        if (to - from == 1) return (buffer[from] | 0x20) == 'l';
        if (to - from != LONG_NAME.length) return false;
        for (int i = 0; i < LONG_NAME.length; i++) {
            int b = buffer[from + i];
            if (b >= 'A' && b <= 'Z') b |= 0x20;
            if (b != LONG_NAME[i]) return false;
        }
        return true;
    }

    private void reset() {
        length = 0;
        scanned = 0;
        headEnd = -1;
        total = -1;
        if (buffer.length > 8_192) buffer = new byte[2_048];
    }
}
