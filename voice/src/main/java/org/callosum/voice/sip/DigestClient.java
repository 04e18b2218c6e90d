package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Answers a carrier's digest challenge (RFC 7616, RFC 8760).
final class DigestClient {
    private DigestClient() {}

    /// @param again true when the refused request carried credentials already: then only a `stale` challenge is
    /// answered
    /// @return the value of (Proxy-)Authorization, null when no challenge is one we can or may answer
    static @Nullable String answer(
            SipMessage response,
            boolean proxy,
            SipMessage request,
            SipCredentials credentials,
            Chance chance,
            boolean again) {
        // topmost is what the server likes best (RFC 8760 2.4)
        for (String row : response.headers(proxy ? HeaderNames.PROXY_AUTHENTICATE : HeaderNames.WWW_AUTHENTICATE)) {
            AuthParams challenge = AuthParams.parse(row);
            if (challenge == null || !challenge.scheme().equalsIgnoreCase("Digest")) continue;
            DigestMath.Algorithm algorithm = DigestMath.Algorithm.of(challenge.value("algorithm"));
            String realm = challenge.value("realm");
            String nonce = challenge.value("nonce");
            if (algorithm == null || realm == null || nonce == null) continue;
            if (again && !"true".equalsIgnoreCase(challenge.value("stale"))) return null;
            String offered = challenge.value("qop");
            boolean auth = offered != null
                    && SipMessage.split(offered, new java.util.ArrayList<>()).stream()
                            .anyMatch(each -> each.equalsIgnoreCase("auth"));
            if (offered != null && !auth) continue;
            return write(challenge, algorithm, realm, nonce, auth, request, credentials, chance);
        }
        return null;
    }

    private static String write(
            AuthParams challenge,
            DigestMath.Algorithm algorithm,
            String realm,
            String nonce,
            boolean auth,
            SipMessage request,
            SipCredentials credentials,
            Chance chance) {
        String uri = request.requestUri();
        String clientNonce = auth ? chance.token() : "";
        String response = DigestMath.response(
                algorithm,
                DigestMath.ha1(algorithm, credentials.user(), realm, credentials.password()),
                nonce,
                "00000001",
                clientNonce,
                auth ? "auth" : "",
                request.method(),
                uri);
        var out = new StringBuilder(256)
                .append("Digest username=")
                .append(NameAddr.quote(credentials.user()))
                .append(", realm=")
                .append(NameAddr.quote(realm))
                .append(", nonce=")
                .append(NameAddr.quote(nonce))
                .append(", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(response)
                .append("\", algorithm=")
                .append(algorithm.token);
        if (auth)
            out.append(", qop=auth, nc=00000001, cnonce=\"").append(clientNonce).append('"');
        String opaque = challenge.value("opaque");
        if (opaque != null) out.append(", opaque=").append(NameAddr.quote(opaque));
        return out.toString();
    }
}
