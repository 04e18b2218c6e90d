package org.callosum.voice.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.callosum.voice.srtp.SrtpKeys;
import org.callosum.voice.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/// Our rules for one handshake: DTLS 1.2, ECDHE with ECDSA, the browser's certificate must have the fingerprint its
/// description named, and one SRTP profile is agreed (RFC 5764 4.1).
final class DtlsServer extends DefaultTlsServer {
    private static final int HANDSHAKE_MILLIS = 20_000;
    private static final int RESEND_MILLIS = 200;

    private final DtlsIdentity identity;
    private final String expectedFingerprint;
    private final Runnable onClose;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys clientKeys;
    private @Nullable SrtpKeys serverKeys;
    private boolean clientProven;

    DtlsServer(DtlsIdentity identity, String expectedFingerprint, Runnable onClose) {
        super(identity.crypto());
        this.identity = identity;
        this.expectedFingerprint = expectedFingerprint;
        this.onClose = onClose;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        });
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return identity.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate certificate) throws IOException {
        if (certificate.isEmpty()
                || !DtlsIdentity.fingerprint(certificate.getCertificateAt(0).getEncoded())
                        .equalsIgnoreCase(expectedFingerprint)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        clientProven = true;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"}) // Bouncy Castle's signature
    public void processClientExtensions(@Nullable Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        var offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered != null) {
            // GCM first: half the cost of AES-CM with HMAC on our side
            for (var wanted : new SrtpProfile[] {SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES_CM_128_HMAC_SHA1_80}) {
                if (profile == null
                        && Arrays.stream(offered.getProtectionProfiles()).anyMatch(n -> n == wanted.dtlsNumber())) {
                    profile = wanted;
                }
            }
        }
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete", "unchecked"})
    public Hashtable getServerExtensions() throws IOException {
        var extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        if (profile != null) {
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(new int[] {profile.dtlsNumber()}, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HANDSHAKE_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return RESEND_MILLIS;
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            onClose.run(); // receive() does not end by it
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        var agreed = profile;
        if (agreed == null || !clientProven) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        var salt = agreed.saltLength();
        // client key, server key, client salt, server salt (RFC 5764 4.2)
        var material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (SrtpProfile.KEY + salt));
        clientKeys =
                new SrtpKeys(agreed, Arrays.copyOfRange(material, 0, 16), Arrays.copyOfRange(material, 32, 32 + salt));
        serverKeys = new SrtpKeys(
                agreed, Arrays.copyOfRange(material, 16, 32), Arrays.copyOfRange(material, 32 + salt, 32 + 2 * salt));
    }

    @Nullable
    SrtpKeys clientKeys() {
        return clientKeys;
    }

    @Nullable
    SrtpKeys serverKeys() {
        return serverKeys;
    }
}
