package org.callosum.voice.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// TCP and TLS connections: each has a virtual thread that reads and frames and one that writes, so that a slow peer
/// delays nobody.
/// Bounded in connections, connections per source, bytes waiting per connection, and idle time.
final class Streams {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int HANDSHAKE_MILLIS = 10_000;
    private static final byte[] PONG = {'\r', '\n'};

    /// Where framed messages and losses go; called on the connections' threads, may block to slow them down.
    interface Inbox {
        void message(byte[] bytes, Peer source);

        /// @param why in words
        void lost(Peer peer, String why);
    }

    /// @param name whom a certificate was checked for; null finds any connection to the address
    private record Key(
            Transport transport,
            InetSocketAddress remote,
            @Nullable String name) {}

    private final SipSettings settings;
    private final SipCounters counters;
    private final Inbox inbox;
    private final Map<Long, Connection> byId = new ConcurrentHashMap<>();
    private final Map<Key, Connection> byRemote = new ConcurrentHashMap<>();
    private final Map<InetAddress, AtomicInteger> perSource = new ConcurrentHashMap<>();
    private final Map<ServerSocket, Transport> listeners = new ConcurrentHashMap<>();
    private final AtomicLong nextId;
    private volatile boolean closed;

    Streams(SipSettings settings, SipCounters counters, long firstId, Inbox inbox) {
        this.settings = settings;
        this.counters = counters;
        this.inbox = inbox;
        this.nextId = new AtomicLong(firstId);
    }

    /// Listens; the bound address tells the port when 0 was asked.
    InetSocketAddress listen(Transport transport, InetSocketAddress address) throws IOException {
        ServerSocket server;
        SSLContext context = settings.tlsContext();
        if (transport == Transport.TLS && context != null) {
            server = context.getServerSocketFactory().createServerSocket();
            if (server instanceof SSLServerSocket tls) tls.setWantClientAuth(false);
        } else {
            server = new ServerSocket();
        }
        server.setReuseAddress(true);
        server.bind(address, 512);
        listeners.put(server, transport);
        Thread.ofVirtual().name("sip-accept-" + transport).start(() -> accept(server, transport));
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept(ServerSocket server, Transport transport) {
        while (!closed) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (IOException failed) {
                if (closed || server.isClosed()) return;
                counters.count(SipCounter.CONNECTIONS_REFUSED);
                continue;
            }
            var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
            AtomicInteger mine = perSource.computeIfAbsent(remote.getAddress(), _ -> new AtomicInteger());
            if (byId.size() >= settings.maxConnections()
                    || mine.incrementAndGet() > settings.maxConnectionsPerSource()) {
                release(remote.getAddress());
                counters.count(SipCounter.CONNECTIONS_REFUSED);
                quietly(socket);
                continue;
            }
            var connection = new Connection(new Peer(transport, remote, 0), socket, true);
            connection.begin();
        }
    }

    private void release(InetAddress source) {
        perSource.computeIfPresent(source, (_, count) -> count.decrementAndGet() <= 0 ? null : count);
    }

    /// Queues bytes on the connection the peer came by, else on one to its address, else on a new one.
    void send(Peer peer, byte[] bytes) {
        Connection connection = byId.get(peer.channel());
        if (connection == null) connection = byRemote.get(key(peer));
        if (connection == null) {
            if (byId.size() >= settings.maxConnections() || closed) {
                counters.count(SipCounter.CONNECTIONS_REFUSED);
                inbox.lost(peer, "too many connections are open");
                return;
            }
            connection = new Connection(peer, null, false);
            connection.begin();
        }
        connection.queue(bytes);
    }

    /// A name has to be on the certificate, so its connection is no other name's. A number has none to prove: any open
    /// connection to it serves, whose certificate was checked when it was opened.
    private Key key(Peer peer) {
        String name = peer.name();
        boolean number = name == null || Resolver.literal(name) != null;
        var any = new Key(peer.transport(), peer.address(), null);
        return peer.transport() != Transport.TLS || number ? any : new Key(peer.transport(), peer.address(), name);
    }

    int open() {
        return byId.size();
    }

