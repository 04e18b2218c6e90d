package org.callosum.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A SIP request or response: start line, header rows in their order, body. Values are unfolded and trimmed, otherwise
/// as received.
///
/// Unchanging once built; the parsed views (`from()`, `topVia()` …) are made on first use by the thread that owns the
/// message.
public final class SipMessage {
    private static final byte[] NO_BODY = new byte[0];

    private final String method;
    private final String requestUri;
    private final int status;
    private final String reason;
    private final List<String> names;
    private final List<String> values;
    private final byte[] body;

    private @Nullable Via topVia;
    private @Nullable NameAddr from;
    private @Nullable NameAddr to;
    private String cseqMethod = "";
    private int cseqNumber = -1;

    private SipMessage(
            String method,
            String requestUri,
            int status,
            String reason,
            List<String> names,
            List<String> values,
            byte[] body) {
        this.method = method;
        this.requestUri = requestUri;
        this.status = status;
        this.reason = reason;
        this.names = names;
        this.values = values;
        this.body = body;
    }

    /// Starts a request; header rows keep the order in which they are added.
    public static Builder request(String method, String requestUri) {
        return new Builder(method, requestUri, 0, "");
    }

    /// Starts a response.
    public static Builder response(int status, String reason) {
        return new Builder("", "", status, reason);
    }

    public boolean isRequest() {
        return status == 0;
    }

    /// The request's method; for a response the method of its CSeq.
    public String method() {
        return isRequest() ? method : cseqMethod();
    }

    public String requestUri() {
        return requestUri;
    }

    /// 100 to 699, or 0 for a request.
    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    /// The first row with this name, null when there is none.
    public @Nullable String header(String name) {
        for (int i = 0; i < names.size(); i++) if (names.get(i).equalsIgnoreCase(name)) return values.get(i);
        return null;
    }

