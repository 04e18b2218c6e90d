package org.callosum.voice.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.callosum.voice.io.Counters;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// One handshake within the process, with ourselves. The first one costs some 0.4 s of class loading and compiling; a
/// browser that met it cold would be connected but mute. Run beside the start.
public final class Warmth {
    private Warmth() {}

    /// @return the keys both sides agreed on: what the client opens, what it protects
    /// @throws IllegalStateException if this Java cannot do the handshake at all
    public static Agreed handshake(DtlsIdentity identity, SrtpProfile profile) {
        var toClient = new ArrayBlockingQueue<byte[]>(64);
        var keys = new CompletableFuture<SrtpKeys[]>();
        var server = new DtlsSession(
                identity,
                identity.fingerprint(),
                (packet, length) -> toClient.offer(packet),
                new DtlsSession.Listener() {
                    @Override
                    public void agreed(SrtpKeys theirs, SrtpKeys ours) {
                        keys.complete(new SrtpKeys[] {theirs, ours});
                    }

                    @Override
                    public void failed(String why) {
                        keys.completeExceptionally(new IllegalStateException(why));
                    }

                    @Override
                    public void closed() {}
                },
                new Counters());
        server.start();
        try {
            var client = new Client(identity, profile);
            var transport = new DTLSClientProtocol().connect(client, new Pipe(server, toClient));
            var agreed = keys.get(10, TimeUnit.SECONDS);
            transport.close();
            return new Agreed(agreed[0], agreed[1]);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The key handshake with ourselves failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            server.close();
        }
    }

    /// @param client what the client protects with
    /// @param server what the server protects with
    public record Agreed(SrtpKeys client, SrtpKeys server) {}

    private record Pipe(DtlsSession server, ArrayBlockingQueue<byte[]> fromServer) implements DatagramTransport {
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
                var packet = fromServer.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
                if (packet == null) {
                    return -1;
                }
                var count = Math.min(length, packet.length);
                System.arraycopy(packet, 0, into, offset, count);
                return count;
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void send(byte[] packet, int offset, int length) {
            server.received(Arrays.copyOfRange(packet, offset, offset + length), length);
        }

        @Override
        public void close() {}
    }

    private static final class Client extends DefaultTlsClient {
        private final DtlsIdentity identity;
        private final SrtpProfile profile;

        Client(DtlsIdentity identity, SrtpProfile profile) {
            super(identity.crypto());
            this.identity = identity;
            this.profile = profile;
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
