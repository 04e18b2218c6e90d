package org.callosum.voice.sip;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A name server on a free UDP port of loopback that knows what a test tells it (RFC 1035, 2782, 3403).
final class TinyDns implements AutoCloseable {
    private static final int A = 1;
    private static final int SRV = 33;
    private static final int NAPTR = 35;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    TinyDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("tiny-dns").start(this::serve);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    TinyDns host(String name, String address) throws IOException {
        return add(name, A, InetAddress.getByName(address).getAddress());
    }

    TinyDns service(String name, int priority, int weight, int port, String target) throws IOException {
        return add(name, SRV, bytes(out -> {
            out.writeShort(priority);
            out.writeShort(weight);
            out.writeShort(port);
            name(out, target);
        }));
    }

    TinyDns pointer(String domain, int order, int preference, String service, String replacement) throws IOException {
        return add(domain, NAPTR, bytes(out -> {
            out.writeShort(order);
            out.writeShort(preference);
            text(out, "s");
            text(out, service);
            text(out, "");
            name(out, replacement);
        }));
    }

    private TinyDns add(String name, int type, byte[] data) {
        records.computeIfAbsent(name + " " + type, _ -> new CopyOnWriteArrayList<>())
                .add(data);
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[2_048];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] answer = answer(buffer, packet.getLength());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] query, int length) throws IOException {
        var name = new StringBuilder();
        int at = 12;
        while (query[at] != 0) {
            if (!name.isEmpty()) name.append('.');
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += query[at] + 1;
        }
        int type = (query[at + 1] & 0xff) << 8 | query[at + 2] & 0xff;
        int questionEnd = at + 5;
        asked.add(name + " " + type);
        var found = records.getOrDefault(name + " " + type, List.of());
        boolean known = !found.isEmpty() || records.keySet().stream().anyMatch(each -> each.startsWith(name + " "));
        return bytes(out -> {
            out.write(query, 0, 2);
            out.writeShort(0x8580 | (known ? 0 : NO_SUCH_NAME));
            out.writeShort(1);
            out.writeShort(found.size());
            out.writeInt(0);
            out.write(query, 12, questionEnd - 12);
            for (byte[] data : found) {
                out.writeShort(0xc00c);
                out.writeShort(type);
                out.writeShort(1);
                out.writeInt(60);
                out.writeShort(data.length);
                out.write(data);
            }
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) throws IOException {
        var bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        for (String label : name.split("\\.")) text(out, label);
        out.writeByte(0);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
