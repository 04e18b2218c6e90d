package org.callosum.voice.engine;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.callosum.voice.DialRequest;
import org.callosum.voice.DialTarget;
import org.callosum.voice.TrunkSettings;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.sip.Binding;
import org.callosum.voice.sip.OutgoingInvite;
import org.callosum.voice.sip.SipCredentials;
import org.callosum.voice.sip.SipEndpoint;
import org.callosum.voice.sip.SipUri;
import org.callosum.voice.sip.TrunkPing;
import org.callosum.voice.sip.TrunkRegistration;
import org.jspecify.annotations.Nullable;

/// Trunks, their registrations, and the way to whom is dialled. Control thread, except where said.
final class SipLines {
    private static final int REGISTRATION_SECONDS = 600;

    private final Parts parts;
    private final Map<String, Registration> registrations = new HashMap<>();
    private volatile Trunks trunks;
    private @Nullable SipEndpoint endpoint;

    private final Map<String, Ping> pings = new HashMap<>();

    private record Registration(TrunkSettings settings, TrunkRegistration running) {}

    private record Ping(TrunkSettings settings, TrunkPing running) {}

    SipLines(Parts parts, Trunks trunks) {
        this.parts = parts;
        this.trunks = trunks;
    }

    void begin(@Nullable SipEndpoint running) {
        endpoint = running;
        register(trunks);
        ping(trunks);
    }

    /// Any thread.
    @Nullable
    String trunkOf(InetAddress source) {
        return trunks.trunkOf(source);
    }

    void configure(Trunks changed) {
        trunks = changed;
        register(changed);
        ping(changed);
    }

    private void register(Trunks wanted) {
        var sip = endpoint;
        if (sip == null) {
            return;
        }
        registrations.values().removeIf(registration -> {
            var same = registration
                    .settings()
                    .equals(wanted.byName(registration.settings().name()));
            if (!same) {
                registration.running().stop();
            }
            return !same;
        });
        for (var trunk : wanted.settings()) {
            if (trunk.register() && !registrations.containsKey(trunk.name())) {
                var uri = uri(trunk, "");
                if (uri == null) {
                    parts.tell(new VoiceEvent.TrunkLost(trunk.name(), "the address " + trunk.host() + " is not valid"));
                    continue;
                }
                registrations.put(
                        trunk.name(),
                        new Registration(
                                trunk,
                                sip.register(new org.callosum.voice.sip.TrunkSettings(
                                        trunk.name(),
                                        uri,
                                        trunk.user(),
                                        new SipCredentials(trunk.user(), trunk.password()),
                                        null,
                                        REGISTRATION_SECONDS))));
            }
        }
    }

    private void ping(Trunks wanted) {
        var sip = endpoint;
        if (sip == null) {
            return;
        }
        pings.values().removeIf(ping -> {
            var same = ping.settings().equals(wanted.byName(ping.settings().name()));
            if (!same) {
                ping.running().stop();
            }
            return !same;
        });
        for (var trunk : wanted.settings()) {
            var uri = uri(trunk, "");
            if (trunk.pingSeconds() > 0 && !trunk.host().isEmpty() && uri != null) {
                pings.computeIfAbsent(trunk.name(), name -> new Ping(trunk, sip.ping(name, uri, trunk.pingSeconds())));
            }
        }
    }

    /// The carrier answers again.
    void reachable(String trunk) {
        var registration = registrations.get(trunk);
        if (registration != null) {
            registration.running().hurry();
        }
    }

    private static @Nullable SipUri uri(TrunkSettings trunk, String user) {
        var host = trunk.host().contains(":") ? "[" + trunk.host() + "]" : trunk.host();
        return SipUri.parse("sip:%s%s:%d;transport=%s"
                .formatted(
                        user.isEmpty() ? "" : user + "@",
                        host,
                        trunk.port(),
                        trunk.transport().name().toLowerCase(Locale.ROOT)));
    }

    @Nullable
    OutgoingInvite invite(DialRequest request, String offer) {
        var from = request.callerNumber().isEmpty() ? "anonymous" : request.callerNumber();
        OutgoingInvite invite = null;
        switch (request.target()) {
            case DialTarget.Device(var device) -> {
                var binding = binding(device);
                if (binding != null) {
                    invite = OutgoingInvite.to(binding, from, offer);
                }
            }
            case DialTarget.Number(var name, var number) -> {
                var trunk = trunks.byName(name);
                var uri = trunk == null || trunk.host().isEmpty() ? null : uri(trunk, number);
                if (trunk != null && uri != null) {
                    invite = OutgoingInvite.to(uri, from, offer);
                    if (!trunk.user().isEmpty()) {
                        invite = invite.withCredentials(new SipCredentials(trunk.user(), trunk.password()));
                    }
                }
            }
            case DialTarget.Address(var text) -> {
                var uri = SipUri.parse(text);
                if (uri != null) {
                    invite = OutgoingInvite.to(uri, from, offer);
                }
            }
        }
        if (invite == null) {
            parts.counters.count("dial.no-route");
            return null;
        }
        return new OutgoingInvite(
                invite.target(),
                request.callerName(),
                invite.fromUser(),
                invite.fromDomain(),
                invite.offer(),
                invite.credentials(),
                invite.route(),
                invite.routeSet(),
                request.timeoutMillis(),
                request.headers());
    }

    /// The address that leads to a target; null if nothing does.
    @Nullable
    SipUri address(DialTarget target) {
        return switch (target) {
            case DialTarget.Device(var device) -> {
                var binding = binding(device);
                yield binding == null ? null : binding.contact();
            }
            case DialTarget.Number(var name, var number) -> {
                var trunk = trunks.byName(name);
                yield trunk == null || trunk.host().isEmpty() ? null : uri(trunk, number);
            }
            case DialTarget.Address(var text) -> SipUri.parse(text);
        };
    }

    /// The phone's newest registration.
    private @Nullable Binding binding(String device) {
        Binding newest = null;
        if (endpoint != null) {
            for (var binding : endpoint.registrar().bindings(device)) {
                if (newest == null || binding.expiresNanos() - newest.expiresNanos() > 0) {
                    newest = binding;
                }
            }
        }
        return newest;
    }

    void stop() {
        registrations.values().forEach(registration -> registration.running().stop());
        pings.values().forEach(ping -> ping.running().stop());
    }
}
