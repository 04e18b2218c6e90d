package org.callosum.voice.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.callosum.voice.io.Counters;
import org.callosum.voice.io.DatagramPort;
import org.callosum.voice.io.MediaThread;
import org.callosum.voice.io.RtpPorts;
import org.callosum.voice.io.VoiceClock;
import org.callosum.voice.rtp.RtpPacket;
import org.callosum.voice.rtp.SourceLock;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpReceiver;
import org.callosum.voice.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/// A SIP leg's pair of ports: sound on the even one, reports on the odd one (or on the same, where the far end said
/// `rtcp-mux`), with SRTP where keys were agreed. Made on any thread, used on the media thread.
final class SipWire implements LegWire {
    private static final int RECEIVE_BYTES = 65_536;

    private final RtpPorts ports;
    private final Counters counters;
    private final VoiceClock clock;
    private final SourceLock lock = new SourceLock();
    private final int port;
    private final DatagramPort sound;
    private final DatagramPort reports;
    private final byte[] out = new byte[512];
    private @Nullable MediaLeg leg;
    private @Nullable InetSocketAddress reportTarget;
    private @Nullable SrtpReceiver opens;
    private @Nullable SrtpSender protects;
    private @Nullable SrtpKeys opensWith;
    private boolean mux;

    private SipWire(RtpPorts ports, InetAddress local, int port, VoiceClock clock, Counters counters)
            throws IOException {
        this.ports = ports;
        this.counters = counters;
        this.clock = clock;
        this.port = port;
        var unsent = counters.of("rtp.unsent");
        sound = DatagramPort.bind(local, port, RECEIVE_BYTES, DatagramPort.ONE_LEG, this::sound, unsent);
        try {
            reports = DatagramPort.bind(local, port + 1, RECEIVE_BYTES, DatagramPort.ONE_LEG, this::report, unsent);
        } catch (IOException e) {
            sound.close();
            throw e;
        }
    }

    /// @return null when no port of the range is free
    static @Nullable SipWire open(RtpPorts ports, InetAddress local, VoiceClock clock, Counters counters) {
        return ports.open(port -> {
            try {
                return new SipWire(ports, local, port, clock, counters);
            } catch (IOException e) {
                counters.count("rtp.port-busy"); // another program's: the next one is tried
                return null;
            }
        });
    }

    int port() {
        return port;
    }

    /// Starts reading. Media thread.
    void attach(MediaLeg owner, MediaThread thread) {
        leg = owner;
        thread.register(sound);
        thread.register(reports);
    }

    /// Where the far end's description says it listens; null while unknown.
    void expect(@Nullable InetSocketAddress address, @Nullable InetSocketAddress reportAddress, boolean sharesPort) {
        mux = sharesPort;
        lock.expect(address);
        reportTarget = reportAddress;
    }

    /// Sound is encrypted from now on; what is not authentic is dropped.
    ///
    /// @param theirs a changed key begins a new context; the same one goes on
    /// @param ours null: go on with the former one, whose packet index must not begin anew under the same key
    void secure(SrtpKeys theirs, @Nullable SrtpKeys ours) {
        if (!theirs.equals(opensWith)) {
            opens = new SrtpReceiver(theirs, counters);
            opensWith = theirs;
        }
        if (ours != null) {
            protects = new SrtpSender(ours);
        }
    }

    private void sound(DatagramPort on, byte[] packet, int length, InetSocketAddress from, long nanos) {
        var owner = leg;
        if (owner == null) {
            return;
        }
        if (length >= 2 && RtpPacket.isRtcp(packet)) {
            report(on, packet, length, from, nanos);
            return;
        }
        if (RtpPacket.headerLength(packet, length) < 0 || !owner.knows(RtpPacket.payloadType(packet))) {
            owner.arrived(packet, length, nanos); // counts the reason; must not teach the lock an address
            return;
        }
        var clear = length;
        var receiver = opens;
        if (receiver != null) {
            clear = receiver.rtp(packet, length);
            if (clear < 0) {
                return;
            }
        }
        if (lock.accept(from, RtpPacket.ssrc(packet), RtpPacket.sequence(packet))) {
            owner.arrived(packet, clear, nanos);
        } else {
            owner.foreignSource();
        }
    }

    private void report(DatagramPort on, byte[] packet, int length, InetSocketAddress from, long nanos) {
        var owner = leg;
        var target = lock.target();
        if (owner == null) {
            return;
        }
        if (target == null || !from.getAddress().equals(target.getAddress())) {
            owner.foreignSource();
            return;
        }
        var receiver = opens;
        var clear = receiver == null ? length : receiver.rtcp(packet, length);
        if (clear >= 0) {
            owner.reportArrived(packet, clear, nanos, clock.epochMillis());
        }
    }

    @Override
    public boolean ready() {
        return lock.target() != null;
    }

    @Override
    public void rtp(byte[] packet, int length) {
        var target = lock.target();
        if (target == null) {
            return;
        }
        var sender = protects;
        var full = sender == null ? length : sender.rtp(packet, length);
        if (full > 0) {
            sound.send(packet, full, target);
        }
    }

    @Override
    public void rtcp(byte[] packet, int length) {
        var target = mux ? lock.target() : reportTarget;
        if (target == null) {
            return;
        }
        System.arraycopy(packet, 0, out, 0, length);
        var sender = protects;
        var full = sender == null ? length : sender.rtcp(out, length);
        (mux ? sound : reports).send(out, full, target);
    }

    @Override
    public void close() {
        sound.close();
        reports.close();
        ports.free(port);
    }
}
