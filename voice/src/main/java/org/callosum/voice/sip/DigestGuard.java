package org.callosum.voice.sip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Proves devices by digest (RFC 7616; SHA-256 and MD5, `qop=auth`). Nonces are not stored: each is a time and a MAC
/// over it.
/// Only nonces in use are remembered with their highest count, so that a captured request cannot be played again.
final class DigestGuard {
    private static final long NONCE_MILLIS = 300_000;
    private static final int MOST_NONCES = 20_000;
    private static final int MAC_BYTES = 16;
    private static final int STAMP_BYTES = 16;

    sealed interface Verdict {}

    record Proven(DeviceDirectory.Device device) implements Verdict {}

    /// No credentials, or some on an old nonce: ask.
    record Ask(boolean stale) implements Verdict {}

    /// Wrong, or not allowed.
    record Refuse() implements Verdict {}

    /// Too many wrong ones: no answer.
    record Ignore() implements Verdict {}

    private final SipCore core;
    private final DeviceDirectory devices;
    private final Sources sources;
    private final SecretKeySpec key;
    private final LinkedHashMap<String, Long> counts = new LinkedHashMap<>();
    private long issuedNonces;
    private long forgottenUpToMillis = Long.MIN_VALUE;

    DigestGuard(SipCore core, DeviceDirectory devices, Sources sources) {
        this.core = core;
        this.devices = devices;
        this.sources = sources;
        var secret = ByteBuffer.allocate(32);
        while (secret.hasRemaining()) secret.putLong(core.chance().nextLong());
        this.key = new SecretKeySpec(secret.array(), "HmacSHA256");
    }

    Verdict check(SipMessage request, Peer source) {
        var address = source.address().getAddress();
        AuthParams given = null;
        for (String row : request.headers(HeaderNames.AUTHORIZATION)) {
            AuthParams each = AuthParams.parse(row);
            if (each != null
                    && each.scheme().equalsIgnoreCase("Digest")
                    && core.settings().realm().equals(each.value("realm"))) {
                given = each;
                break;
            }
        }
        if (given == null) {
            if (!sources.spend(address, core.nowNanos())) {
                core.count(SipCounter.UNKNOWN_SOURCE_DROPPED);
                return new Ignore();
            }
            return new Ask(false);
        }
        if (!sources.mayTry(address, core.nowNanos())) {
            core.count(SipCounter.AUTH_SLOWED);
            return new Ignore();
        }
        return judge(request, given, address);
    }

    private Verdict judge(SipMessage request, AuthParams given, java.net.InetAddress address) {
        String user = given.value("username");
        String nonce = given.value("nonce");
        String uri = given.value("uri");
        String response = given.value("response");
        DigestMath.Algorithm algorithm = DigestMath.Algorithm.of(given.value("algorithm"));
        if (user == null || nonce == null || uri == null || response == null || algorithm == null) {
            return wrong(address);
        }
        if (algorithm == DigestMath.Algorithm.MD5
                && !core.settings().digestOffer().algorithms().contains(algorithm)) {
            return wrong(address);
        }
        String qop = or(given.value("qop"));
        if (!qop.isEmpty() && !qop.equalsIgnoreCase("auth")) return wrong(address);
        long issuedMillis = issued(nonce);
        long ageMillis = nowMillis() - issuedMillis;
        if (issuedMillis < 0 || ageMillis > NONCE_MILLIS || issuedMillis <= forgottenUpToMillis) {
            core.count(SipCounter.AUTH_STALE);
            return sources.spend(address, core.nowNanos()) ? new Ask(true) : new Ignore();
        }
        DeviceDirectory.Device device = devices.find(user);
        String ha1 = device == null ? "" : algorithm == DigestMath.Algorithm.MD5 ? device.ha1Md5() : device.ha1Sha256();
        // computed for unknown devices too: the time taken must not tell which exist
        String expected = DigestMath.response(
                algorithm,
                ha1.isEmpty() ? "none" : ha1,
                nonce,
                or(given.value("nc")),
                or(given.value("cnonce")),
                qop.toLowerCase(Locale.ROOT),
                request.method(),
                uri);
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                response.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        if (device == null || ha1.isEmpty() || !same || !sameTarget(uri, request)) return wrong(address);
        if (!device.enabled()) {
            core.count(SipCounter.AUTH_FAILED);
            return new Refuse();
        }
        // without qop there is no count: such a nonce is good once
        long count = qop.isEmpty() ? 1 : hex(or(given.value("nc")));
        if (!fresh(nonce, count, issuedMillis)) {
            core.count(SipCounter.AUTH_REPLAYED);
            return new Ask(true);
        }
        sources.succeeded(address);
        core.count(SipCounter.AUTH_ACCEPTED);
        return new Proven(device);
    }

