package org.callosum.server.calls;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the voice engine listens: the section `voice` of the configuration file.
///
/// @param address of SIP and sound; where the web listens unless named
/// @param publicAddress written into descriptions instead (NAT)
/// @param sipPort of UDP and TCP, 0 takes a free one
/// @param sipTlsPort −1: no TLS; 0 takes a free one. Needs the certificate of HTTPS
/// @param rtpLow first port of sound on SIP lines, even
/// @param webRtcPort one port for all browsers, 0 takes a free one
/// @param maxLegs legs at a time
/// @param maxCallsPerSecond new calls; beyond it 503 with Retry-After
/// @param lookupHosts hosts that flows may ask although they are private
@ConfigurationProperties("callosum.voice")
record VoiceProperties(
        @Nullable String address,
        @Nullable String publicAddress,
        @DefaultValue("5060") int sipPort,
        @DefaultValue("-1") int sipTlsPort,
        @DefaultValue("16384") int rtpLow,
        @DefaultValue("32766") int rtpHigh,
        @DefaultValue("0") int webRtcPort,
        @DefaultValue("4000") int maxLegs,
        @DefaultValue("500") int maxCallsPerSecond,
        @DefaultValue({}) Set<String> lookupHosts) {}