    /// All rows with this name, in order.
    public List<String> headers(String name) {
        List<String> found = null;
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                if (found == null) found = new ArrayList<>(4);
                found.add(values.get(i));
            }
        }
        return found == null ? List.of() : found;
    }

    /// All elements of a comma-separated header over all its rows, in order.
    public List<String> elements(String name) {
        var found = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) if (names.get(i).equalsIgnoreCase(name)) split(values.get(i), found);
        return found;
    }

    /// True when a comma-separated token list contains `token` (without case).
    public boolean lists(String name, String token) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equalsIgnoreCase(name)) continue;
            for (String each : split(values.get(i), new ArrayList<>())) if (each.equalsIgnoreCase(token)) return true;
        }
        return false;
    }

    /// Names of headers that start with these letters, in lower case, each once, in their order.
    ///
    /// @param prefix in lower case
    public List<String> namesStarting(String prefix) {
        var found = new LinkedHashSet<String>();
        for (int i = 0; i < headerCount(); i++) {
            var name = nameAt(i).toLowerCase(Locale.ROOT);
            if (name.startsWith(prefix)) {
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    int headerCount() {
        return names.size();
    }

    String nameAt(int index) {
        return names.get(index);
    }

    String valueAt(int index) {
        return values.get(index);
    }

    public byte[] body() {
        return body.clone();
    }

    public int bodyLength() {
        return body.length;
    }

    /// The body as UTF-8 text, `""` when there is none.
    public String bodyText() {
        return body.length == 0 ? "" : new String(body, StandardCharsets.UTF_8);
    }

    /// The media type in lower case without parameters, `""` when absent.
    public String contentType() {
        String value = header(HeaderNames.CONTENT_TYPE);
        if (value == null) return "";
        int end = value.indexOf(';');
        return Params.trimmed(value, 0, end < 0 ? value.length() : end).toLowerCase(java.util.Locale.ROOT);
    }

    /// The session description carried, also when it is one part of a multipart body; null when there is none.
    public @Nullable String sdp() {
        if (body.length == 0) return null;
        String type = contentType();
        if (type.equals("application/sdp") || type.isEmpty()) return bodyText();
        return type.startsWith("multipart/") ? Multipart.part(this, "application/sdp") : null;
    }

    public @Nullable NameAddr from() {
        if (from == null) {
            String value = header(HeaderNames.FROM);
            from = value == null ? null : NameAddr.parse(value);
        }
        return from;
    }

    public @Nullable NameAddr to() {
        if (to == null) {
            String value = header(HeaderNames.TO);
            to = value == null ? null : NameAddr.parse(value);
        }
        return to;
    }

    /// The tag of From, `""` when there is none (RFC 2543 peers).
    String fromTag() {
        NameAddr address = from();
        String tag = address == null ? null : address.tag();
        return tag == null ? "" : tag;
    }

    /// The tag of To, `""` when there is none.
    String toTag() {
        NameAddr address = to();
        String tag = address == null ? null : address.tag();
        return tag == null ? "" : tag;
    }

    public String callId() {
        String value = header(HeaderNames.CALL_ID);
        return value == null ? "" : value;
    }

    @Nullable
    Via topVia() {
        if (topVia == null) {
            String row = header(HeaderNames.VIA);
            if (row != null) topVia = Via.parse(firstElement(row));
        }
        return topVia;
    }

    /// The number of CSeq, -1 when missing or out of range.
    int cseqNumber() {
        readCseq();
        return cseqNumber;
    }

    String cseqMethod() {
        readCseq();
        return cseqMethod;
    }

    private void readCseq() {
        if (cseqNumber >= 0) return;
        String value = header(HeaderNames.CSEQ);
        if (value == null) return;
        int end = 0;
        while (end < value.length() && value.charAt(end) > ' ') end++;
        int number = Numbers.parse(value.substring(0, end), Integer.MAX_VALUE);
        if (number < 0) return;
        cseqNumber = number;
        cseqMethod = Params.trimmed(value, end, value.length());
    }

    /// The first Contact, null when there is none readable.
    public @Nullable NameAddr contact() {
        String row = header(HeaderNames.CONTACT);
        return row == null ? null : NameAddr.parse(firstElement(row));
    }

    /// The first element of a comma-separated row.
    static String firstElement(String row) {
        int end = elementEnd(row, 0);
        return end == row.length() ? row : row.substring(0, end);
    }

    /// Splits at commas that stand outside quotes and angle brackets; empty elements are left out.
    static List<String> split(String row, List<String> into) {
        int at = 0;
        while (at < row.length()) {
            int end = elementEnd(row, at);
            String element = Params.trimmed(row, at, end);
            if (!element.isEmpty()) into.add(element);
            at = end + 1;
        }
        return into;
    }

    static int elementEnd(String row, int from) {
        boolean bracket = false;
        for (int i = from; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == '"' && !bracket) {
                int close = Params.closingQuote(row, i, row.length());
                if (close < 0) return row.length();
                i = close;
            } else if (c == '<') bracket = true;
            else if (c == '>') bracket = false;
            else if (c == ',' && !bracket) return i;
        }
        return row.length();
    }

    /// The bytes to send. Content-Length is always written, from the body.
    public byte[] toBytes() {
        var out = new StringBuilder(512);
        if (isRequest()) out.append(method).append(' ').append(requestUri).append(" SIP/2.0\r\n");
        else out.append("SIP/2.0 ").append(status).append(' ').append(reason).append("\r\n");
        for (int i = 0; i < names.size(); i++) {
            out.append(names.get(i)).append(": ").append(values.get(i)).append("\r\n");
        }
        out.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] head = out.toString().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0) return head;
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /// A copy to change: for repeats of a request with credentials and the like.
    Builder edit() {
        var copy = new Builder(method, requestUri, status, reason);
        copy.names.addAll(names);
        copy.values.addAll(values);
        copy.body = body;
        return copy;
    }

    @Override
    public String toString() {
        return isRequest() ? method + " " + requestUri : status + " " + reason;
    }

    /// Collects a message. Values with line breaks are refused: they would forge headers.
    public static final class Builder {
        private final String method;
        private String requestUri;
        private final int status;
        private final String reason;
        private final ArrayList<String> names = new ArrayList<>(20);
        private final ArrayList<String> values = new ArrayList<>(20);
        private byte[] body = NO_BODY;

        private Builder(String method, String requestUri, int status, String reason) {
            this.method = method;
            this.requestUri = requestUri;
            this.status = status;
            this.reason = reason;
        }

        public Builder uri(String changed) {
            requestUri = changed;
            return this;
        }

        /// Appends a row; Content-Length is dropped, because [SipMessage#toBytes] writes the true one.
        ///
        /// @throws IllegalArgumentException when name or value holds a line break
        public Builder add(String name, String value) {
            refuseBreaks(name);
            refuseBreaks(value);
            return addRaw(name, value);
        }

        Builder addRaw(String name, String value) {
            if (name.equals(HeaderNames.CONTENT_LENGTH)) return this;
            names.add(name);
            values.add(value);
            return this;
        }

        Builder addFirst(String name, String value) {
            names.addFirst(name);
            values.addFirst(value);
            return this;
        }

        /// Replaces the first row with this name, or appends one.
        public Builder set(String name, String value) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).equalsIgnoreCase(name)) {
                    refuseBreaks(value);
                    values.set(i, value);
                    return this;
                }
            }
            return add(name, value);
        }

        public Builder remove(String name) {
            for (int i = names.size() - 1; i >= 0; i--) {
                if (names.get(i).equalsIgnoreCase(name)) {
                    names.remove(i);
                    values.remove(i);
                }
            }
            return this;
        }

        public Builder body(String contentType, String text) {
            remove(HeaderNames.CONTENT_TYPE);
            if (!text.isEmpty()) add(HeaderNames.CONTENT_TYPE, contentType);
            body = text.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        Builder rawBody(byte[] bytes) {
            body = bytes.length == 0 ? NO_BODY : bytes;
            return this;
        }

        public SipMessage build() {
            return new SipMessage(method, requestUri, status, reason, names, values, body);
        }

        private static void refuseBreaks(String text) {
            if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("A SIP header may not hold a line break: " + text);
            }
        }
    }
}
