package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Who may call in, and whether there is room: overload first (cheapest), then trust by address, then proof by digest.
final class Admission {
    private final SipCore core;
    private final SipSettings settings;
    private final Sources sources;
    private final @Nullable DigestGuard guard;
    private long backlogMillis;
    private double tokens;
    private long tokensAtNanos;

    Admission(SipCore core) {
        this.core = core;
        this.settings = core.settings();
        this.sources = new Sources(settings.maxSources(), settings.unknownPerSecond());
        DeviceDirectory devices = settings.devices();
        this.guard = devices == null ? null : new DigestGuard(core, devices, sources);
        this.tokens = settings.shedding().callsPerSecond();
        this.tokensAtNanos = core.nowNanos();
    }

    void backlog(long millis) {
        backlogMillis = millis;
    }

    @Nullable
    DigestGuard guard() {
        return guard;
    }

    /// True for trunks, and for others while they stay below the rate for unknown sources.
    boolean mayAnswer(Peer source) {
        return settings.trunks().trunkOf(source.address(), source.transport()) != null || mayAnswerUnknown(source);
    }

    /// Whether an unproven source still gets an answer: each one costs from its bucket, so that we are no amplifier or
    /// oracle.
    boolean mayAnswerUnknown(Peer source) {
        boolean may = sources.spend(source.address().getAddress(), core.nowNanos());
        if (!may) core.count(SipCounter.UNKNOWN_SOURCE_DROPPED);
        return may;
    }

    void invite(SipMessage invite, String key, Peer source) {
        Shedding shedding = settings.shedding();
        String trunk = settings.trunks().trunkOf(source.address(), source.transport());
        if (trunk == null && !sources.mayTry(source.address().getAddress(), core.nowNanos())) {
            core.count(SipCounter.AUTH_SLOWED);
            return;
        }
        if (backlogMillis >= shedding.backlogMillis()) {
            shed(SipCounter.SHED_BACKLOG, invite, source);
            return;
        }
        if (core.calls().active() >= shedding.concurrentCalls()) {
            shed(SipCounter.SHED_CONCURRENT, invite, source);
            return;
        }
        Origin origin;
        if (hasPass(invite)) {
            origin = new Origin.Pass();
        } else if (trunk != null) {
            origin = new Origin.Trunk(trunk);
        } else if (guard == null) {
            if (mayAnswerUnknown(source)) {
                core.count(SipCounter.UNKNOWN_SOURCE_REFUSED);
                core.replies().stateless(invite, source, 403, 0);
            }
            return;
        } else {
            DigestGuard.Verdict verdict = guard.check(invite, source);
            if (!(verdict instanceof DigestGuard.Proven(var device))) {
                guard.answer(verdict, invite, source);
                return;
            }
            NameAddr from = invite.from();
            SipUri claimed = from == null ? null : from.sipUri();
            if (claimed == null || !claimed.dialled().equals(device.user())) {
                // a proven device may not speak as another
                core.replies().stateless(invite, source, 403, 0);
                return;
            }
            origin = new Origin.Device(device.user());
        }
        if (!takeToken(shedding)) {
            shed(SipCounter.SHED_RATE, invite, source);
            return;
        }
        ServerTransaction transaction = core.replies().begin(invite, key, source);
        if (core.replies().unsupported(transaction, invite)) return;
        if (!acceptsSdp(invite)) {
            core.replies().answer(transaction, invite, 406);
            return;
        }
        if (SessionTimer.read(invite, settings) instanceof SessionTimer.Ask.TooShort) {
            transaction.respond(core.replies()
                    .response(transaction, invite, 422)
                    .addRaw(HeaderNames.MIN_SE, String.valueOf(settings.minSessionSeconds()))
                    .build());
            return;
        }
        core.calls().incoming(transaction, invite, source, origin);
    }

    /// Before anything else: a trunk may share the address of whoever has a pass.
    private boolean hasPass(SipMessage invite) {
        SipUri uri = SipUri.parse(invite.requestUri());
        return uri != null && settings.passes().test(uri.dialled());
    }

    private void shed(SipCounter why, SipMessage invite, Peer source) {
        core.count(why);
        core.replies().stateless(invite, source, 503, settings.shedding().retryAfterSeconds());
    }

    private boolean takeToken(Shedding shedding) {
        long now = core.nowNanos();
        double perNano = shedding.callsPerSecond() / 1e9;
        tokens = Math.min(shedding.callsPerSecond(), tokens + (now - tokensAtNanos) * perNano);
        tokensAtNanos = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }

    /// Without Accept a caller takes SDP (RFC 3261 20.1).
    private static boolean acceptsSdp(SipMessage invite) {
        var rows = invite.elements(HeaderNames.ACCEPT);
        if (rows.isEmpty()) return true;
        for (String row : rows) {
            int end = row.indexOf(';');
            String type = Params.trimmed(row, 0, end < 0 ? row.length() : end);
            if (type.equalsIgnoreCase("application/sdp")
                    || type.equals("*/*")
                    || type.equalsIgnoreCase("application/*")) {
                return true;
            }
        }
        return false;
    }

    /// What the handler is told. A trunk's asserted identity outranks From (RFC 3325); a device is whom it has proven
    /// to be.
    IncomingInvite describe(SipMessage invite, Peer source, Origin origin) {
        SipUri uri = SipUri.parse(invite.requestUri());
        NameAddr shown = invite.from();
        String number = number(shown);
        switch (origin) {
            case Origin.Device(var user) -> number = user;
            case Origin.Pass _ -> {
                // shown as they say
            }
            case Origin.Trunk _ -> {
                for (String row : invite.elements(HeaderNames.ASSERTED_IDENTITY)) {
                    NameAddr asserted = NameAddr.parse(row);
                    if (asserted == null || number(asserted).isEmpty()) continue;
                    number = number(asserted);
                    if (!asserted.display().isEmpty()) shown = asserted;
                    break;
                }
                String privacy = invite.header("Privacy");
                boolean hidden = privacy != null
                        && (privacy.toLowerCase(java.util.Locale.ROOT).contains("id")
                                || privacy.toLowerCase(java.util.Locale.ROOT).contains("user"));
                if (hidden || number.equalsIgnoreCase("anonymous")) {
                    return told(invite, uri, "", "", source, origin);
                }
            }
        }
        return told(invite, uri, number, shown == null ? "" : shown.display(), source, origin);
    }

    private static IncomingInvite told(
            SipMessage invite, @Nullable SipUri uri, String number, String name, Peer source, Origin origin) {
        String dialled = uri == null ? "" : uri.dialled();
        return new IncomingInvite(origin, dialled, number, name, invite.sdp(), source.address(), invite);
    }

    private static String number(@Nullable NameAddr address) {
        SipUri uri = address == null ? null : address.sipUri();
        return uri == null ? "" : uri.dialled();
    }
}
