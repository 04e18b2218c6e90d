package org.callosum.voice.io;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.LongAdder;

/// A bound UDP socket, read by the media thread. [#send] may be called from any thread and never blocks: a datagram
/// that does not fit into the system's buffer is dropped and counted, as the network would do.
public final class DatagramPort implements AutoCloseable {
    /// Hears datagrams on the media thread. The array is reused after the call.
    @FunctionalInterface
    public interface Receiver {
        void receive(DatagramPort port, byte[] packet, int length, InetSocketAddress from, long nanos);
    }

    private static final int MOST_PER_ROUND = 64;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Receiver receiver;
    private final LongAdder unsent;

    private DatagramPort(DatagramChannel channel, Receiver receiver, LongAdder unsent) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.receiver = receiver;
        this.unsent = unsent;
    }

    /// @param port 0 takes a free one
    /// @param receiveBytes asked of the system as SO_RCVBUF
    /// @throws IOException naming the address, if it cannot be bound
    public static DatagramPort bind(
            InetAddress address, int port, int receiveBytes, Receiver receiver, LongAdder unsent) throws IOException {
        var family = address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            channel.bind(new InetSocketAddress(address, port));
            return new DatagramPort(channel, receiver, unsent);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "UDP %s:%d cannot be bound: %s".formatted(address.getHostAddress(), port, e.getMessage()), e);
        }
    }

    public InetSocketAddress local() {
        return local;
    }

    public void send(byte[] packet, int length, SocketAddress to) {
        send(ByteBuffer.wrap(packet, 0, length), to);
    }

    private void send(ByteBuffer packet, SocketAddress to) {
        try {
            if (channel.send(packet, to) == 0) {
                unsent.increment();
            }
        } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
            unsent.increment(); // unreachable, or closed meanwhile: media goes on, the loss timers will tell
        }
    }

    DatagramChannel channel() {
        return channel;
    }

    /// Reads what has arrived, at most 64 datagrams, so that one flooded socket does not starve the others.
    void drain(ByteBuffer buffer, VoiceClock clock, LongAdder failures) {
        for (var i = 0; i < MOST_PER_ROUND; i++) {
            buffer.clear();
            SocketAddress from;
            try {
                from = channel.receive(buffer);
            } catch (IOException e) {
                return; // an ICMP error of an earlier send, or closed
            }
            if (from == null) {
                return;
            }
            try {
                receiver.receive(this, buffer.array(), buffer.position(), (InetSocketAddress) from, clock.nanos());
            } catch (RuntimeException e) {
                failures.increment(); // one packet never ends the loop; a bug shows in this counter
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            unsent.increment();
        }
    }
}
