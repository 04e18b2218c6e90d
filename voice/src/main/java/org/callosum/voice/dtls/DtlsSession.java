package org.callosum.voice.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.callosum.voice.io.Counters;
import org.callosum.voice.srtp.SrtpKeys;

/// The key handshake with one browser, and afterwards the watch for its goodbye.
///
/// Bouncy Castle blocks while it waits, so each session has a virtual thread; datagrams come to it through a queue
/// of 64 copies, and what does not fit is dropped and counted, as on the network.
public final class DtlsSession {
    /// Called on the session's own thread.
    public interface Listener {
        /// @param theirs opens what the browser sends
        /// @param ours protects what we send
        void agreed(SrtpKeys theirs, SrtpKeys ours);

        /// The handshake failed; no keys will come.
        void failed(String why);

        /// The browser closed the session.
        void closed();
    }

    /// Sends a datagram to the browser's current address.
    @FunctionalInterface
    public interface Wire {
        void send(byte[] packet, int length);
    }

    private static final int QUEUE = 64;
    private static final int LARGEST = 1_500;
    private static final int SEND_LIMIT = 1_200;
    private static final int WATCH_MILLIS = 5_000;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> incoming = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean started = new AtomicBoolean();
    private final DtlsIdentity identity;
    private final String fingerprint;
    private final Wire wire;
    private final Listener listener;
    private final LongAdder dropped;
    private final LongAdder failed;
    private volatile boolean over;

    /// @param fingerprint SHA-256 of the browser's certificate, from its description
    public DtlsSession(DtlsIdentity identity, String fingerprint, Wire wire, Listener listener, Counters counters) {
        this.identity = identity;
        this.fingerprint = fingerprint;
        this.wire = wire;
        this.listener = listener;
        this.dropped = counters.of("dtls.queue-full");
        this.failed = counters.of("dtls.handshake-failed");
    }

    /// Starts the handshake; later calls do nothing.
    public void start() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("dtls").start(this::run);
        }
    }

    /// A datagram for this session; copied.
    public void received(byte[] packet, int length) {
        if (length > LARGEST || !incoming.offer(Arrays.copyOf(packet, length))) {
            dropped.increment();
        }
    }

    /// Ends the session; the browser is told.
    public void close() {
        over = true;
        incoming.clear();
        incoming.offer(END);
    }

    private void run() {
        var server = new DtlsServer(identity, fingerprint, this::peerClosed);
        DTLSTransport transport;
        try {
            transport = new DTLSServerProtocol().accept(server, new Datagrams());
        } catch (IOException | RuntimeException e) {
            if (!over) {
                failed.increment();
                listener.failed(String.valueOf(e.getMessage()));
            }
            return;
        }
        var theirs = server.clientKeys();
        var ours = server.serverKeys();
        if (theirs == null || ours == null) {
            failed.increment();
            listener.failed("no SRTP keys were agreed");
            return;
        }
        listener.agreed(theirs, ours);
        watch(transport);
    }

    private void watch(DTLSTransport transport) {
        var nothing = new byte[LARGEST];
        try {
            while (!over) {
                transport.receive(nothing, 0, nothing.length, WATCH_MILLIS);
            }
            transport.close();
        } catch (IOException | RuntimeException e) {
            peerClosed(); // a fatal alert: there will be no more signals from this browser
        }
    }

    private void peerClosed() {
        if (!over) {
            over = true;
            listener.closed();
        }
    }

    private final class Datagrams implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return LARGEST;
        }

        @Override
        public int getSendLimit() {
            return SEND_LIMIT;
        }

        @Override
        public int receive(byte[] into, int offset, int length, int waitMillis) throws IOException {
            if (over) {
                throw new IOException("the session was closed");
            }
            try {
                var packet = waitMillis == 0
                        ? incoming.poll(1, TimeUnit.HOURS)
                        : incoming.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (packet == null || packet == END) {
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
            wire.send(Arrays.copyOfRange(packet, offset, offset + length), length);
        }

        @Override
        public void close() {} // a failed handshake closes this too, and has to be told as failed
    }
}
