package org.callosum.voice.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.SipBinding.Transport;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.CallSource;
import org.callosum.voice.VoiceEvent.EndCause;
import org.callosum.voice.VoiceSettings;
import org.callosum.voice.io.RtpPorts;
import org.callosum.voice.sdp.AgreedAudio;
import org.callosum.voice.sdp.Codec;
import org.callosum.voice.sdp.Direction;
import org.callosum.voice.sdp.LocalAudio;
import org.callosum.voice.sdp.Negotiation;
import org.callosum.voice.sdp.Outcome;
import org.callosum.voice.sdp.SrtpSuite;
import org.callosum.voice.sip.Binding;
import org.callosum.voice.sip.DeviceDirectory;
import org.callosum.voice.sip.IncomingInvite;
import org.callosum.voice.sip.Origin;
import org.callosum.voice.sip.Referral;
import org.callosum.voice.sip.Shedding;
import org.callosum.voice.sip.SipCall;
import org.callosum.voice.sip.SipEnd;
import org.callosum.voice.sip.SipEndpoint;
import org.callosum.voice.sip.SipHandler;
import org.callosum.voice.sip.SipSettings;
import org.jspecify.annotations.Nullable;

/// Legs of SIP calls. Signalling comes on its own thread and is handed over to the control thread at once; all methods
/// without another word run there.
final class SipSide {
    private static final List<String> HEADERS_OF_INTEREST =
            List.of("subject", "diversion", "history-info", "alert-info", "user-agent");
    private static final int MOST_HEADERS = 16;
    private static final int LONGEST_SETUP_SECONDS = 180;
    private static final int LONGEST_HEADER = 512;

    private final Parts parts;
    private final RtpPorts ports;
    private final LegEvents legEvents;
    private final Map<Long, SipLeg> byCall = new HashMap<>();
    private final @Nullable SipEndpoint endpoint;
    private final SipLines lines;

    SipSide(Parts parts, LegEvents legEvents) {
        this.parts = parts;
        this.legEvents = legEvents;
        var settings = parts.settings;
        ports = new RtpPorts(settings.rtpPortLow(), settings.rtpPortHigh());
        lines = new SipLines(parts, Trunks.of(settings.trunks()));
        endpoint = settings.sip().isEmpty()
                ? null
                : SipEndpoint.start(
                        sipSettings(settings), new Signals(), parts.clock::nanos, parts.randomness.secure()::nextLong);
        parts.control.run(() -> lines.begin(endpoint));
    }

    private SipSettings sipSettings(VoiceSettings settings) {
        var builder = SipSettings.builder()
                .devices(settings.realm(), this::device)
                .trunks((source, _) -> lines.trunkOf(source.getAddress()))
                .passes(settings.passes()::holds)
                .publicAddress(
                        settings.publicAddress() == null
                                ? null
                                : settings.publicAddress().getHostAddress())
                .shedding(new Shedding(
                        settings.maxCallsPerSecond(),
                        settings.maxLegs(),
                        Shedding.DEFAULT.backlogMillis(),
                        Shedding.DEFAULT.retryAfterSeconds()));
        builder.maxSetupSeconds(LONGEST_SETUP_SECONDS);
        var tls = settings.tls();
        for (var binding : settings.sip()) {
            switch (binding.transport()) {
                case UDP -> builder.udp(binding.address());
                case TCP -> builder.tcp(binding.address());
                case TLS -> {
                    if (tls == null) {
                        throw new IllegalArgumentException("SIP over TLS needs a certificate: VoiceSettings.tls");
                    }
                    builder.tls(binding.address(), tls);
                }
            }
        }
        if (tls != null) {
            builder.tlsContext(tls, true);
        }
        return builder.build();
    }

    private DeviceDirectory.@Nullable Device device(String user) {
        var secret = parts.settings.devices().find(user);
        return secret == null ? null : new DeviceDirectory.Device(user, secret.ha1Md5(), secret.ha1Sha256(), true);
    }

    @Nullable
    InetSocketAddress address(Transport transport) {
        if (endpoint == null) {
            return null;
        }
        var bound = switch (transport) {
            case UDP -> endpoint.udpAddresses();
            case TCP -> endpoint.tcpAddresses();
            case TLS -> endpoint.tlsAddresses();
        };
        return bound.isEmpty() ? null : bound.getFirst();
    }

    int portsTaken() {
        return ports.taken();
    }

    @Nullable
    SipEndpoint endpoint() {
        return endpoint;
    }

    void configure(Trunks changed) {
        lines.configure(changed);
    }

    // ---- outgoing

