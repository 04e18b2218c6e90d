import org.jspecify.annotations.NullMarked;

/// Sound and signalling: SIP, SDP, RTP, SRTP, DTLS, ICE and the mixing of media.
@NullMarked
module org.callosum.voice {
    requires transitive org.callosum.kernel;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.tls;
}