    private Verdict wrong(java.net.InetAddress address) {
        core.count(SipCounter.AUTH_FAILED);
        sources.failed(address, core.nowNanos());
        return new Ask(false);
    }

    /// Phones differ in the form of `uri` (with or without port and parameters); user and host decide where the request
    /// goes.
    private static boolean sameTarget(String uri, SipMessage request) {
        if (uri.equals(request.requestUri())) return true;
        SipUri claimed = SipUri.parse(uri);
        SipUri target = SipUri.parse(request.requestUri());
        return claimed != null
                && target != null
                && claimed.host().equals(target.host())
                && (claimed.user().isEmpty() || claimed.user().equals(target.user()));
    }

    private boolean fresh(String nonce, long count, long issuedMillis) {
        if (count < 1) return false;
        Long highest = counts.get(nonce);
        if (highest != null && count <= highest) return false;
        counts.put(nonce, count);
        if (counts.size() > MOST_NONCES) {
            var eldest = counts.entrySet().iterator();
            String forgotten = eldest.next().getKey();
            eldest.remove();
            // what is no longer remembered must no longer be accepted
            forgottenUpToMillis = Math.max(forgottenUpToMillis, issued(forgotten));
        }
        return true;
    }

    /// Sends what a verdict other than [Proven] means.
    void answer(Verdict verdict, SipMessage request, Peer source) {
        switch (verdict) {
            case Ask(var stale) -> challenge(request, source, stale);
            case Refuse() -> core.replies().stateless(request, source, 403, 0);
            case Ignore(), Proven _ -> {
                // silence is the answer
            }
        }
    }

    private void challenge(SipMessage request, Peer source, boolean stale) {
        core.count(SipCounter.AUTH_CHALLENGED);
        String nonce = nonce(nowMillis());
        SipMessage.Builder made = Responses.to(
                request, Responses.topVia(request, source), 401, "c" + Integer.toHexString(nonce.hashCode()));
        for (DigestMath.Algorithm algorithm : core.settings().digestOffer().algorithms()) {
            made.addRaw(
                    HeaderNames.WWW_AUTHENTICATE,
                    "Digest realm=" + NameAddr.quote(core.settings().realm()) + ", nonce=\"" + nonce + "\", algorithm="
                            + algorithm.token + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
        }
        core.outbox().send(Responses.replyTo(request, source), made.build().toBytes());
    }

    /// Never the same twice: phones that register in one millisecond would otherwise look like one that is replayed.
    String nonce(long millis) {
        long number = ++issuedNonces;
        var all = ByteBuffer.allocate(STAMP_BYTES + MAC_BYTES)
                .putLong(millis)
                .putLong(number)
                .put(mac(millis, number), 0, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
    }

    /// When we issued this nonce, -1 when we did not (also after a restart, whose key is new).
    private long issued(String nonce) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException foreign) {
            return -1;
        }
        if (all.length != STAMP_BYTES + MAC_BYTES) return -1;
        var stamp = ByteBuffer.wrap(all);
        long millis = stamp.getLong();
        byte[] mac = java.util.Arrays.copyOf(mac(millis, stamp.getLong()), MAC_BYTES);
        return MessageDigest.isEqual(mac, java.util.Arrays.copyOfRange(all, STAMP_BYTES, all.length)) ? millis : -1;
    }

    private byte[] mac(long millis, long number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(core.settings().realm().getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(ByteBuffer.allocate(STAMP_BYTES)
                    .putLong(millis)
                    .putLong(number)
                    .array());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no HmacSHA256; use one that is complete", missing);
        }
    }

    private long nowMillis() {
        // an arbitrary origin may lie below zero; nonces must not
        return (core.nowNanos() - Long.MIN_VALUE / 2) / 1_000_000;
    }

    private static long hex(String text) {
        long value = 0;
        if (text.isEmpty() || text.length() > 8) return -1;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