    void dial(DialRequest request) {
        if (parts.legs.containsKey(request.leg())) {
            parts.counters.count("command.leg-exists");
            return;
        }
        if (!parts.admit()) {
            parts.tell(new VoiceEvent.Ended(request.leg(), EndCause.FAILED, 503));
            return;
        }
        var wire = SipWire.open(ports, parts.settings.mediaAddress(), parts.clock, parts.counters);
        if (wire == null || endpoint == null) {
            parts.counters.count("rtp.no-port");
            if (wire != null) {
                wire.close();
            }
            parts.ended(request.leg(), null, EndCause.FAILED, 503);
            return;
        }
        var sessionId = parts.clock.epochMillis();
        var offer = Negotiation.prepare(LocalAudio.plain(sessionId, new InetSocketAddress(advertised(), wire.port())));
        var invite = lines.invite(request, offer.sdp());
        if (invite == null) {
            wire.close();
            parts.ended(request.leg(), null, EndCause.FAILED, 404);
            return;
        }
        var leg = new SipLeg(request.leg(), endpoint.invite(invite), null, sessionId);
        leg.version = 1;
        leg.described = offer.sdp();
        leg.offered = offer;
        parts.legs.put(leg.id, leg);
        byCall.put(leg.call.id(), leg);
        attach(leg, wire);
    }

    // ---- incoming

    private void invited(SipCall call, IncomingInvite invite) {
        if (!parts.admit()) {
            call.reject(503, Shedding.DEFAULT.retryAfterSeconds());
            return;
        }
        var id = new LegId(parts.settings.legIds().getAsLong());
        var leg = new SipLeg(id, call, invite.offer(), parts.clock.epochMillis());
        parts.legs.put(id, leg);
        byCall.put(call.id(), leg);
        var source = switch (invite.origin()) {
            case Origin.Trunk(var name) -> new CallSource.FromTrunk(name);
            case Origin.Device(var user) -> new CallSource.FromDevice(user);
            case Origin.Pass _ -> new CallSource.WithPass();
        };
        parts.tell(new VoiceEvent.IncomingCall(
                id, invite.fromNumber(), invite.fromName(), invite.dialled(), source, headers(call, invite)));
    }

    private static Map<String, String> headers(SipCall call, IncomingInvite invite) {
        var found = new LinkedHashMap<String, String>();
        found.put("call-id", call.callId());
        var names = new ArrayList<>(HEADERS_OF_INTEREST);
        names.addAll(invite.message().namesStarting("x-"));
        for (var name : names) {
            var value = invite.message().header(name);
            if (value != null && found.size() < MOST_HEADERS) {
                found.put(name, value.length() > LONGEST_HEADER ? value.substring(0, LONGEST_HEADER) : value);
            }
        }
        return found;
    }

    void ring(SipLeg leg) {
        leg.call.progress(180, "");
    }

    void early(SipLeg leg) {
        var described = describe(leg);
        if (described != null) {
            leg.call.progress(183, described);
        }
    }

    void answer(SipLeg leg) {
        var described = describe(leg);
        if (described != null && !leg.answered) {
            leg.answered = true;
            leg.call.answer(described);
            parts.tell(new VoiceEvent.Answered(leg.id));
        }
    }

    /// Makes our description of an incoming call, and its sound; null if it had to be refused.
    private @Nullable String describe(SipLeg leg) {
        if (leg.described != null || !leg.call.incoming()) {
            return leg.described;
        }
        var wire = SipWire.open(ports, parts.settings.mediaAddress(), parts.clock, parts.counters);
        if (wire == null) {
            parts.counters.count("rtp.no-port");
            refuse(leg, 503);
            return null;
        }
        var offer = leg.offer;
        if (offer == null || offer.isBlank()) {
            var ours = Negotiation.prepare(local(leg, wire).withSuites(List.of(), byte[]::new, false));
            leg.offered = ours;
            leg.described = ours.sdp();
            attach(leg, wire);
            return ours.sdp();
        }
        switch (Negotiation.answer(offer, local(leg, wire))) {
            case Outcome.Agreed(var sdp, var agreed) -> {
                leg.described = sdp;
                attach(leg, wire);
                agree(leg, agreed);
            }
            case Outcome.Refused refused -> {
                parts.counters.count("sip.offer-refused");
                wire.close();
                refuse(leg, refused.status());
            }
        }
        return leg.described;
    }

    /// What we can do; keys we already send with are kept through a change of the session.
    private LocalAudio local(SipLeg leg, SipWire wire) {
        var former = leg.keys;
        return new LocalAudio(
                leg.sessionId,
                ++leg.version,
                new InetSocketAddress(advertised(), wire.port()),
                List.of(Codec.PCMU, Codec.PCMA),
                Direction.SENDRECV,
                List.of(SrtpSuite.AES_CM_128_HMAC_SHA1_80, SrtpSuite.AEAD_AES_128_GCM),
                false,
                length -> former != null && former.keyAndSalt().length == length
                        ? former.keyAndSalt()
                        : parts.randomness.bytes(length),
                null);
    }

