package org.callosum.voice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Where the engine listens and what it allows.
///
/// @param sip addresses for SIP; may be empty (WebRTC only)
/// @param tls for TLS bindings; null if there are none
/// @param realm digest realm of desk phones
/// @param trunks at start; see [Voice#configureTrunks]
/// @param devices desk phones that may register
/// @param mediaAddress local address of SIP sound; never a wildcard
/// @param publicAddress address written into session descriptions instead of the local one (NAT), or null
/// @param rtpPortLow first port of SIP sound, even, 1 024 to 65 534; each leg takes two
/// @param rtpPortHigh last one
/// @param webRtc addresses for browsers, each advertised as a candidate, never a wildcard; port 0 takes a free one
/// @param maxLegs legs at a time; beyond it calls are refused with 503 and browsers with an error
/// @param maxCallsPerSecond new incoming calls; beyond it 503 with Retry-After
/// @param mediaLossMillis silence of the wire after which [VoiceEvent.MediaLost] is told (SIP)
/// @param legIds makes ids for incoming calls; thread-safe
/// @param passes who else may call in
public record VoiceSettings(
        List<SipBinding> sip,
        @Nullable SSLContext tls,
        String realm,
        List<TrunkSettings> trunks,
        Devices devices,
        InetAddress mediaAddress,
        @Nullable InetAddress publicAddress,
        int rtpPortLow,
        int rtpPortHigh,
        List<InetSocketAddress> webRtc,
        int maxLegs,
        int maxCallsPerSecond,
        long mediaLossMillis,
        LongSupplier legIds,
        Passes passes) {
    public VoiceSettings {
        sip = List.copyOf(sip);
        trunks = List.copyOf(trunks);
        webRtc = List.copyOf(webRtc);
        if (rtpPortLow < 1_024 || rtpPortHigh > 65_535 || rtpPortHigh - rtpPortLow < 2 || rtpPortLow % 2 != 0) {
            throw new IllegalArgumentException("RTP ports %d to %d: an even low port from 1024, at least three ports"
                    .formatted(rtpPortLow, rtpPortHigh));
        }
        if (mediaAddress.isAnyLocalAddress()
                || webRtc.stream().anyMatch(a -> a.getAddress().isAnyLocalAddress())) {
            throw new IllegalArgumentException("Sound needs addresses of this machine, not 0.0.0.0 or ::,"
                    + " since answers must leave from the address that was asked");
        }
        if (maxLegs < 1 || maxCallsPerSecond < 1 || mediaLossMillis < 1_000) {
            throw new IllegalArgumentException("maxLegs %d, maxCallsPerSecond %d, mediaLossMillis %d:"
                            .formatted(maxLegs, maxCallsPerSecond, mediaLossMillis)
                    + " at least 1, 1 and 1000");
        }
    }

    /// Everything on the loopback address: SIP over UDP on `sipPort`, sound from 16 384, browsers on a free port.
    ///
    /// @param sipPort 0 takes a free one
    public static VoiceSettings loopback(int sipPort) {
        var here = InetAddress.getLoopbackAddress();
        return new VoiceSettings(
                List.of(new SipBinding(SipBinding.Transport.UDP, new InetSocketAddress(here, sipPort))),
                null,
                "callosum",
                List.of(),
                user -> null,
                here,
                null,
                16_384,
                32_766,
                List.of(new InetSocketAddress(here, 0)),
                4_000,
                1_000,
                30_000,
                new AtomicLong()::incrementAndGet,
                dialled -> false);
    }

    public VoiceSettings withSip(List<SipBinding> bindings, @Nullable SSLContext context) {
        return new VoiceSettings(
                bindings,
                context,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withTrunks(List<TrunkSettings> lines) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                lines,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withDevices(String digestRealm, Devices phones) {
        return new VoiceSettings(
                sip,
                tls,
                digestRealm,
                trunks,
                phones,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withMedia(InetAddress address, @Nullable InetAddress advertised, int portLow, int portHigh) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                address,
                advertised,
                portLow,
                portHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withWebRtc(List<InetSocketAddress> addresses) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                addresses,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withLimits(int legs, int callsPerSecond) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                legs,
                callsPerSecond,
                mediaLossMillis,
                legIds,
                passes);
    }

    public VoiceSettings withMediaLoss(long millis) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                millis,
                legIds,
                passes);
    }

    public VoiceSettings withLegIds(LongSupplier ids) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                ids,
                passes);
    }

    public VoiceSettings withPasses(Passes proofs) {
        return new VoiceSettings(
                sip,
                tls,
                realm,
                trunks,
                devices,
                mediaAddress,
                publicAddress,
                rtpPortLow,
                rtpPortHigh,
                webRtc,
                maxLegs,
                maxCallsPerSecond,
                mediaLossMillis,
                legIds,
                proofs);
    }
}
