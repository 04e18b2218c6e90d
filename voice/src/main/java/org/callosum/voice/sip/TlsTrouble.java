package org.callosum.voice.sip;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/// Says why a server was not believed, and what to do about it.
final class TlsTrouble {
    private static final int DEEPEST = 12;

    private TlsTrouble() {}

    static String explain(Peer peer, SSLException refused) {
        Throwable cause = refused;
        String last = String.valueOf(refused.getMessage());
        for (int i = 0; cause != null && i < DEEPEST; i++, cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the certificate has expired: the carrier has to renew it";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet: compare the clocks of both sides";
            }
            if (cause instanceof CertPathBuilderException) {
                return "the certificate is self-signed or of an authority that is not trusted:"
                        + " name the authority's file in callosum.yaml (voice: trusted-certificates)";
            }
            if (cause instanceof CertificateException other) last = String.valueOf(other.getMessage());
        }
        if (last.startsWith("No ") && last.contains("found")) {
            return "the certificate does not name %s: set the trunk's host as the certificate has it"
                    .formatted(peer.name() == null ? peer.address().getHostString() : peer.name());
        }
        return "TLS failed: " + last;
    }
}
