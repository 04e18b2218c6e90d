package org.callosum.voice.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.callosum.voice.ice.IceSession;
import org.callosum.voice.io.Randomness;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// Offers and answers (RFC 3264) for the engine's legs: G.711 and named key events, one law chosen by whoever answers,
/// keys in the description where the far end offers them (RFC 4568).
final class Negotiation {
    private static final int KEY_TYPE = 101;

    private Negotiation() {}

    /// What both sides agreed.
    ///
    /// @param address where the far end listens; null if it gave 0.0.0.0 or an unreadable address
    /// @param theirs opens what it sends; null for plain RTP
    /// @param ours protects what we send
    /// @param holds the far end does not listen: it put us on hold
    record Agreed(
            SoundFormat format,
            @Nullable InetSocketAddress address,
            boolean rtcpMux,
            @Nullable SrtpKeys theirs,
            @Nullable SrtpKeys ours,
            boolean holds) {}

    record Answer(String sdp, Agreed agreed) {}

    /// Our side of a SIP leg.
    ///
    /// @param sessionId constant for the leg
    /// @param version raised with each description sent
    record Local(InetAddress advertised, int port, long sessionId, long version) {}

    static String offer(Local local) {
        return head(local)
                + "m=audio %d RTP/AVP 0 8 %d\r\n".formatted(local.port(), KEY_TYPE)
                + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n" + keyLines(KEY_TYPE)
                + "a=ptime:20\r\na=sendrecv\r\n";
    }

    /// Reads the answer to [#offer].
    ///
    /// @throws IllegalArgumentException if it agrees on nothing
    static Agreed answered(String sdp) {
        var far = Description.read(sdp);
        if (far.encrypted()) {
            throw new IllegalArgumentException("The answer is encrypted, the offer was not");
        }
        return new Agreed(format(far), address(far), far.rtcpMux(), null, null, holds(far));
    }

    /// Answers a SIP offer.
    ///
    /// @param former keys we already send with, kept when the same suite is offered again; null at first
    /// @throws IllegalArgumentException if there is nothing to agree on
    static Answer answer(String sdp, Local local, @Nullable SrtpKeys former, Randomness randomness) {
        var far = Description.read(sdp);
        var format = format(far);
        SrtpKeys theirs = null;
        SrtpKeys ours = null;
        var crypto = "";
        if (far.encrypted()) {
            for (var value : far.cryptos()) {
                theirs = SrtpKeys.fromSdes(value);
                if (theirs != null) {
                    var profile = theirs.profile();
                    ours = former != null && former.profile() == profile
                            ? former
                            : SrtpKeys.of(profile, randomness.bytes(SrtpProfile.KEY + profile.saltLength()));
                    crypto = "a=crypto:" + ours.toSdes(value.trim().split("\\s+", 2)[0]) + "\r\n";
                    break;
                }
            }
            if (theirs == null) {
                throw new IllegalArgumentException("The offer wants encryption by none of AES_CM_128_HMAC_SHA1_80"
                        + " and AEAD_AES_128_GCM with keys in the description");
            }
        }
        var text = new StringBuilder(head(local));
        for (var i = 0; i < far.mediaLines().size(); i++) {
            if (i != far.audio()) {
                text.append(refused(far.mediaLines().get(i)));
                continue;
            }
            text.append("m=audio %d %s %d".formatted(local.port(), far.protocol(), format.payloadType()));
            text.append(format.keyType() < 0 ? "" : " " + format.keyType()).append("\r\n");
            text.append(soundLine(format));
            text.append(format.keyType() < 0 ? "" : keyLines(format.keyType()));
            text.append("a=ptime:20\r\n").append(crypto);
            text.append(far.rtcpMux() ? "a=rtcp-mux\r\n" : "");
            text.append(far.mid() == null ? "" : "a=mid:" + far.mid() + "\r\n");
            text.append(direction(far));
        }
        return new Answer(text.toString(), new Agreed(format, address(far), far.rtcpMux(), theirs, ours, holds(far)));
    }