    void close() {
        closed = true;
        listeners.keySet().forEach(each -> {
            try {
                each.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
        });
        byId.values().forEach(each -> each.close("the endpoint closed"));
    }

    private static void quietly(@Nullable Socket socket) {
        if (socket == null) return;
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
    }

    private final class Connection implements StreamFramer.Sink {
        private final long id = nextId.getAndIncrement();
        private final Peer peer;
        private final boolean accepted;
        private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
        private final AtomicInteger waitingBytes = new AtomicInteger();
        private volatile @Nullable Socket socket;
        private volatile boolean over;
        private volatile @Nullable Thread writer;

        Connection(Peer to, @Nullable Socket socket, boolean accepted) {
            this.peer = new Peer(to.transport(), to.address(), id, to.name());
            this.socket = socket;
            this.accepted = accepted;
        }

        void begin() {
            byId.put(id, this);
            byRemote.put(key(peer), this);
            byRemote.putIfAbsent(new Key(peer.transport(), peer.address(), null), this);
            counters.count(SipCounter.CONNECTIONS_OPENED);
            writer = Thread.ofVirtual().name("sip-write-" + id).start(this::write);
        }

        void queue(byte[] bytes) {
            if (over) {
                inbox.lost(peer, "the connection is closed");
                return;
            }
            if (waitingBytes.addAndGet(bytes.length) > settings.maxQueuedBytes()) {
                counters.count(SipCounter.CONNECTION_OVERFLOW);
                close("too much waits to be sent");
                return;
            }
            waiting.add(bytes);
        }

        private void write() {
            try {
                Socket open = socket;
                if (open == null) {
                    open = connect();
                    socket = open;
                }
                if (over) {
                    quietly(open);
                    return;
                }
                open.setTcpNoDelay(true);
                if (open instanceof SSLSocket tls) {
                    tls.setSoTimeout(HANDSHAKE_MILLIS);
                    tls.startHandshake();
                }
                open.setSoTimeout(settings.idleConnectionSeconds() * 1_000);
                Socket readable = open;
                Thread.ofVirtual().name("sip-read-" + id).start(() -> read(readable));
                var out = open.getOutputStream();
                while (!over) {
                    byte[] next = waiting.take();
                    out.write(next);
                    waitingBytes.addAndGet(-next.length);
                    if (waiting.isEmpty()) out.flush();
                }
            } catch (SSLException refused) {
                counters.count(SipCounter.TLS_REFUSED);
                close(accepted ? "TLS failed: " + refused.getMessage() : TlsTrouble.explain(peer, refused));
            } catch (IOException failed) {
                close("no connection: " + failed.getMessage());
            } catch (InterruptedException ended) {
                close("the connection was closed");
            }
        }

        private Socket connect() throws IOException {
            SSLContext context = settings.tlsContext();
            var plain = new Socket();
            try {
                plain.connect(peer.address(), CONNECT_MILLIS);
                if (peer.transport() != Transport.TLS) return plain;
                if (context == null) throw new IOException("TLS needs a certificate of our own");
                String name = peer.name();
                String host = name == null ? peer.address().getHostString() : name;
                // a host name goes out as server name indication (RFC 6066), a number does not
                var tls = (SSLSocket) context.getSocketFactory()
                        .createSocket(plain, host, peer.address().getPort(), true);
                var parameters = tls.getSSLParameters();
                if (Resolver.literal(host) == null) parameters.setServerNames(List.of(new SNIHostName(host)));
                if (settings.tlsVerifyNames()) parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                return tls;
            } catch (IOException failed) {
                quietly(plain);
                throw failed;
            }
        }

        private void read(Socket from) {
            var framer = new StreamFramer(settings.maxMessageBytes());
            byte[] buffer = new byte[8_192];
            try {
                var in = from.getInputStream();
                while (!over) {
                    int count = in.read(buffer);
                    if (count < 0) break;
                    if (framer.feed(buffer, 0, count, this) != null) {
                        counters.count(SipCounter.STREAM_MALFORMED);
                        break;
                    }
                }
            } catch (SocketTimeoutException idle) {
                // silent for the whole idle time: the registration or session timers would have spoken
            } catch (IOException lost) {
                // reported below like any end
            } finally {
                close("the connection was closed");
            }
        }

        @Override
        public void message(byte[] bytes) {
            inbox.message(bytes, peer);
        }

        @Override
        public void ping() {
            counters.count(SipCounter.KEEP_ALIVES);
            queue(PONG);
        }

        void close(String why) {
            synchronized (this) {
                if (over) return;
                over = true;
            }
            counters.count(SipCounter.CONNECTIONS_CLOSED);
            byId.remove(id, this);
            byRemote.remove(key(peer), this);
            byRemote.remove(new Key(peer.transport(), peer.address(), null), this);
            if (accepted) release(peer.address().getAddress());
            // closing TLS may wait for a blocked writer: never on the thread that noticed
            Socket open = socket;
            if (open != null) Thread.ofVirtual().name("sip-close-" + id).start(() -> quietly(open));
            Thread writing = writer;
            if (writing != null) writing.interrupt();
            inbox.lost(peer, why);
        }
    }
}
