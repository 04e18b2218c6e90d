package org.callosum.server.calls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.StartFailure;
import org.jspecify.annotations.Nullable;

/// SIP over TLS shows the installation's own certificate, the one of the web, and believes carriers whose certificate
/// is of an authority that the machine trusts or that the operator has named.
final class VoiceTls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

    private VoiceTls() {}

    /// @param own PEM files: the certificate with those above it, and its key as unencrypted PKCS #8; null: we only
    ///     call others
    /// @param trusted PEM file with further authorities; null for none
    /// @throws StartFailure naming the file that cannot be used
    static SSLContext context(Settings.@Nullable CertificateFiles own, @Nullable Path trusted) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own), trust(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new StartFailure("SIP over TLS cannot be set up (%s)".formatted(unusable.getMessage()), unusable);
        }
    }

    private static KeyManager[] keys(Settings.CertificateFiles own) {
        try {
            var password = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "callosum",
                    key(own.key()),
                    password,
                    certificates(own.chain()).toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new StartFailure(
                    "the certificate %s and its key %s cannot be used for SIP over TLS (%s); they must be PEM files that belong together"
                            .formatted(own.chain(), own.key(), unusable.getMessage()),
                    unusable);
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
            for (var authority : certificates(trusted)) {
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

    private static Collection<X509Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate");
            }
            return found;
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        var text = KEY.matcher(Files.readString(file));
        if (!text.find()) {
            throw new IOException("the key must begin with -----BEGIN PRIVATE KEY----- (PKCS #8, not encrypted)");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
        for (var kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException other) {
                // it is of another kind
            }
        }
        throw new InvalidKeySpecException("the key is neither EC nor RSA nor EdDSA");
    }
}
