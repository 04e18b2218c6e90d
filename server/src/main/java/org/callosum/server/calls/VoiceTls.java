package org.callosum.server.calls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.callosum.server.platform.install.CertificateKeys;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.StartFailure;
import org.jspecify.annotations.Nullable;

/// SIP over TLS shows the installation's own certificate, the one of the web, and believes carriers whose certificate
/// is of an authority that the machine trusts or that the operator has named.
final class VoiceTls {
    private VoiceTls() {}

    /// @param own PEM files: the certificate with those above it, and its key as unencrypted PKCS #8; null: we only
    ///     call others
    /// @param trusted PEM file with further authorities; null for none
    /// @throws StartFailure naming the file that cannot be used
    static SSLContext context(Settings.@Nullable CertificateFiles own, @Nullable Path trusted) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : CertificateKeys.of(own), trust(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new StartFailure("SIP over TLS cannot be set up (%s)".formatted(unusable.getMessage()), unusable);
        }
    }

    private static TrustManager[] trust(@Nullable Path trusted) throws GeneralSecurityException, IOException {
        var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        if (trusted == null) {
            return usual.getTrustManagers();
        }
        var all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        for (var manager : usual.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (var authority : x509.getAcceptedIssuers()) {
                    all.setCertificateEntry("machine-" + all.size(), authority);
                }
            }
        }
        try {
            for (var authority : CertificateKeys.certificates(trusted)) {
                all.setCertificateEntry("named-" + all.size(), authority);
            }
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new StartFailure(
                    "voice: trusted-certificates: %s cannot be read as PEM certificates (%s), for example trusted-certificates: /etc/callosum/carrier-ca.pem"
                            .formatted(trusted, unreadable.getMessage()),
                    unreadable);
        }
        var both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        both.init(all);
        return both.getTrustManagers();
    }
}
