package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;

/// How requests from outside are answered: in a transaction, or without keeping anything. Owned by the core's thread.
final class Replies {
    /// Option tags we understand when a request says `Require`.
    private static final List<String> EXTENSIONS = List.of("timer", "100rel");

    private final SipCore core;

    Replies(SipCore core) {
        this.core = core;
    }

    ServerTransaction begin(SipMessage request, String key, Peer source) {
        var transaction = new ServerTransaction(
                core, key, request, Responses.replyTo(request, source), Responses.topVia(request, source));
        core.add(transaction);
        transaction.start();
        return transaction;
    }

    SipMessage.Builder response(ServerTransaction transaction, SipMessage request, int status) {
        return Responses.to(
                request,
                transaction.topVia,
                status,
                status == 100 ? "" : core.chance().token());
    }

    void answer(ServerTransaction transaction, SipMessage request, int status) {
        transaction.respond(response(transaction, request, status).build());
    }

    /// Answers and forgets: the To tag follows from the branch, so that a repetition gets the same answer.
    void stateless(SipMessage request, Peer source, int status, int retryAfterSeconds) {
        Via via = request.topVia();
        String tag = via == null ? "s" : "s" + Integer.toHexString((via.branch() + request.callId()).hashCode());
        SipMessage.Builder made = Responses.to(request, Responses.topVia(request, source), status, tag);
        if (retryAfterSeconds > 0) made.addRaw(HeaderNames.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        core.outbox().send(Responses.replyTo(request, source), made.build().toBytes());
    }

    void answerOptions(ServerTransaction transaction, SipMessage request) {
        transaction.respond(response(transaction, request, 200)
                .addRaw(HeaderNames.ALLOW, SipCore.ALLOWED)
                .addRaw(HeaderNames.ACCEPT, "application/sdp")
                .addRaw(HeaderNames.SUPPORTED, "timer, 100rel")
                .addRaw(HeaderNames.SERVER, core.settings().userAgent())
                .build());
    }

    void answerUnsupported(ServerTransaction transaction, SipMessage request) {
        core.count(SipCounter.UNSUPPORTED_METHOD);
        boolean known = switch (request.method()) {
            case "REGISTER", "SUBSCRIBE", "NOTIFY", "MESSAGE", "PUBLISH", "PRACK", "REFER", "INVITE" -> true;
            default -> false;
        };
        transaction.respond(response(transaction, request, known ? 405 : 501)
                .addRaw(HeaderNames.ALLOW, SipCore.ALLOWED)
                .build());
    }

    /// Answers what a request demands and we do not have: extensions, body types (RFC 3261 8.2.2.3, 8.2.3).
    ///
    /// @return true when it was answered
    boolean unsupported(ServerTransaction transaction, SipMessage request) {
        var unknown = new ArrayList<String>();
        for (String tag : request.elements(HeaderNames.REQUIRE)) {
            if (EXTENSIONS.stream().noneMatch(tag::equalsIgnoreCase)) unknown.add(tag);
        }
        for (String tag : request.elements(HeaderNames.PROXY_REQUIRE)) unknown.add(tag);
        if (!unknown.isEmpty()) {
            core.count(SipCounter.UNSUPPORTED_EXTENSION);
            transaction.respond(response(transaction, request, 420)
                    .addRaw(HeaderNames.UNSUPPORTED, String.join(", ", unknown))
                    .build());
            return true;
        }
        String method = request.method();
        if (request.bodyLength() == 0 || !(method.equals("INVITE") || method.equals("UPDATE"))) return false;
        String type = request.contentType();
        String encoding = request.header(HeaderNames.CONTENT_ENCODING);
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        if (plain && (type.isEmpty() || type.equals("application/sdp") || request.sdp() != null)) return false;
        core.count(SipCounter.UNSUPPORTED_MEDIA);
        transaction.respond(response(transaction, request, 415)
                .addRaw(HeaderNames.ACCEPT, "application/sdp")
                .addRaw("Accept-Encoding", "identity")
                .build());
        return true;
    }
}