    private void refuse(SipLeg leg, int status) {
        leg.because = EndCause.FAILED;
        leg.call.reject(status, status == 503 ? Shedding.DEFAULT.retryAfterSeconds() : 0);
    }

    private InetAddress advertised() {
        var advertised = parts.settings.publicAddress();
        return advertised == null ? parts.settings.mediaAddress() : advertised;
    }

    private void attach(SipLeg leg, SipWire wire) {
        var media = parts.mediaLeg(leg.id, wire, legEvents);
        leg.wire = wire;
        leg.media = media;
        parts.media.submit(() -> {
            wire.attach(media, parts.media);
            parts.room.add(media);
        });
    }

    /// Puts what was agreed into force: sound goes out from now on.
    private void agree(SipLeg leg, AgreedAudio agreed) {
        var wire = leg.wire;
        var media = leg.media;
        if (wire == null || media == null) {
            return;
        }
        var theirs = SoundFormat.keys(agreed.remoteCrypto());
        var ours = SoundFormat.keys(agreed.localCrypto());
        var newKeys = ours != null && !ours.equals(leg.keys);
        leg.keys = ours;
        parts.media.submit(() -> {
            var nanos = parts.clock.nanos();
            if (theirs != null && ours != null) {
                wire.secure(theirs, newKeys ? ours : null);
            }
            wire.expect(agreed.remote(), agreed.remoteRtcp(), agreed.rtcpMux());
            media.format(SoundFormat.of(agreed));
            media.peerHeld(agreed.held(), nanos);
            media.send(true, nanos);
        });
        if (agreed.held() != leg.peerHolds) {
            leg.peerHolds = agreed.held();
            parts.tell(new VoiceEvent.PeerHeld(leg.id, agreed.held()));
        }
    }

    private void agreeOnAnswer(SipLeg leg, @Nullable String sdp) {
        var offer = leg.offered;
        if (sdp == null || sdp.isBlank() || offer == null) {
            return;
        }
        switch (Negotiation.accept(offer, sdp)) {
            case Outcome.Agreed answer -> agree(leg, answer.agreed());
            case Outcome.Refused _ -> {
                parts.counters.count("sip.answer-unusable");
                leg.because = EndCause.FAILED;
                leg.call.bye();
            }
        }
    }

    private void reinvited(SipLeg leg, @Nullable String offer) {
        var wire = leg.wire;
        if (wire == null) {
            leg.call.rejectReinvite(500);
            return;
        }
        if (offer == null || offer.isBlank()) {
            var ours = Negotiation.prepare(local(leg, wire).withSuites(List.of(), byte[]::new, false));
            leg.offered = ours;
            leg.call.acceptReinvite(ours.sdp());
            return;
        }
        switch (Negotiation.answer(offer, local(leg, wire))) {
            case Outcome.Agreed(var sdp, var agreed) -> {
                agree(leg, agreed);
                leg.call.acceptReinvite(sdp);
            }
            case Outcome.Refused refused -> {
                parts.counters.count("sip.offer-refused");
                leg.call.rejectReinvite(refused.status());
            }
        }
    }

    void reject(SipLeg leg, int status, int retryAfterSeconds) {
        leg.call.reject(status, retryAfterSeconds);
    }

    void transfer(SipLeg leg, DialTarget target) {
        var address = lines.address(target);
        if (address == null) {
            parts.counters.count("dial.no-route");
            parts.tell(new VoiceEvent.TransferProgress(leg.id, 404, true));
        } else {
            leg.call.refer(address);
        }
    }

    void hangUp(SipLeg leg, @Nullable EndCause because) {
        leg.hungUp = true;
        if (leg.because == null) {
            leg.because = because;
        }
        leg.call.bye();
    }

    private void ended(SipLeg leg, SipEnd cause, int status) {
        var known = leg.because;
        var told = known != null
                ? known
                : switch (cause) {
                    case HUNG_UP_BY_PEER -> EndCause.HUNG_UP_BY_PEER;
                    case HUNG_UP_BY_US -> EndCause.HUNG_UP_BY_US;
                    case CANCELLED -> leg.call.incoming() ? EndCause.CANCELLED : EndCause.HUNG_UP_BY_US;
                    case REJECTED -> leg.hungUp && leg.call.incoming() ? EndCause.HUNG_UP_BY_US : EndCause.REJECTED;
                    case NO_ANSWER -> leg.hungUp ? EndCause.HUNG_UP_BY_US : EndCause.NO_ANSWER;
                    case SESSION_EXPIRED -> EndCause.MEDIA_LOST;
                    case NO_ACK, FAILED -> EndCause.FAILED;
                };
        parts.ended(leg.id, leg.media, told, status);
    }

