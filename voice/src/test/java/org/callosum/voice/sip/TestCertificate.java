package org.callosum.voice.sip;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// Certificates for tests: self-signed, or of an authority made for the test.
record TestCertificate(KeyPair keys, X509Certificate certificate) {
    private static final Duration DAY = Duration.ofDays(1);

    /// For 127.0.0.1, trusting itself.
    static SSLContext context() throws Exception {
        var own = make("127.0.0.1", null, Instant.now().plus(DAY), false);
        return own.serving(own);
    }

    static TestCertificate authority() throws Exception {
        return make("Test authority", null, Instant.now().plus(DAY), true);
    }

    static TestCertificate selfSigned(String name) throws Exception {
        return make(name, null, Instant.now().plus(DAY), false);
    }

    TestCertificate issue(String name) throws Exception {
        return make(name, this, Instant.now().plus(DAY), false);
    }

    TestCertificate issueExpired(String name) throws Exception {
        return make(name, this, Instant.now().minus(Duration.ofHours(1)), false);
    }

    private static TestCertificate make(String name, @Nullable TestCertificate issuer, Instant end, boolean authority)
            throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var subject = new X500Name("CN=" + name);
        var signer = issuer == null ? pair : issuer.keys;
        var builder = new JcaX509v3CertificateBuilder(
                issuer == null
                        ? subject
                        : new X500Name(
                                issuer.certificate.getSubjectX500Principal().getName()),
                BigInteger.valueOf(System.nanoTime()),
                Date.from(end.minus(DAY.multipliedBy(2))),
                Date.from(end),
                subject,
                pair.getPublic());
        if (authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } else {
            int kind = name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)));
        }
        return new TestCertificate(
                pair,
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()))));
    }

    /// Shows this certificate and trusts `trusted`.
    SSLContext serving(TestCertificate... trusted) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "test".toCharArray();
        store.setKeyEntry("sip", keys.getPrivate(), password, new X509Certificate[] {certificate});
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, password);
        var known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        for (TestCertificate each : List.of(trusted)) {
            known.setCertificateEntry("trusted" + known.size(), each.certificate);
        }
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(known);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
