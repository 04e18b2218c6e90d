package org.callosum.server.calls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import javax.net.ssl.SSLContext;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.install.Certificates;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.install.Settings;
import org.callosum.server.platform.install.StartFailure;
import org.callosum.server.platform.nodes.Nodes;
import org.callosum.server.telephony.Devices;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.telephony.TelephonyChanged;
import org.callosum.server.telephony.TrunkHealth;
import org.callosum.server.telephony.Trunks;
import org.callosum.voice.Passes;
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
    private final Installation installation;
    private final Settings settings;
    private final PhoneBook phones;
    private final Trunks trunks;
    private final Ids ids;
    private final TrunkHealth health;
    private final Passes passes;
    private final Nodes nodes;
    private volatile @Nullable Voice voice;

    VoiceHost(
            CallCentre centre,
            Installation installation,
            PhoneBook phones,
            Trunks trunks,
            TrunkHealth health,
            Ids ids,
            Passes passes,
            Nodes nodes) {
        this.centre = centre;
        this.installation = installation;
        this.settings = installation.settings();
        this.phones = phones;
        this.trunks = trunks;
        this.health = health;
        this.ids = ids;
        this.passes = passes;
        this.nodes = nodes;
    }

    @Override
    public void start() {
        var own = settings.voice();
        var address = settings.sipAddress();
        var wanted = VoiceSettings.loopback(0)
                .withSip(bindings(address), tls())
                .withTrunks(lines())
                .withLimits(MOST_LEGS, MOST_CALLS_PER_SECOND)
                .withDevices(Devices.REALM, phones)
                .withMedia(
                        address, own.publicAddress(), own.mediaPortLow() + own.mediaPortLow() % 2, own.mediaPortHigh())
                .withWebRtc(settings.browserSound())
                .withLegIds(ids::next)
                .withPasses(passes);
        try {
            var started = Voice.start(wanted, centre);
            centre.useVoice(started);
            voice = started;
            nodes.serves(null, written(started.sipAddress(SipBinding.Transport.UDP)));
        } catch (IOException taken) {
            throw new StartFailure(
                    "%s; stop what listens there, or set another port, for example sip-port: 5070 or sip-tls-port: 5071 under voice: in"
                                    .formatted(taken.getMessage())
                            + " callosum.yaml",
                    taken);
        }
    }

    /// As an address of SIP has it.
    private static @Nullable String written(@Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        var host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// The web's certificate; where the web has none and phones are to have TLS, one of the same kind is made.
    private SSLContext tls() {
        var own = installation.certificate();
        if (own == null && settings.voice().sipTlsPort() >= 0) {
            own = Certificates.selfSigned(installation.data(), settings.sipAddress(), Instant.now());
        }
        return VoiceTls.context(own, settings.voice().trustedCertificates());
    }

    private List<SipBinding> bindings(InetAddress address) {
        var bindings = new ArrayList<SipBinding>();
        var own = settings.voice();
        bindings.add(new SipBinding(SipBinding.Transport.UDP, new InetSocketAddress(address, own.sipPort())));
        bindings.add(new SipBinding(SipBinding.Transport.TCP, new InetSocketAddress(address, own.sipPort())));
        // whoever takes any free port for SIP takes any for TLS too
        var usual = own.sipPort() == 0 ? 0 : Settings.Voice.SIP_TLS_PORT;
        var tlsPort = own.sipTlsPort() >= 0 ? own.sipTlsPort() : installation.certificate() == null ? -1 : usual;
        if (tlsPort >= 0) {
            bindings.add(new SipBinding(SipBinding.Transport.TLS, new InetSocketAddress(address, tlsPort)));
        }
        return bindings;
    }

    private List<TrunkSettings> lines() {
        var lines = new ArrayList<TrunkSettings>();
        for (var line : trunks.lines()) {
            var trunk = line.trunk();
            try {
                lines.add(new TrunkSettings(
                        line.name(),
                        SipBinding.Transport.valueOf(Objects.requireNonNullElse(trunk.transport(), "udp")
                                .toUpperCase(Locale.ROOT)),
                        Objects.requireNonNullElse(trunk.host(), ""),
                        Objects.requireNonNullElse(trunk.port(), 5060),
                        Objects.requireNonNullElse(trunk.username(), ""),
                        line.password(),
                        "register".equals(trunk.kind()),
                        Objects.requireNonNullElse(trunk.sources(), List.of()),
                        settings.voice().trunkPingSeconds()));
            } catch (IllegalArgumentException unusable) {
                LOG.error("Trunk {} is left out: {}", trunk.code(), unusable.getMessage());
            }
        }
        return lines;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    public void edited(TelephonyChanged changed) {
        var running = voice;
        if (changed.kind() == TelephonyChanged.Kind.TRUNKS && running != null) {
            // On a thread of its own: after a commit its transaction is still bound here, and would show no rows.
            trunks.edited(changed);
            Thread.startVirtualThread(() -> {
                running.configureTrunks(lines());
                health.forgetOthers();
            });
        }
    }

    @Override
    public void stop() {
        var running = voice;
        voice = null;
        if (running != null) {
            centre.closing();
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

    /// Where SIP listens.
    ///
    /// @throws IllegalStateException while the engine does not run, or does not listen by this transport
    InetSocketAddress sipAddress(SipBinding.Transport transport) {
        var running = voice;
        var bound = running == null ? null : running.sipAddress(transport);
        if (bound == null) {
            throw new IllegalStateException("The voice engine does not listen on " + transport);
        }
        return bound;
    }

    /// The engine's counters; empty while it does not run.
    SortedMap<String, Long> counters() {
        var running = voice;
        return running == null ? Collections.emptySortedMap() : running.counters();
    }
}
