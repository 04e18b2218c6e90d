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

    /// A leg's own socket seldom holds more than one packet, and asking it for a second is a system call for nothing:
    /// the
    /// selector reports it again if there was one.
    public static final int ONE_LEG = 1;

    /// A socket that many legs share; bounded, so that a flooded one does not starve the others.
    public static final int MANY_LEGS = 64;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final int mostPerRound;
    private final Receiver receiver;
    private final LongAdder unsent;

    private DatagramPort(DatagramChannel channel, int mostPerRound, Receiver receiver, LongAdder unsent)
            throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.mostPerRound = mostPerRound;
        this.receiver = receiver;
        this.unsent = unsent;
    }

    /// @param port 0 takes a free one
    /// @param receiveBytes asked of the system as SO_RCVBUF
    /// @param mostPerRound datagrams read before other sockets have their turn: [#ONE_LEG] or [#MANY_LEGS]
    /// @throws IOException naming the address, if it cannot be bound
    public static DatagramPort bind(
            InetAddress address, int port, int receiveBytes, int mostPerRound, Receiver receiver, LongAdder unsent)
            throws IOException {
        var family = address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            channel.bind(new InetSocketAddress(address, port));
            return new DatagramPort(channel, mostPerRound, receiver, unsent);
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

    /// Reads what has arrived, as much as one turn allows.
    void drain(ByteBuffer buffer, VoiceClock clock, LongAdder failures) {
        for (var i = 0; i < mostPerRound; i++) {
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
