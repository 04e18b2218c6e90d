package org.callosum.server.calls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.telephony.Devices;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.telephony.TelephonyChanged;
import org.callosum.server.telephony.Trunks;
import org.callosum.voice.SipBinding;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.Voice;
import org.callosum.voice.VoiceSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Starts the voice engine when the floors are open, and hands it the trunks whenever they are edited.
class VoiceHost implements SmartLifecycle {
    /// After the floors (0), before the web takes requests.
    static final int PHASE = 100;

    private static final int MOST_LEGS = 4_000;

    /// Well beyond what a core carries: what a slower machine can take, the age of waiting work decides ([Backlog]).
    private static final int MOST_CALLS_PER_SECOND = 1_500;

    private static final Logger LOG = LoggerFactory.getLogger(VoiceHost.class);

    private final CallCentre centre;
    private final Settings settings;
    private final PhoneBook phones;
    private final Trunks trunks;
    private final Ids ids;
    private final @Nullable SSLContext tls;
    private volatile @Nullable Voice voice;

    /// @param tls of the web's certificate; null where it has none
    VoiceHost(
            CallCentre centre, Settings settings, PhoneBook phones, Trunks trunks, Ids ids, @Nullable SSLContext tls) {
        this.centre = centre;
        this.settings = settings;
        this.phones = phones;
        this.trunks = trunks;
        this.ids = ids;
        this.tls = tls;
    }

    @Override
    public void start() {
        var own = settings.voice();
        var address = settings.sipAddress();
        var wanted = VoiceSettings.loopback(0)
                .withSip(bindings(address), tls)
                .withTrunks(lines())
                .withLimits(MOST_LEGS, MOST_CALLS_PER_SECOND)
                .withDevices(Devices.REALM, phones)
                .withMedia(
                        address, own.publicAddress(), own.mediaPortLow() + own.mediaPortLow() % 2, own.mediaPortHigh())
                .withWebRtc(List.of(new InetSocketAddress(settings.listen(), 0)))
                .withLegIds(ids::next);
        try {
            var started = Voice.start(wanted, centre);
            centre.useVoice(started);
            voice = started;
        } catch (IOException taken) {
            throw new StartFailure(
                    "%s; stop what listens there, or set another port, for example sip-port: 5070 under voice: in"
                                    .formatted(taken.getMessage())
                            + " callosum.yaml",
                    taken);
        }
    }

    private List<SipBinding> bindings(InetAddress address) {
        var bindings = new ArrayList<SipBinding>();
        var own = settings.voice();
        bindings.add(new SipBinding(SipBinding.Transport.UDP, new InetSocketAddress(address, own.sipPort())));
        bindings.add(new SipBinding(SipBinding.Transport.TCP, new InetSocketAddress(address, own.sipPort())));
        if (own.sipTlsPort() > 0 && tls != null) {
            bindings.add(new SipBinding(SipBinding.Transport.TLS, new InetSocketAddress(address, own.sipTlsPort())));
        }
        return bindings;
    }

    private List<TrunkSettings> lines() {
        var settings = new ArrayList<TrunkSettings>();
        for (var line : trunks.lines()) {
            var trunk = line.trunk();
            try {
                settings.add(new TrunkSettings(
                        line.name(),
                        SipBinding.Transport.valueOf(Objects.requireNonNullElse(trunk.transport(), "udp")
                                .toUpperCase(Locale.ROOT)),
                        Objects.requireNonNullElse(trunk.host(), ""),
                        Objects.requireNonNullElse(trunk.port(), 5060),
                        Objects.requireNonNullElse(trunk.username(), ""),
                        line.password(),
                        "register".equals(trunk.kind()),
                        Objects.requireNonNullElse(trunk.sources(), List.of())));
            } catch (IllegalArgumentException unusable) {
                LOG.error("Trunk {} is left out: {}", trunk.code(), unusable.getMessage());
            }
        }
        return settings;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    public void edited(TelephonyChanged changed) {
        var running = voice;
        if (changed.kind() == TelephonyChanged.Kind.TRUNKS && running != null) {
            // On a thread of its own: after a commit its transaction is still bound here, and would show no rows.
            trunks.edited(changed);
            Thread.startVirtualThread(() -> running.configureTrunks(lines()));
        }
    }

    @Override
    public void stop() {
        var running = voice;
        voice = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return voice != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /// Where SIP listens over UDP.
    InetSocketAddress sipAddress() {
        var running = voice;
        var bound = running == null ? null : running.sipAddress(SipBinding.Transport.UDP);
        if (bound == null) {
            throw new IllegalStateException("The voice engine is not running");
        }
        return bound;
    }
}
