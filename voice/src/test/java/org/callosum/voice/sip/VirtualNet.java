package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A network in memory with its own time: delays, loses and repeats messages as a test wishes, and remembers what went
/// by.
final class VirtualNet {
    /// One message seen on the wire, with the time it was sent.
    record Sent(long millis, InetSocketAddress from, InetSocketAddress to, SipMessage message) {
        @Override
        public String toString() {
            return "%5d %s > %s %s [%s]"
                    .formatted(millis, from.getHostString(), to.getHostString(), message, message.header("CSeq"));
        }
    }

    /// Decides what is lost; true loses the message.
    interface Loss {
        boolean loses(Sent sent);
    }

    private record Delivery(long atNanos, long order, InetSocketAddress to, Peer from, byte[] bytes) {}

    final List<Sent> seen = new ArrayList<>();
    final Map<String, InetAddress> names = new HashMap<>();
    final Map<String, List<Names.Service>> services = new HashMap<>();
    final Map<String, List<Names.Pointer>> pointers = new HashMap<>();
    Loss loss = _ -> false;
    int delayMillis = 5;
    private final PriorityQueue<Delivery> inFlight = new PriorityQueue<>(
            (a, b) -> a.atNanos != b.atNanos ? Long.compare(a.atNanos, b.atNanos) : Long.compare(a.order, b.order));
    private final Map<InetSocketAddress, Consumer<Delivery>> receivers = new HashMap<>();
    private final List<SipCore> cores = new ArrayList<>();
    private final Random random;
    private long nowNanos = 1_000_000_000L;
    private final long originNanos = nowNanos;
    private long order;

    VirtualNet() {
        this(1);
    }

    VirtualNet(long seed) {
        random = new Random(seed);
    }

    long millis() {
        return (nowNanos - originNanos) / 1_000_000;
    }

    static InetSocketAddress address(String host) {
        return new InetSocketAddress(host, 5060);
    }

    /// A whole user agent at `host:5060`.
    Node node(String host, SipHandler handler, SipSettings.Builder settings) {
        return new Node(address(host), handler, settings.udp(address(host)).build());
    }

    /// A peer that says only what the test makes it say.
    Script script(String host) {
        return new Script(address(host));
    }

    /// Lets time pass in steps of 1 ms.
    void run(long millis) {
        long until = nowNanos + millis * 1_000_000;
        while (nowNanos < until) {
            nowNanos += 1_000_000;
            while (!inFlight.isEmpty() && inFlight.peek().atNanos <= nowNanos) {
                Delivery next = inFlight.poll();
                Consumer<Delivery> receiver = receivers.get(next.to);
                if (receiver != null) receiver.accept(next);
            }
            for (SipCore core : cores) core.advance(nowNanos);
        }
    }

    private void transmit(InetSocketAddress from, Transport transport, InetSocketAddress to, byte[] bytes) {
        SipMessage message = parse(bytes);
        if (message != null) {
            var sent = new Sent(millis(), from, to, message);
            seen.add(sent);
            if (loss.loses(sent)) return;
        }
        long at = nowNanos + delayMillis * 1_000_000L;
        inFlight.add(new Delivery(at, order++, to, new Peer(transport, from, 1), bytes));
    }

    static @Nullable SipMessage parse(byte[] bytes) {
        return SipParser.parse(bytes, bytes.length, SipParser.Limits.DEFAULT) instanceof Parsed.Message(var message)
                ? message
                : null;
    }

    /// What `host` sent, in words: `INVITE`, `200 INVITE`.
    List<String> sentBy(String host) {
        var found = new ArrayList<String>();
        for (Sent each : seen) if (each.from.getHostString().equals(host)) found.add(word(each.message));
        return found;
    }

    List<Sent> sent(String host, String word) {
        var found = new ArrayList<Sent>();
        for (Sent each : seen) {
            if (each.from.getHostString().equals(host) && word(each.message).equals(word)) found.add(each);
        }
        return found;
    }

    static String word(SipMessage message) {
        return message.isRequest() ? message.method() : message.status() + " " + message.method();
    }

    private Names nameService() {
        return new Names() {
            @Override
            public List<InetAddress> addresses(String host) throws UnknownHostException {
                InetAddress known = names.get(host);
                if (known == null) throw new UnknownHostException(host);
                return List.of(known);
            }

            @Override
            public List<Service> services(String name) {
                return services.getOrDefault(name, List.of());
            }

            @Override
            public List<Pointer> pointers(String domain) {
                return pointers.getOrDefault(domain, List.of());
            }
        };
    }

    final class Node implements Wire {
        final SipCore core;
        final SipCounters counters = new SipCounters();
        final InetSocketAddress address;
        final Set<Peer> avoided = new HashSet<>();

        Node(InetSocketAddress address, SipHandler handler, SipSettings settings) {
            this.address = address;
            core = new SipCore(settings, handler, this, random::nextLong, counters, Runnable::run, nowNanos);
            cores.add(core);
            receivers.put(address, each -> core.receive(each.bytes, each.bytes.length, each.from));
        }

        @Override
        public void send(Peer peer, byte[] message) {
            transmit(address, peer.transport(), peer.address(), message);
        }

        @Override
        public InetSocketAddress local(Peer peer) {
            return address;
        }

        @Override
        public String host(Peer peer) {
            return address.getHostString();
        }

        @Override
        public void locate(SipUri uri, Consumer<List<Peer>> then) {
            try {
                var found = new ServerLocator(nameService(), EnumSet.allOf(Transport.class)).find(uri);
                then.accept(Resolver.order(found, random::nextLong).stream()
                        .sorted(Comparator.comparing(avoided::contains))
                        .toList());
            } catch (UnknownHostException none) {
                then.accept(List.of());
            }
        }

        @Override
        public void avoid(Peer peer) {
            avoided.add(peer);
        }

        long count(SipCounter counter) {
            return counters.value(counter);
        }
    }

    final class Script {
        final InetSocketAddress address;
        final List<SipMessage> received = new ArrayList<>();
        Transport transport = Transport.UDP;
        Consumer<SipMessage> onReceive = _ -> {};

        Script(InetSocketAddress address) {
            this.address = address;
            receivers.put(address, each -> {
                SipMessage message = parse(each.bytes);
                if (message == null)
                    throw new AssertionError("unreadable: " + new String(each.bytes, StandardCharsets.UTF_8));
                received.add(message);
                onReceive.accept(message);
            });
        }

        void say(String host, String text) {
            transmit(address, transport, address(host), text.getBytes(StandardCharsets.UTF_8));
        }

        void say(String host, SipMessage message) {
            transmit(address, transport, address(host), message.toBytes());
        }

        /// A response to a request this peer received.
        void respond(SipMessage request, int status, String tag, String... headersAndBody) {
            Via via = java.util.Objects.requireNonNull(request.topVia());
            SipMessage.Builder made =
                    Responses.to(request, java.util.Objects.requireNonNull(request.header("Via")), status, tag);
            if (status > 100) made.add("Contact", "<sip:peer@" + address.getHostString() + ":5060>");
            for (int i = 0; i + 1 < headersAndBody.length; i += 2) {
                if (headersAndBody[i].isEmpty()) made.body("application/sdp", headersAndBody[i + 1]);
                else made.add(headersAndBody[i], headersAndBody[i + 1]);
            }
            transmit(address, transport, address(via.host()), made.build().toBytes());
        }

        SipMessage last() {
            return received.getLast();
        }

        List<String> words() {
            return received.stream().map(VirtualNet::word).toList();
        }
    }
}
