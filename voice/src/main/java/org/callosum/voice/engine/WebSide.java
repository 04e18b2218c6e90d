package org.callosum.voice.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.dtls.DtlsIdentity;
import org.callosum.voice.dtls.DtlsSession;
import org.callosum.voice.dtls.Warmth;
import org.callosum.voice.ice.IceLite;
import org.callosum.voice.io.DatagramPort;
import org.callosum.voice.sdp.LocalAudio;
import org.callosum.voice.sdp.Negotiation;
import org.callosum.voice.sdp.Outcome;
import org.callosum.voice.sdp.WebRtc;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;

/// Legs of browsers: one shared port per address for all of them.
final class WebSide {
    private static final int RECEIVE_BYTES = 4 << 20;

    private final Parts parts;
    private final IceLite<WebWire> ice;
    private final List<DatagramPort> ports = new ArrayList<>();
    private final CompletableFuture<DtlsIdentity> identity;

    WebSide(Parts parts) throws IOException {
        this.parts = parts;
        ice = new IceLite<>(parts.randomness, parts.counters);
        var unsent = parts.counters.of("webrtc.unsent");
        try {
            for (var address : parts.settings.webRtc()) {
                var port = DatagramPort.bind(
                        address.getAddress(),
                        address.getPort(),
                        RECEIVE_BYTES,
                        DatagramPort.MANY_LEGS,
                        this::received,
                        unsent);
                ports.add(port);
                parts.media.register(port);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        identity = new CompletableFuture<>();
        if (!ports.isEmpty()) {
            Thread.ofPlatform().daemon().name("voice-warm-up").start(this::warmUp);
        }
    }

    private void warmUp() {
        var made = DtlsIdentity.make(parts.randomness, parts.clock.epochMillis());
        identity.complete(made);
        try {
            for (var profile : SrtpProfile.values()) {
                Warmth.handshake(made, profile);
            }
        } catch (IllegalStateException e) {
            parts.counters.count("dtls.warm-up-failed");
        }
    }

    List<InetSocketAddress> addresses() {
        return ports.stream().map(DatagramPort::local).toList();
    }

    private List<InetSocketAddress> candidates() {
        var advertised = parts.settings.publicAddress();
        var found = new ArrayList<InetSocketAddress>();
        for (var port : ports) {
            var local = port.local();
            // one's own machine and tests still meet the loopback address behind a public one
            found.add(
                    advertised == null || local.getAddress().isLoopbackAddress()
                            ? local
                            : new InetSocketAddress(advertised, local.getPort()));
        }
        return found;
    }

    private void received(DatagramPort port, byte[] packet, int length, InetSocketAddress from, long nanos) {
        if (length < 1) {
            return;
        }
        if ((packet[0] & 0xff) < 4) {
            var wire = ice.check(port, packet, length, from, nanos);
            if (wire != null) {
                wire.checked();
            }
            return;
        }
        var wire = ice.owner(from);
        if (wire == null) {
            parts.counters.count("webrtc.unknown-source");
        } else {
            wire.received(packet, length, nanos);
        }
    }

    CompletableFuture<String> open(LegId id, String offer, LegEvents legEvents) {
        var answer = new CompletableFuture<String>();
        if (ports.isEmpty()) {
            answer.completeExceptionally(new IllegalStateException("No address for browsers is configured"));
        } else if (!parts.admit()) {
            answer.completeExceptionally(new IllegalStateException("The engine is full; try again later"));
        } else {
            identity.thenAccept(ours -> parts.control.run(() -> open(id, offer, ours, legEvents, answer)));
        }
        return answer;
    }

    private void open(
            LegId id, String offer, DtlsIdentity ours, LegEvents legEvents, CompletableFuture<String> answer) {
        if (parts.legs.containsKey(id)) {
            parts.legCount.decrementAndGet();
            answer.completeExceptionally(new IllegalArgumentException("Leg " + id + " exists already"));
            return;
        }
        var wire = ice.open(made -> new WebWire(made, parts.clock, parts.counters, () -> ice.close(made)));
        var leg = parts.mediaLeg(id, wire, legEvents);
        var local = LocalAudio.plain(leg.ssrc(), candidates().getFirst())
                .withWebRtc(new WebRtc(wire.ice().fragment(), wire.ice().password(), ours.fingerprint(), candidates()));
        switch (Negotiation.answer(offer, local)) {
            case Outcome.Agreed(var sdp, var agreed) -> {
                var browser = agreed.browser();
                if (browser == null || !browser.fingerprintHash().equals("sha-256")) {
                    refuse(wire, "its certificate has no SHA-256 fingerprint", answer);
                    return;
                }
                var dtls = new DtlsSession(
                        ours, browser.fingerprint(), wire::handshake, new Keys(id, leg, wire), parts.counters);
                leg.format(SoundFormat.of(agreed));
                parts.legs.put(id, new WebLeg(id, leg, wire));
                parts.media.submit(() -> {
                    wire.attach(leg, dtls);
                    parts.room.add(leg);
                });
                answer.complete(sdp);
            }
            case Outcome.Refused refused -> refuse(wire, refused.why(), answer);
        }
    }

    private void refuse(WebWire wire, String why, CompletableFuture<String> answer) {
        parts.media.submit(() -> ice.close(wire.ice()));
        parts.legCount.decrementAndGet();
        parts.counters.count("webrtc.offer-refused");
        answer.completeExceptionally(new IllegalArgumentException("The browser's offer cannot be answered: " + why));
    }

    /// What the handshake says, brought to the right threads.
    private final class Keys implements DtlsSession.Listener {
        private final LegId id;
        private final MediaLeg leg;
        private final WebWire wire;

        Keys(LegId id, MediaLeg leg, WebWire wire) {
            this.id = id;
            this.leg = leg;
            this.wire = wire;
        }

        @Override
        public void agreed(SrtpKeys theirs, SrtpKeys ours) {
            parts.media.submit(() -> {
                wire.keyed(theirs, ours);
                leg.send(true, parts.clock.nanos());
                parts.tell(new VoiceEvent.Answered(id));
            });
        }

        @Override
        public void failed(String why) {
            parts.control.run(() -> end(id, EndCause.FAILED));
        }

        @Override
        public void closed() {
            parts.control.run(() -> end(id, EndCause.HUNG_UP_BY_PEER));
        }
    }

    /// Control thread.
    void end(LegId id, EndCause cause) {
        if (parts.legs.get(id) instanceof WebLeg leg) {
            parts.ended(id, leg.media(), cause, 0);
        }
    }

    void close() {
        ports.forEach(DatagramPort::close);
    }
}
