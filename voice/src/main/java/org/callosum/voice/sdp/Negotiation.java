package org.callosum.voice.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Offer and answer (RFC 3264) of one audio stream. Takes the first section it can; every other one is refused with
/// port 0. Among the
/// codecs both have, the offerer's order decides.
public final class Negotiation {
    private static final int NOT_ACCEPTABLE = 488;

    private Negotiation() {}

    /// Makes our offer, with fresh keys where SDES is wanted; keep it until its answer comes.
    public static Offer prepare(LocalAudio local) {
        var crypto = new ArrayList<Crypto>();
        if (local.webRtc() == null) {
            for (SrtpSuite suite : local.suites()) crypto.add(freshKey(local, crypto.size() + 1, suite));
        }
        return new Offer(local, List.copyOf(crypto), SdpWriter.offer(local, crypto));
    }

    /// An offer of ours that waits for its answer.
    public record Offer(LocalAudio local, List<Crypto> crypto, String sdp) {}

    /// Answers an offer from outside.
    public static Outcome answer(String offer, LocalAudio local) {
        SessionDescription session = SdpReader.read(offer);
        if (session == null) return new Outcome.Refused(400, "the offer is no session description");
        String why = "the offer has no audio section";
        for (int i = 0; i < session.media().size(); i++) {
            MediaDescription section = session.media().get(i);
            if (!section.kind().equals("audio") || (section.port() == 0 && !isBundled(session, section))) continue;
            Outcome outcome = section(session, section, local, List.of());
            switch (outcome) {
                case Outcome.Agreed found -> {
                    return new Outcome.Agreed(SdpWriter.answer(session, i, local, found.agreed()), found.agreed());
                }
                case Outcome.Refused refused -> why = refused.why();
            }
        }
        return new Outcome.Refused(NOT_ACCEPTABLE, why);
    }

    /// Reads the answer to an offer of ours.
    public static Outcome accept(Offer offer, String answer) {
        SessionDescription session = SdpReader.read(answer);
        if (session == null || session.media().isEmpty()) {
            return new Outcome.Refused(NOT_ACCEPTABLE, "the answer is no session description");
        }
        MediaDescription section = session.media().getFirst();
        if (!section.kind().equals("audio") || section.port() == 0) {
            return new Outcome.Refused(NOT_ACCEPTABLE, "the answer refuses audio");
        }
        return section(session, section, offer.local(), offer.crypto());
    }

    /// @param offered our keys when `section` is an answer; empty when it is an offer
    private static Outcome section(
            SessionDescription session, MediaDescription section, LocalAudio local, List<Crypto> offered) {
        String protocol = section.protocol().toUpperCase(Locale.ROOT);
        boolean dtls = protocol.startsWith("UDP/TLS/");
        boolean sdes = protocol.equals("RTP/SAVP") || protocol.equals("RTP/SAVPF");
        boolean plain = protocol.equals("RTP/AVP") || protocol.equals("RTP/AVPF");
        if (!dtls && !sdes && !plain) return refused("protocol " + section.protocol() + " is not spoken");
        if (dtls != (local.webRtc() != null)) {
            return refused(dtls ? "DTLS is only for browsers here" : "a browser must use DTLS-SRTP");
        }
        if (plain && local.secure()) return refused("this leg must be encrypted");

        CodecChoice choice = codec(section, local);
        if (choice == null) return refused("no common codec: G.711 is what we speak");

        Crypto remoteCrypto = null;
        Crypto localCrypto = null;
        if (sdes) {
            remoteCrypto = crypto(section, local);
            if (remoteCrypto == null) return refused("no SRTP suite in common");
            localCrypto = ourKey(local, offered, remoteCrypto);
            if (localCrypto == null) return refused("the answer names an SRTP suite that was not offered");
        }
        AgreedAudio.Browser browser = null;
        if (dtls) {
            browser = browser(session, section);
            if (browser == null) return refused("ICE or fingerprint is missing");
        }

        String address = session.address(section);
        boolean nowhere = dtls || address == null || address.equals("0.0.0.0") || address.equals("::");
        InetAddress host = null;
        if (!nowhere && address != null) {
            host = literal(address);
            if (host == null) return refused("the address " + address + " is not a number");
        }
        if (address == null && !dtls) return refused("there is no c= line");
        boolean mux = section.has("rtcp-mux");
        InetSocketAddress remote = host == null ? null : new InetSocketAddress(host, section.port());
        InetSocketAddress rtcp = remote == null || host == null ? null : mux ? remote : rtcp(section, host);

        Direction theirs = direction(session, section);
        // RFC 3264 8.4: an address of zeros is the old way to hold
        if (nowhere && !dtls) theirs = Direction.of(theirs.sends(), false);
        Direction ours = theirs.reversed().and(local.direction());
        int ptime = ptime(section);
        return new Outcome.Agreed(
                "",
                new AgreedAudio(
                        choice.codec,
                        choice.type,
                        choice.dtmf,
                        remote,
                        rtcp,
                        mux,
                        ptime,
                        ours,
                        localCrypto,
                        remoteCrypto,
                        browser));
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(NOT_ACCEPTABLE, why);
    }

