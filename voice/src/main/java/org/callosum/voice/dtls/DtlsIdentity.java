package org.callosum.voice.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.callosum.voice.io.Randomness;

/// Our self-signed P-256 certificate, new at each start. Browsers trust it by its fingerprint in the session
/// description, which came over HTTPS (RFC 8827 5.7).
public final class DtlsIdentity {
    private static final long DAY_MILLIS = 86_400_000L;

    private final JcaTlsCrypto crypto;
    private final KeyPair keys;
    private final byte[] certificate;
    private final String fingerprint;

    private DtlsIdentity(JcaTlsCrypto crypto, KeyPair keys, byte[] certificate) {
        this.crypto = crypto;
        this.keys = keys;
        this.certificate = certificate;
        this.fingerprint = fingerprint(certificate);
    }

    /// @param epochMillis now; the certificate holds from the day before for a year
    public static DtlsIdentity make(Randomness randomness, long epochMillis) {
        try {
            var crypto = new JcaTlsCryptoProvider().create(randomness.secure());
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), randomness.secure());
            var keys = generator.generateKeyPair();
            var name = new X500Name("CN=callosum");
            var holder = new JcaX509v3CertificateBuilder(
                            name,
                            new BigInteger(64, randomness.secure()),
                            new Date(epochMillis - DAY_MILLIS),
                            new Date(epochMillis + 366 * DAY_MILLIS),
                            name,
                            keys.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
            return new DtlsIdentity(crypto, keys, holder.getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("This Java cannot make a P-256 certificate", e);
        }
    }

    /// SHA-256 of the certificate, `AB:CD:…`, for `a=fingerprint:sha-256`.
    public String fingerprint() {
        return fingerprint;
    }

    static String fingerprint(byte[] certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate);
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                keys.getPrivate(),
                chain(),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    Certificate chain() throws IOException {
        return new Certificate(new TlsCertificate[] {new JcaTlsCertificate(crypto, certificate)});
    }
}
