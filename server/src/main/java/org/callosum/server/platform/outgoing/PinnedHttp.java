package org.callosum.server.platform.outgoing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 exchange (RFC 9112) on a connection of its own with an address that was chosen before,
/// which the JDK's client does not offer: it resolves the name a second time. The certificate is still
/// checked against the name. Nothing is followed, nothing is kept, and everything that is read has a
/// bound.
public final class PinnedHttp {
    /// Bytes of an answer's body.
    public static final int LONGEST = 65_536;

    private static final int LONGEST_HEAD = 16_384;

    private final SSLSocketFactory tls;

    /// @param target path and query, encoded
    /// @param body JSON to be sent, or null
    /// @param headers beside our own; whoever defines them has made sure that none holds an end of line
    public record Request(URI url, String method, String target, byte @Nullable [] body, Map<String, String> headers) {
        @Override
        public String toString() {
            return method + " " + url; // a header may be a secret
        }
    }

    public record Response(int status, byte[] body) {}

    public PinnedHttp(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /// @param deadlineNanos of [System#nanoTime()], for the whole exchange
    /// @throws IOException if there is no answer in time, or it is too long or not HTTP
    public Response exchange(Request request, InetAddress address, long deadlineNanos) throws IOException {
        var url = request.url();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(address, port), left(deadlineNanos));
            plain.setSoTimeout(left(deadlineNanos));
            try (Socket socket = secure ? secured(plain, url.getHost(), port) : plain) {
                socket.getOutputStream().write(written(request));
                socket.getOutputStream().flush();
                return read(new Timed(socket, deadlineNanos));
            }
        }
    }

    private static int left(long deadlineNanos) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis < 1) {
            throw new SocketTimeoutException("the step's time is over");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private SSLSocket secured(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] written(Request request) throws IOException {
        var url = request.url();
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost())
                .append("\r\nAccept: application/json\r\nUser-Agent: Callosum\r\nConnection: close\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        var body = request.body();
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (body != null) {
            bytes.write(body);
        }
        return bytes.toByteArray();
    }

    /// The socket's bytes, each waited for no longer than the exchange's deadline: a server that sends
    /// one byte a second does not get a new deadline with each.
    private static final class Timed extends InputStream {
        private final Socket socket;
        private final InputStream from;
        private final long deadlineNanos;

        Timed(Socket socket, long deadlineNanos) throws IOException {
            this.socket = socket;
            this.from = new BufferedInputStream(socket.getInputStream());
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public int read() throws IOException {
            socket.setSoTimeout(left(deadlineNanos));
            return from.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            socket.setSoTimeout(left(deadlineNanos));
            return from.read(to, offset, length);
        }
    }

    private static Response read(InputStream from) throws IOException {
        return read(from, new int[] {LONGEST_HEAD});
    }

    private static Response read(InputStream from, int[] room) throws IOException {
        var first = line(from, room);
        if (!first.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
            throw new IOException("what came back is not HTTP/1");
        }
        int status = Integer.parseInt(first.substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (var line = line(from, room); !line.isEmpty(); line = line(from, room)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        if (status < 200) {
            return read(from, room); // 100 Continue and its like come before the answer
        }
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return new Response(status, chunks(from, room));
        }
        var length = headers.get("content-length");
        if (length == null) {
            return new Response(status, bounded(from.readNBytes(LONGEST + 1)));
        }
        if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > LONGEST) {
            throw new IOException("the answer has more than %d bytes".formatted(LONGEST));
        }
        return new Response(status, exactly(from, Integer.parseInt(length)));
    }

    private static byte[] bounded(byte[] body) throws IOException {
        if (body.length > LONGEST) {
            throw new IOException("the answer has more than %d bytes".formatted(LONGEST));
        }
        return body;
    }

    private static byte[] exactly(InputStream from, int length) throws IOException {
        var bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer broke off");
        }
        return bytes;
    }

    private static byte[] chunks(InputStream from, int[] room) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = line(from, room).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9a-fA-F]{1,6}")) {
                throw new IOException("the answer's chunks cannot be read");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return body.toByteArray();
            }
            if (length > LONGEST - body.size()) {
                throw new IOException("the answer has more than %d bytes".formatted(LONGEST));
            }
            body.write(exactly(from, length));
            line(from, room);
        }
    }

    /// @param room bytes that lines may still take, all together
    private static String line(InputStream from, int[] room) throws IOException {
        var line = new ByteArrayOutputStream(64);
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                throw new EOFException("the answer broke off");
            }
            if (room[0]-- <= 0) {
                throw new IOException("the answer's head has more than %d bytes".formatted(LONGEST_HEAD));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