    private static boolean isBundled(SessionDescription session, MediaDescription section) {
        return session.attribute("group") != null && section.has("bundle-only");
    }

    private record CodecChoice(Codec codec, int type, int dtmf) {}

    private static @Nullable CodecChoice codec(MediaDescription section, LocalAudio local) {
        Codec chosen = null;
        int chosenType = -1;
        int dtmf = -1;
        for (String format : section.formats()) {
            int type = SdpReader.number(format, 127);
            if (type < 0) continue;
            String map = rtpmap(section, format);
            if (map != null && map.startsWith("TELEPHONE-EVENT/8000")) {
                if (dtmf < 0) dtmf = type;
                continue;
            }
            if (chosen != null) continue;
            for (Codec each : local.codecs()) {
                boolean fits = map == null
                        ? type == each.staticType()
                        : map.equals(each.name() + "/8000") || map.equals(each.name() + "/8000/1");
                if (fits) {
                    chosen = each;
                    chosenType = type;
                    break;
                }
            }
        }
        return chosen == null ? null : new CodecChoice(chosen, chosenType, dtmf);
    }

    /// The encoding of a payload type in upper case, null when no line maps it.
    private static @Nullable String rtpmap(MediaDescription section, String format) {
        for (Attribute each : section.attributes()) {
            if (!each.name().equals("rtpmap")) continue;
            var words = new StringTokenizer(each.value());
            if (words.countTokens() >= 2 && words.nextToken().equals(format)) {
                return words.nextToken().toUpperCase(Locale.ROOT);
            }
        }
        return null;
    }

    private static @Nullable Crypto crypto(MediaDescription section, LocalAudio local) {
        for (Attribute each : section.attributes()) {
            if (!each.name().equals("crypto")) continue;
            Crypto crypto = Crypto.read(each.value());
            if (crypto != null && local.suites().contains(crypto.suite())) return crypto;
        }
        return null;
    }

    private static @Nullable Crypto ourKey(LocalAudio local, List<Crypto> offered, Crypto remote) {
        if (offered.isEmpty()) return freshKey(local, remote.tag(), remote.suite());
        for (Crypto each : offered) if (each.tag() == remote.tag() && each.suite() == remote.suite()) return each;
        return null;
    }

    private static Crypto freshKey(LocalAudio local, int tag, SrtpSuite suite) {
        return new Crypto(tag, suite, local.keys().apply(suite.keyBytes() + suite.saltBytes()));
    }

    private static AgreedAudio.@Nullable Browser browser(SessionDescription session, MediaDescription section) {
        String ufrag = session.attribute(section, "ice-ufrag");
        String password = session.attribute(section, "ice-pwd");
        String fingerprint = session.attribute(section, "fingerprint");
        if (ufrag == null || password == null || fingerprint == null) return null;
        String[] words = fingerprint.split("\\s+", 3);
        if (words.length != 2 || ufrag.isEmpty() || password.isEmpty()) return null;
        String setup = session.attribute(section, "setup");
        return new AgreedAudio.Browser(
                ufrag,
                password,
                words[0].toLowerCase(Locale.ROOT),
                words[1].toUpperCase(Locale.ROOT),
                setup == null ? "actpass" : setup);
    }

    private static Direction direction(SessionDescription session, MediaDescription section) {
        Direction own = direction(section.attributes());
        if (own != null) return own;
        Direction common = direction(session.attributes());
        return common == null ? Direction.SENDRECV : common;
    }

    private static @Nullable Direction direction(List<Attribute> attributes) {
        for (Attribute each : attributes) {
            for (Direction direction : Direction.values()) {
                if (direction.attribute().equals(each.name())) return direction;
            }
        }
        return null;
    }

    /// `a=rtcp:53020` or `a=rtcp:53020 IN IP4 192.0.2.1` (RFC 3605), else the port above RTP.
    private static @Nullable InetSocketAddress rtcp(MediaDescription section, InetAddress host) {
        String value = section.attribute("rtcp");
        if (value != null) {
            String[] words = value.split("\\s+", 5);
            int port = SdpReader.number(words[0], 65_535);
            InetAddress own = words.length >= 4 ? literal(words[3]) : host;
            if (port > 0 && own != null) return new InetSocketAddress(own, port);
        }
        return section.port() >= 65_535 ? null : new InetSocketAddress(host, section.port() + 1);
    }

    private static int ptime(MediaDescription section) {
        String value = section.attribute("ptime");
        int millis = value == null ? -1 : SdpReader.number(value, 200);
        return millis < 10 ? 20 : millis;
    }

    private static @Nullable InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
