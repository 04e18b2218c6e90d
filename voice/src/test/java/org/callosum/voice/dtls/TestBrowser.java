package org.callosum.voice.dtls;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.Randomness;
import org.callosum.voice.media.G711;
import org.callosum.voice.media.Goertzel;
import org.callosum.voice.rtp.RtpPacket;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.callosum.voice.srtp.SrtpReceiver;
import org.callosum.voice.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// What a browser does on the wire, over a real socket: checks, key handshake, a hummed tone, an ear.
public final class TestBrowser implements AutoCloseable {
    private final DtlsIdentity identity = DtlsIdentity.make(new Randomness(), System.currentTimeMillis());
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final ArrayBlockingQueue<byte[]> dtls = new ArrayBlockingQueue<>(100);
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final SrtpProfile profile;
    private final double hertz;
    private final short[] ear = new short[1_600];
    private int heard;
    private @Nullable SrtpReceiver opens;
    private @Nullable SrtpSender protects;
    private @Nullable InetSocketAddress server;
    private @Nullable DTLSTransport transport;
    private int sequence;

    public TestBrowser(SrtpProfile profile, double hertz) throws IOException {
        this.profile = profile;
        this.hertz = hertz;
    }

    public String offer() {
        return offer(identity.fingerprint());
    }

    public String offer(String fingerprint) {
        return """
                v=0
                o=- 1 2 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE 0
                m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126
                c=IN IP4 0.0.0.0
                a=ice-ufrag:abcd
                a=ice-pwd:abcdefghijklmnopqrstuvwx
                a=fingerprint:sha-256 %s
                a=setup:actpass
                a=mid:0
                a=sendrecv
                a=rtcp-mux
                a=rtpmap:111 opus/48000/2
                a=rtpmap:0 PCMU/8000
                a=rtpmap:8 PCMA/8000
                a=rtpmap:126 telephone-event/8000
                """.formatted(fingerprint).replace("\n", "\r\n");
    }

    private static String find(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }

    /// Checks until the socket is closed, agrees on keys, and hums.
    public void connect(String answer) throws IOException {
        var password = find("a=ice-pwd:(\\S+)", answer);
        var check = check(find("a=ice-ufrag:(\\S+)", answer) + ":abcd", password);
        var port = Integer.parseInt(find("a=candidate:\\d+ 1 udp \\d+ 127.0.0.1 (\\d+)", answer));
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = to;
        Thread.ofVirtual().start(this::read);
        clock.scheduleAtFixedRate(() -> send(check, check.length), 0, 500, TimeUnit.MILLISECONDS);
        var client = new Client();
        transport = new DTLSClientProtocol().connect(client, new Datagrams());
        clock.scheduleAtFixedRate(this::hum, 0, 20, TimeUnit.MILLISECONDS);
    }

    private static byte[] check(String user, String password) {
        try {
            var out = ByteBuffer.allocate(200);
            out.putShort((short) 1).putShort((short) 0).putInt(0x2112_a442).put(new byte[12]);
            var name = user.getBytes(StandardCharsets.UTF_8);
            out.putShort((short) 6).putShort((short) name.length).put(name);
            while (out.position() % 4 != 0) {
                out.put((byte) 0);
            }
            out.putShort((short) 0x25).putShort((short) 0);
            out.putShort(2, (short) (out.position() - 20 + 24));
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(out.array(), 0, out.position());
            out.putShort((short) 8).putShort((short) 20).put(mac.doFinal());
            out.putShort(2, (short) (out.position() - 20 + 8));
            var crc = new CRC32();
            crc.update(out.array(), 0, out.position());
            out.putShort((short) 0x8028).putShort((short) 4).putInt((int) crc.getValue() ^ 0x5354_554e);
            return Arrays.copyOf(out.array(), out.position());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void send(byte[] packet, int length) {
        try {
            socket.send(new DatagramPacket(packet, length, server));
        } catch (IOException e) {
            clock.shutdown(); // closed
        }
    }

    private synchronized void hum() {
        var sender = protects;
        if (sender == null) {
            return;
        }
        var packet = new byte[200];
        packet[0] = (byte) 0x80;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        RtpPacket.putInt32(packet, 4, 160 * sequence);
        RtpPacket.putInt32(packet, 8, 4_711);
        for (var i = 0; i < 160; i++) {
            var turn = 2 * Math.PI * hertz * (160 * sequence + i) / 8_000;
            packet[12 + i] = G711.toMuLaw((short) (9_000 * Math.sin(turn)));
        }
        sequence++;
        send(packet, sender.rtp(packet, 172));
    }

    private void read() {
        var packet = new byte[2_000];
        try {
            while (true) {
                var in = new DatagramPacket(packet, packet.length);
                socket.receive(in);
                var first = packet[0] & 0xff;
                if (first >= 20 && first <= 63) {
                    dtls.offer(Arrays.copyOf(packet, in.getLength()));
                } else if (first >= 128 && !RtpPacket.isRtcp(packet)) {
                    listen(packet, in.getLength());
                }
            }
        } catch (IOException e) {
            dtls.clear(); // closed
        }
    }

    private synchronized void listen(byte[] packet, int length) {
        var receiver = opens;
        if (receiver != null && receiver.rtp(packet, length) == 172) {
            for (var i = 0; i < 160; i++) {
                ear[heard++ % ear.length] = G711.fromMuLaw(packet[12 + i]);
            }
            notifyAll();
        }
    }

    /// Waits until a tenth of a second is mostly this tone.
    public synchronized void awaitTone(double wanted) throws InterruptedException {
        var deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            if (heard >= ear.length && Goertzel.share(ear, 0, 800, wanted) > 0.9) {
                return;
            }
            wait(1_000);
        }
        throw new AssertionError("No tone of " + wanted + " Hz among " + heard + " samples heard");
    }

    @Override
    public void close() throws IOException {
        var running = transport;
        if (running != null) {
            running.close(); // tells the server goodbye
        }
        clock.shutdownNow();
        socket.close();
    }

    private final class Datagrams implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return 1_500;
        }

        @Override
        public int getSendLimit() {
            return 1_200;
        }

        @Override
        public int receive(byte[] into, int offset, int length, int waitMillis) throws IOException {
            try {
                var packet = dtls.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
                if (packet == null) {
                    return -1;
                }
                System.arraycopy(packet, 0, into, offset, packet.length);
                return packet.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void send(byte[] packet, int offset, int length) {
            TestBrowser.this.send(Arrays.copyOfRange(packet, offset, offset + length), length);
        }

        @Override
        public void close() {}
    }

    private final class Client extends DefaultTlsClient {
        Client() {
            super(identity.crypto());
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.DTLSv12.only();
        }

        @Override
        @SuppressWarnings({"rawtypes", "JdkObsolete", "unchecked"}) // Bouncy Castle's signature
        public Hashtable getClientExtensions() throws IOException {
            var extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(new int[] {profile.dtlsNumber()}, TlsUtils.EMPTY_BYTES));
            return extensions;
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            var salt = profile.saltLength();
            var all = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (16 + salt));
            var ours = new SrtpKeys(profile, Arrays.copyOf(all, 16), Arrays.copyOfRange(all, 32, 32 + salt));
            var theirs = new SrtpKeys(
                    profile, Arrays.copyOfRange(all, 16, 32), Arrays.copyOfRange(all, 32 + salt, 32 + 2 * salt));
            synchronized (TestBrowser.this) {
                protects = new SrtpSender(ours);
                opens = new SrtpReceiver(theirs, new Counters());
            }
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {}

                @Override
                public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                    return identity.signer(context);
                }
            };
        }
    }
}
