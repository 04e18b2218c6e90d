package org.callosum.voice.sdp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes our offers and answers.
final class SdpWriter {
    /// Free payload type for telephone-event in our offers; nearly everybody uses it.
    private static final int DTMF_TYPE = 101;

    private SdpWriter() {}

    static String offer(LocalAudio local, List<Crypto> crypto) {
        var out = new Lines();
        head(out, local, local.webRtc() == null ? null : "0");
        var formats = new StringBuilder();
        for (Codec each : local.codecs()) formats.append(each.staticType()).append(' ');
        formats.append(DTMF_TYPE);
        String protocol = local.webRtc() != null ? "UDP/TLS/RTP/SAVPF" : crypto.isEmpty() ? "RTP/AVP" : "RTP/SAVP";
        out.add("m=audio " + local.address().getPort() + " " + protocol + " " + formats);
        WebRtc webRtc = local.webRtc();
        if (webRtc != null) {
            out.add("a=mid:0");
            browser(out, local, webRtc, "actpass");
        }
        for (Codec each : local.codecs()) out.add("a=rtpmap:" + each.staticType() + " " + each.name() + "/8000");
        dtmf(out, DTMF_TYPE);
        for (Crypto each : crypto) out.add(each.attribute().toString());
        tail(out, local.direction());
        return out.text();
    }

    /// @param accepted index of the section that was agreed on; all others are refused
    static String answer(SessionDescription offer, int accepted, LocalAudio local, AgreedAudio agreed) {
        var out = new Lines();
        MediaDescription taken = offer.media().get(accepted);
        String mid = taken.attribute("mid");
        String group = offer.attribute("group");
        head(out, local, group != null && group.startsWith("BUNDLE") ? mid : null);
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription section = offer.media().get(i);
            if (i == accepted) section(out, section, local, agreed);
            else refused(out, section);
        }
        return out.text();
    }

    private static void section(Lines out, MediaDescription offered, LocalAudio local, AgreedAudio agreed) {
        boolean dtmf = agreed.dtmfPayloadType() >= 0;
        out.add("m=audio " + local.address().getPort() + " " + offered.protocol() + " " + agreed.payloadType()
                + (dtmf ? " " + agreed.dtmfPayloadType() : ""));
        String mid = offered.attribute("mid");
        if (mid != null) out.add("a=mid:" + mid);
        WebRtc webRtc = local.webRtc();
        if (webRtc != null) browser(out, local, webRtc, "passive");
        else if (agreed.rtcpMux()) out.add("a=rtcp-mux");
        out.add("a=rtpmap:" + agreed.payloadType() + " " + agreed.codec().name() + "/8000");
        if (dtmf) dtmf(out, agreed.dtmfPayloadType());
        Crypto crypto = agreed.localCrypto();
        if (crypto != null) out.add(crypto.attribute().toString());
        tail(out, agreed.direction());
    }

    private static void refused(Lines out, MediaDescription section) {
        String format = section.formats().isEmpty() ? "0" : section.formats().getFirst();
        out.add("m=" + section.kind() + " 0 " + section.protocol() + " " + format);
        String mid = section.attribute("mid");
        if (mid != null) out.add("a=mid:" + mid);
    }

    private static void head(Lines out, LocalAudio local, @Nullable String bundled) {
        InetAddress address = local.address().getAddress();
        out.add("v=0");
        out.add("o=- " + local.sessionId() + " " + local.version() + " IN " + typed(address));
        out.add("s=-");
        out.add("c=IN " + typed(address));
        out.add("t=0 0");
        if (local.webRtc() != null) out.add("a=ice-lite");
        if (bundled != null) out.add("a=group:BUNDLE " + bundled);
    }

    private static void browser(Lines out, LocalAudio local, WebRtc webRtc, String setup) {
        out.add("a=ice-ufrag:" + webRtc.iceUfrag());
        out.add("a=ice-pwd:" + webRtc.icePassword());
        out.add("a=fingerprint:sha-256 " + webRtc.fingerprint());
        out.add("a=setup:" + setup);
        out.add("a=rtcp-mux");
        int rank = 65_535;
        int foundation = 1;
        for (InetSocketAddress each : webRtc.candidates()) {
            // RFC 8445 5.1.2.1: type preference 126 for host candidates, then ours among the addresses
            long priority = (126L << 24) | ((long) rank-- << 8) | 255;
            out.add("a=candidate:" + foundation++ + " 1 udp " + priority + " "
                    + each.getAddress().getHostAddress() + " " + each.getPort() + " typ host");
        }
        out.add("a=end-of-candidates");
        out.add("a=msid:callosum audio");
        out.add("a=ssrc:" + (local.sessionId() & 0x7fff_ffffL) + " cname:callosum");
    }

    private static void dtmf(Lines out, int type) {
        out.add("a=rtpmap:" + type + " telephone-event/8000");
        out.add("a=fmtp:" + type + " 0-15");
    }

    private static void tail(Lines out, Direction direction) {
        out.add("a=ptime:20");
        out.add("a=" + direction.attribute());
    }

    private static String typed(InetAddress address) {
        return (address instanceof Inet6Address ? "IP6 " : "IP4 ") + address.getHostAddress();
    }

    private static final class Lines {
        private final StringBuilder out = new StringBuilder(512);

        void add(String line) {
            out.append(line).append("\r\n");
        }

        String text() {
            return out.toString();
        }
    }
}
