import org.jspecify.annotations.NullMarked;

/// Sound and signalling: SIP, SDP, RTP, SRTP, DTLS, ICE and the mixing of media.
@NullMarked
module org.callosum.voice {
    requires transitive org.callosum.kernel;
    requires transitive org.jspecify;
    requires java.naming;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.util;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.tls;

    exports org.callosum.voice;
    exports org.callosum.voice.recording;
    exports org.callosum.voice.sdp;
    exports org.callosum.voice.signals;
    exports org.callosum.voice.sip;
}