    List<SipLeg> all() {
        return new ArrayList<>(byCall.values());
    }

    void close() {
        lines.stop();
        if (endpoint != null) {
            endpoint.close();
        }
    }

    /// On the signalling thread: everything is handed over.
    private final class Signals implements SipHandler {
        private void leg(SipCall call, java.util.function.Consumer<SipLeg> then) {
            parts.control.run(() -> {
                var leg = byCall.get(call.id());
                if (leg != null) {
                    try {
                        then.accept(leg);
                    } catch (RuntimeException thrown) {
                        parts.counters.count("control.fault");
                        parts.fault(leg.id, thrown);
                    }
                }
            });
        }

        @Override
        public void onInvite(SipCall call, IncomingInvite invite) {
            parts.control.run(() -> invited(call, invite));
        }

        @Override
        public void onProvisional(SipCall call, int status, @Nullable String sdp) {
            leg(call, leg -> {
                if (sdp != null && !sdp.isBlank()) {
                    agreeOnAnswer(leg, sdp);
                    parts.tell(new VoiceEvent.Progress(leg.id));
                } else if (status == 180) {
                    parts.tell(new VoiceEvent.Ringing(leg.id));
                }
            });
        }

        @Override
        public void onAnswered(SipCall call, @Nullable String answer) {
            leg(call, leg -> {
                agreeOnAnswer(leg, answer);
                if (!leg.answered) {
                    leg.answered = true;
                    parts.tell(new VoiceEvent.Answered(leg.id));
                }
            });
        }

        @Override
        public void onConfirmed(SipCall call, @Nullable String answer) {
            leg(call, leg -> agreeOnAnswer(leg, answer));
        }

        @Override
        public void onReinvite(SipCall call, @Nullable String offer) {
            leg(call, leg -> reinvited(leg, offer));
        }

        @Override
        public void onInfoDtmf(SipCall call, char digit, int durationMillis) {
            leg(call, leg -> {
                var media = leg.media;
                var event = new VoiceEvent.Digit(leg.id, digit, VoiceEvent.DigitSource.INFO);
                if (media != null) {
                    parts.media.submit(() -> parts.tell(event)); // in order with digits of other kinds
                }
            });
        }

        @Override
        public void onRefer(SipCall call, Referral referral) {
            leg(call, leg -> {
                var replaced = referral.replaces();
                var other = replaced == null ? null : byCall.get(replaced.id());
                if (referral.attended() && other == null) {
                    // a call between others: we can neither see it nor take its place
                    parts.counters.count("sip.transfer-elsewhere");
                    call.rejectReferral(603);
                } else {
                    parts.tell(new VoiceEvent.TransferRequested(
                            leg.id, referral.target().dialled(), other == null ? null : other.id));
                }
            });
        }

        @Override
        public void onReferral(SipCall call, int status, boolean over) {
            leg(call, leg -> parts.tell(new VoiceEvent.TransferProgress(leg.id, status, over)));
        }

        @Override
        public void onEnded(SipCall call, SipEnd cause, int status) {
            parts.control.run(() -> {
                var leg = byCall.remove(call.id());
                if (leg != null) {
                    ended(leg, cause, status);
                }
            });
        }

        @Override
        public void onDeviceRegistered(Binding binding) {
            var seconds = (binding.expiresNanos() - parts.clock.nanos() + 500_000_000) / 1_000_000_000;
            parts.tell(new VoiceEvent.DeviceRegistered(
                    binding.device(), binding.contact().toString(), Math.max(0, seconds)));
        }

        @Override
        public void onDeviceUnregistered(Binding binding, boolean expired) {
            parts.tell(new VoiceEvent.DeviceUnregistered(binding.device()));
        }

        @Override
        public void onTrunkRegistered(String trunk, int expiresSeconds) {
            parts.tell(new VoiceEvent.TrunkRegistered(trunk));
        }

        @Override
        public void onTrunkLost(String trunk, String why) {
            parts.tell(new VoiceEvent.TrunkLost(trunk, why));
        }

        @Override
        public void onTrunkReachable(String trunk) {
            parts.control.run(() -> lines.reachable(trunk));
            parts.tell(new VoiceEvent.TrunkReachable(trunk));
        }

        @Override
        public void onTrunkUnreachable(String trunk, String why) {
            parts.tell(new VoiceEvent.TrunkUnreachable(trunk, why));
        }

        @Override
        public void onFault(@Nullable SipCall call, RuntimeException fault) {
            parts.control.run(() -> {
                var leg = call == null ? null : byCall.get(call.id());
                parts.fault(leg == null ? null : leg.id, fault);
            });
        }
    }
}
