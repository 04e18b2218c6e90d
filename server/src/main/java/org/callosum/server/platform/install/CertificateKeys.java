package org.callosum.server.platform.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// Reads a certificate with its key from PEM files, and looks whether the two belong together: the web server and SIP
/// would find out only when the first visitor is refused.
public final class CertificateKeys {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

    private CertificateKeys() {}

    /// @param own the certificate with those above it, and its key as unencrypted PKCS #8
    /// @throws StartFailure naming the files that cannot be used
    public static KeyManager[] of(Settings.CertificateFiles own) {
        try {
            var password = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var chain = certificates(own.chain());
            var key = key(own.key());
            requirePair(key, chain.getFirst().getPublicKey());
            store.setKeyEntry("callosum", key, password, chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return keys.getKeyManagers();
        } catch (NoSuchFileException missing) {
            throw unusable(own, missing.getFile() + " is not there", missing);
        } catch (GeneralSecurityException | IOException | IllegalArgumentException wrong) {
            throw unusable(own, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static StartFailure unusable(Settings.CertificateFiles own, String why, Exception cause) {
        return new StartFailure(
                "the certificate %s and its key %s cannot be used (%s); they must be PEM files that belong together"
                        .formatted(own.chain(), own.key(), StartFault.oneLine(why)),
                cause);
    }

    /// All certificates of a PEM file, at least one.
    ///
    /// @throws IOException if the file cannot be read or holds none
    public static List<X509Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate");
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

    /// What the one signs the other must recognise.
    private static void requirePair(PrivateKey key, PublicKey known) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(known.getAlgorithm())) {
            throw new GeneralSecurityException("the key is %s, the certificate is of a key that is %s"
                    .formatted(key.getAlgorithm(), known.getAlgorithm()));
        }
        var signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                });
        byte[] word = {1, 2, 3, 4};
        signature.initSign(key);
        signature.update(word);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(word);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the certificate is of another key");
        }
    }
}
