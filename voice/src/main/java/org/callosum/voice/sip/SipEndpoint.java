package org.callosum.voice.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A running SIP user agent: sockets, the `sip-io` thread, and everything behind them.
///
/// ```java
/// var settings = SipSettings.builder().udp(new InetSocketAddress("127.0.0.1", 5060)).trunks(directory).build();
/// try (var endpoint = SipEndpoint.start(settings, handler, clock, chance)) {
///     SipCall call = endpoint.invite(OutgoingInvite.to(SipUri.of("100", "127.0.0.1", 5090), "200", offer));
/// }
/// ```
public final class SipEndpoint implements AutoCloseable {
    private static final int BATCH = 128;
    private static final int MOST_STREAM_MESSAGES = 8_192;

    private record UdpSocket(long id, DatagramChannel channel, InetSocketAddress local) {}

    private record StreamMessage(byte[] bytes, Peer source) {}

    private final SipSettings settings;
    private final SipClock clock;
    private final SipCounters counters = new SipCounters();
    private final SipCore core;
    private final Resolver resolver;
    private final Streams streams;
    private final Selector selector;
    private final List<UdpSocket> udp = new ArrayList<>();
    private final List<InetSocketAddress> tcp = new ArrayList<>();
    private final List<InetSocketAddress> tls = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final ArrayBlockingQueue<StreamMessage> arrived = new ArrayBlockingQueue<>(MOST_STREAM_MESSAGES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
    private final ByteBuffer out = ByteBuffer.allocateDirect(65_536);
    private final byte[] datagram = new byte[65_536];
    private final Thread thread;
    private volatile boolean closed;
    private long emptyAtNanos;
    /// Which of our addresses leads to a remote one; asked by callers' threads too.
    private final Map<InetAddress, InetAddress> routed =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, InetAddress> eldest) {
                    return size() > 1_024;
                }
            });

    private SipEndpoint(SipSettings settings, SipHandler handler, SipClock clock, Chance chance) throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "sip-io");
        this.resolver = new Resolver(
                new ServerLocator(
                        settings.nameServer() == null ? DnsNames.system() : DnsNames.at(settings.nameServer()),
                        settings.tlsContext() == null
                                ? EnumSet.of(Transport.UDP, Transport.TCP)
                                : EnumSet.allOf(Transport.class)),
                clock,
                this::execute,
                counters,
                chance);
        this.core = new SipCore(settings, handler, new Sockets(), chance, counters, this::execute, clock.nanos());
        // ids of connections begin above those of UDP sockets
        this.streams = new Streams(settings, counters, 1_000, new StreamInbox());
        try {
            bind();
        } catch (IOException failed) {
            shut();
            throw failed;
        }
    }

    /// Binds, starts the thread, and returns when messages are being received.
    ///
    /// @throws UncheckedIOException when an address cannot be bound; the message names it
    public static SipEndpoint start(SipSettings settings, SipHandler handler, SipClock clock, Chance chance) {
        try {
            var endpoint = new SipEndpoint(settings, handler, clock, chance);
            endpoint.thread.setDaemon(true);
            endpoint.thread.start();
            return endpoint;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private void bind() throws IOException {
        for (InetSocketAddress each : settings.udp()) {
            var channel = DatagramChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
                channel.bind(each);
                channel.configureBlocking(false);
                var socket = new UdpSocket(udp.size() + 1L, channel, (InetSocketAddress) channel.getLocalAddress());
                channel.register(selector, SelectionKey.OP_READ, socket);
                udp.add(socket);
            } catch (IOException failed) {
                channel.close();
                throw cannotBind(Transport.UDP, each, failed);
            }
        }
        for (InetSocketAddress each : settings.tcp()) tcp.add(listen(Transport.TCP, each));
        for (InetSocketAddress each : settings.tls()) tls.add(listen(Transport.TLS, each));
    }

    private InetSocketAddress listen(Transport transport, InetSocketAddress address) throws IOException {
        try {
            return streams.listen(transport, address);
        } catch (IOException failed) {
            throw cannotBind(transport, address, failed);
        }
    }

    private static IOException cannotBind(Transport transport, InetSocketAddress address, IOException cause) {
        return new IOException(
                "SIP cannot listen on %s %s:%d (%s): choose another port or stop what uses it"
                        .formatted(transport, address.getHostString(), address.getPort(), cause.getMessage()),
                cause);
    }

    // --- front door ---

    /// Places a call. Returns at once; the handler hears what becomes of it. Thread-safe.
    public SipCall invite(OutgoingInvite order) {
        return core.calls().place(order);
    }

    /// Registers with a carrier until stopped. Thread-safe.
    public TrunkRegistration register(TrunkSettings trunk) {
        return new TrunkRegistration(core, trunk);
    }

    /// Asks a carrier from time to time whether it is there, until stopped. Thread-safe.
    ///
    /// @param trunk our name for it, used in events
    /// @param seconds between two questions while it answers, 1 to 3 600
    public TrunkPing ping(String trunk, SipUri target, int seconds) {
        return new TrunkPing(core, trunk, target, seconds);
    }

    /// The desk phones' bindings. Thread-safe.
    public Registrar registrar() {
        return core.registrar();
    }

    /// Running totals. Thread-safe.
    public SipCounters counters() {
        return counters;
    }

    /// The bound UDP addresses, in the order of the settings.
    public List<InetSocketAddress> udpAddresses() {
        return udp.stream().map(UdpSocket::local).toList();
    }

    public List<InetSocketAddress> tcpAddresses() {
        return List.copyOf(tcp);
    }

    public List<InetSocketAddress> tlsAddresses() {
        return List.copyOf(tls);
    }

    /// Stops at once; calls are not hung up. Waits for the thread to end.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) return;
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // --- the loop ---

    private void execute(Runnable command) {
        if (Thread.currentThread() == thread) {
            command.run();
            return;
        }
        commands.add(command);
        selector.wakeup();
    }

    private void run() {
        emptyAtNanos = clock.nanos();
        while (!closed) {
            try {
                turn();
            } catch (IOException failed) {
                // one bad turn never ends the loop
                core.fault(new UncheckedIOException(failed));
            } catch (RuntimeException failed) {
                core.fault(failed);
            }
        }
        shut();
    }

    private void turn() throws IOException {
        if (commands.isEmpty() && arrived.isEmpty()) selector.select(core.hasTimers() ? 10 : 500);
        else selector.selectNow();
        selector.selectedKeys().clear();
        long nowNanos = clock.nanos();
        core.advance(nowNanos);
        boolean empty = true;
        for (UdpSocket each : udp) empty &= drain(each);
        empty &= drainStreams();
        for (int i = 0; i < BATCH; i++) {
            Runnable command = commands.poll();
            if (command == null) break;
            runCommand(command);
        }
        long afterNanos = clock.nanos();
        // messages still waiting have waited at most since the sockets were last seen empty
        if (empty) emptyAtNanos = afterNanos;
        core.backlog((afterNanos - emptyAtNanos) / 1_000_000);
    }

    private void runCommand(Runnable command) {
        try {
            command.run();
        } catch (RuntimeException failed) {
            core.fault(failed);
        }
    }

    /// Takes up to a batch of datagrams; true when none is left.
    private boolean drain(UdpSocket socket) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            in.clear();
            var source = (InetSocketAddress) socket.channel.receive(in);
            if (source == null) return true;
            in.flip();
            int length = in.remaining();
            in.get(datagram, 0, length);
            core.receive(datagram, length, new Peer(Transport.UDP, source, socket.id));
        }
        return false;
    }

    private boolean drainStreams() {
        for (int i = 0; i < BATCH; i++) {
            StreamMessage next = arrived.poll();
            if (next == null) return true;
            core.receive(next.bytes, next.bytes.length, next.source);
        }
        return false;
    }

    private void shut() {
        streams.close();
        for (UdpSocket each : udp) {
            try {
                each.channel.close();
            } catch (IOException ignored) {
                // it is gone either way
            }
        }
        try {
            selector.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
    }

    private final class StreamInbox implements Streams.Inbox {
        @Override
        public void message(byte[] bytes, Peer source) {
            var message = new StreamMessage(bytes, source);
            try {
                // waiting here stops reading from this connection: TCP then slows its peer down
                if (!arrived.offer(message)) {
                    counters.count(SipCounter.INBOX_FULL);
                    while (!closed && !arrived.offer(message, 1, TimeUnit.SECONDS)) {
                        // still full: this connection goes on waiting
                    }
                }
                selector.wakeup();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void lost(Peer peer, String why) {
            if (!closed) commandLater(() -> core.sendFailed(peer, why));
        }
    }

    /// Unlike [#execute] never at once: a loss found while sending must not surprise the sender half-way.
    private void commandLater(Runnable command) {
        commands.add(command);
        selector.wakeup();
    }

    private final class Sockets implements Wire {
        @Override
        public void send(Peer peer, byte[] message) {
            if (peer.transport() != Transport.UDP) {
                streams.send(peer, message);
                return;
            }
            UdpSocket socket = socketFor(peer);
            if (socket == null || message.length > out.capacity()) {
                counters.count(SipCounter.SEND_FAILED);
                return;
            }
            out.clear();
            out.put(message).flip();
            try {
                // 0 = the socket's buffer is full: the message is lost like any datagram, its transaction repeats it
                if (socket.channel.send(out, peer.address()) == 0) counters.count(SipCounter.SEND_FAILED);
            } catch (IOException failed) {
                counters.count(SipCounter.SEND_FAILED);
            }
        }

        private @Nullable UdpSocket socketFor(Peer peer) {
            if (peer.channel() > 0 && peer.channel() <= udp.size()) return udp.get((int) peer.channel() - 1);
            boolean loopback = peer.address().getAddress().isLoopbackAddress();
            for (UdpSocket each : udp) {
                InetAddress mine = each.local.getAddress();
                if (mine.isAnyLocalAddress() || mine.isLoopbackAddress() == loopback) return each;
            }
            return udp.isEmpty() ? null : udp.getFirst();
        }

        @Override
        public InetSocketAddress local(Peer peer) {
            List<InetSocketAddress> bound = switch (peer.transport()) {
                case UDP -> {
                    UdpSocket socket = socketFor(peer);
                    yield socket == null ? List.<InetSocketAddress>of() : List.of(socket.local);
                }
                case TCP -> tcp;
                case TLS -> tls;
            };
            return bound.isEmpty() ? new InetSocketAddress("127.0.0.1", 5060) : bound.getFirst();
        }

        @Override
        public String host(Peer peer) {
            InetAddress remote = peer.address().getAddress();
            String advertised = settings.publicAddress();
            if (advertised != null && !remote.isLoopbackAddress()) return advertised;
            InetAddress mine = local(peer).getAddress();
            return text(mine.isAnyLocalAddress() ? routed.computeIfAbsent(remote, SipEndpoint::routeTo) : mine);
        }

        @Override
        public void locate(SipUri uri, Consumer<List<Peer>> then) {
            resolver.locate(uri, then);
        }

        @Override
        public void avoid(Peer peer) {
            resolver.avoid(peer);
        }
    }

    /// The address this machine would send from towards `remote`: asked of the routing table, nothing is sent.
    private static InetAddress routeTo(InetAddress remote) {
        try (var probe = DatagramChannel.open()) {
            probe.connect(new InetSocketAddress(remote, 5060));
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (IOException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static String text(InetAddress address) {
        String host = address.getHostAddress();
        int zone = host.indexOf('%');
        if (zone >= 0) host = host.substring(0, zone);
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
