package org.callosum.server.platform.install;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The certificate of web and SIP: the operator's own files, else a self-signed one made at first start and kept in
/// `certificate/` until it is about to run out or the address has changed.
public final class Certificates {
    private static final Duration VALID = Duration.ofDays(825);
    private static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    private Certificates() {}

    /// @param now decides whether the kept one still serves
    public static Settings.CertificateFiles selfSigned(DataFolder data, InetAddress address, Instant now) {
        Path folder = data.folder("certificate");
        var files = new Settings.CertificateFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        try {
            if (!serves(files, address, now)) {
                make(files, address, now);
            }
            return files;
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new StartFailure(
                    "the self-signed certificate in %s cannot be made (%s); remove that folder, or name files of your own under certificate: in callosum.yaml"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static boolean serves(Settings.CertificateFiles files, InetAddress address, Instant now) {
        if (!Files.exists(files.chain()) || !Files.exists(files.key())) {
            return false;
        }
        X509Certificate certificate = read(files.chain());
        try {
            boolean named = certificate.getSubjectAlternativeNames() != null
                    && certificate.getSubjectAlternativeNames().stream()
                            .anyMatch(name -> address.getHostAddress().equals(name.get(1)));
            return named && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE_END));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static void make(Settings.CertificateFiles files, InetAddress address, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        var name = new X500Name("CN=Callosum");
        var certificate = new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(120, new SecureRandom()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(VALID)),
                        name,
                        pair.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.iPAddress, address.getHostAddress()),
                    new GeneralName(GeneralName.dNSName, hostName()),
                    new GeneralName(GeneralName.dNSName, "localhost")
                }))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
        Files.deleteIfExists(files.key());
        Files.createFile(
                files.key(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(files.key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(files.chain(), pem("CERTIFICATE", certificate.getEncoded()));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException _) {
            return "localhost";
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), what);
    }

    /// The first certificate of a PEM file.
    ///
    /// @throws StartFailure when there is none
    public static X509Certificate read(Path chain) {
        try (InputStream in = Files.newInputStream(chain)) {
            if (CertificateFactory.getInstance("X.509").generateCertificate(in)
                    instanceof X509Certificate certificate) {
                return certificate;
            }
            throw new StartFailure("%s holds no certificate; it must be a PEM file".formatted(chain));
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure("%s cannot be read as a PEM certificate (%s)".formatted(chain, e.getMessage()), e);
        }
    }

    /// SHA-256 as browsers show it, for comparing by eye.
    public static String fingerprint(Path chain) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(read(chain).getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