    /// Answers a browser (RFC 8829): ICE-lite, passive DTLS, everything on one port.
    ///
    /// @param candidates our addresses, best first
    /// @throws IllegalArgumentException if the offer has no fingerprint or no G.711
    static Answer answerBrowser(
            String sdp, List<InetSocketAddress> candidates, IceSession ice, String fingerprint, int ssrc, long id) {
        var far = Description.read(sdp);
        if (far.fingerprint() == null) {
            throw new IllegalArgumentException("The offer has no SHA-256 fingerprint: no key can be agreed");
        }
        var format = format(far);
        var first = candidates.getFirst();
        var mid = far.mid() == null ? "0" : far.mid();
        var text = new StringBuilder("v=0\r\no=- %d 1 IN %s\r\ns=-\r\nt=0 0\r\na=ice-lite\r\na=group:BUNDLE %s\r\n"
                .formatted(id, host(first.getAddress()), mid));
        for (var i = 0; i < far.mediaLines().size(); i++) {
            if (i != far.audio()) {
                text.append(refused(far.mediaLines().get(i)));
                continue;
            }
            text.append("m=audio %d %s %d".formatted(first.getPort(), far.protocol(), format.payloadType()));
            text.append(format.keyType() < 0 ? "" : " " + format.keyType()).append("\r\n");
            text.append("c=IN ").append(host(first.getAddress())).append("\r\n");
            text.append("a=mid:").append(mid).append("\r\na=rtcp-mux\r\n").append(direction(far));
            text.append(soundLine(format)).append(format.keyType() < 0 ? "" : keyLines(format.keyType()));
            text.append("a=ptime:20\r\na=ice-ufrag:").append(ice.fragment());
            text.append("\r\na=ice-pwd:").append(ice.password());
            text.append("\r\na=fingerprint:sha-256 ").append(fingerprint);
            text.append("\r\na=setup:passive\r\na=msid:callosum voice\r\na=ssrc:");
            text.append(Integer.toUnsignedString(ssrc)).append(" cname:callosum\r\n");
            var priority = 2_130_706_431L;
            var foundation = 1;
            for (var candidate : candidates) {
                text.append("a=candidate:%d 1 udp %d %s %d typ host\r\n"
                        .formatted(
                                foundation++, priority, candidate.getAddress().getHostAddress(), candidate.getPort()));
                priority -= 256;
            }
            text.append("a=end-of-candidates\r\n");
        }
        return new Answer(text.toString(), new Agreed(format, null, true, null, null, holds(far)));
    }

    private static String head(Local local) {
        var host = host(local.advertised());
        return "v=0\r\no=callosum %d %d IN %s\r\ns=-\r\nc=IN %s\r\nt=0 0\r\n"
                .formatted(local.sessionId(), local.version(), host, host);
    }

    private static String host(InetAddress address) {
        return (address.getAddress().length == 4 ? "IP4 " : "IP6 ") + address.getHostAddress();
    }

    private static String soundLine(SoundFormat format) {
        return "a=rtpmap:%d %s/8000\r\n".formatted(format.payloadType(), format.aLaw() ? "PCMA" : "PCMU");
    }

    private static String keyLines(int type) {
        return "a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n".formatted(type, type);
    }

    private static String refused(String mediaLine) {
        var parts = mediaLine.split(" +");
        return parts.length < 4
                ? "m=application 0 UDP 0\r\n"
                : "m=%s 0 %s %s\r\n".formatted(parts[0], parts[2], parts[3]);
    }

    private static String direction(Description far) {
        if (far.sends() && far.receives()) {
            return "a=sendrecv\r\n";
        }
        if (far.sends()) {
            return "a=recvonly\r\n";
        }
        return far.receives() ? "a=sendonly\r\n" : "a=inactive\r\n";
    }

    /// The far end's first choice among the two laws, and its number for key events.
    private static SoundFormat format(Description far) {
        SoundFormat sound = null;
        var keys = -1;
        for (var type : far.formats()) {
            var name = far.names().getOrDefault(type, type == 0 ? "pcmu/8000" : type == 8 ? "pcma/8000" : "");
            var law = name.startsWith("pcmu/8000") || name.startsWith("pcma/8000");
            if (law && sound == null) {
                sound = new SoundFormat(name.startsWith("pcma"), type, -1);
            } else if (name.equals("telephone-event/8000") && keys < 0) {
                keys = type;
            }
        }
        if (sound == null) {
            throw new IllegalArgumentException("The session description has no G.711 (PCMU or PCMA, 8000 Hz) among "
                    + far.names().values());
        }
        return new SoundFormat(sound.aLaw(), sound.payloadType(), keys);
    }

    private static boolean holds(Description far) {
        return !far.receives() || far.host().equals("0.0.0.0");
    }

    private static @Nullable InetSocketAddress address(Description far) {
        var host = far.host();
        // numbers only: to look a name up would block
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*") || host.equals("0.0.0.0") || far.port() == 0) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), far.port());
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
