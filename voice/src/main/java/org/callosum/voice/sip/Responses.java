package org.callosum.voice.sip;

/// Builds responses with what RFC 3261 section 8.2.6 wants copied.
final class Responses {
    private Responses() {}

    /// @param topVia the first Via row as it goes back, with `received` and `rport` filled in
    /// @param toTag  added to To when it has none and this is not a 100; `""` = none
    static SipMessage.Builder to(SipMessage request, String topVia, int status, String toTag) {
        var made = SipMessage.response(status, reason(status));
        boolean first = true;
        for (int i = 0; i < request.headerCount(); i++) {
            String name = request.nameAt(i);
            String value = request.valueAt(i);
            switch (name) {
                case HeaderNames.VIA -> {
                    made.addRaw(name, first ? topVia : value);
                    first = false;
                }
                case HeaderNames.FROM, HeaderNames.CALL_ID, HeaderNames.CSEQ -> made.addRaw(name, value);
                case HeaderNames.TO ->
                    made.addRaw(name, toTag.isEmpty() || !request.toTag().isEmpty() ? value : value + ";tag=" + toTag);
                case HeaderNames.RECORD_ROUTE -> {
                    if (status > 100 && status < 300) made.addRaw(name, value);
                }
                case "Timestamp" -> {
                    if (status == 100) made.addRaw(name, value);
                }
                default -> {
                    // everything else concerns only the request
                }
            }
        }
        return made;
    }

    /// The first Via row with `received` and `rport` (RFC 3261 18.2.1, RFC 3581); further elements of the row are kept.
    static String topVia(SipMessage request, Peer source) {
        String row = request.header(HeaderNames.VIA);
        Via via = request.topVia();
        if (row == null || via == null) return row == null ? "" : row;
        String address = source.address().getAddress().getHostAddress();
        boolean wantsPort = via.params().has("rport");
        if (!wantsPort && via.host().equals(address)) return row;
        Params params = via.params().with("received", address);
        if (wantsPort)
            params = params.with("rport", String.valueOf(source.address().getPort()));
        int end = SipMessage.elementEnd(row, 0);
        return new Via(via.transport(), via.host(), via.port(), params) + row.substring(end);
    }

    /// Where responses go: the source, at its own port when it asked by `rport`, else at the sent-by port (RFC 3261
    /// 18.2.2).
    static Peer replyTo(SipMessage request, Peer source) {
        Via via = request.topVia();
        if (via == null || via.params().has("rport")) return source;
        int port = via.port() != 0 ? via.port() : source.transport() == Transport.TLS ? 5061 : 5060;
        if (port == source.address().getPort()) return source;
        return new Peer(
                source.transport(),
                new java.net.InetSocketAddress(source.address().getAddress(), port),
                source.channel());
    }

    static String reason(int status) {
        return switch (status) {
            case 100 -> "Trying";
            case 180 -> "Ringing";
            case 181 -> "Call Is Being Forwarded";
            case 182 -> "Queued";
            case 183 -> "Session Progress";
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 302 -> "Moved Temporarily";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 410 -> "Gone";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Unsupported URI Scheme";
            case 420 -> "Bad Extension";
            case 422 -> "Session Interval Too Small";
            case 423 -> "Interval Too Brief";
            case 480 -> "Temporarily Unavailable";
            case 481 -> "Call/Transaction Does Not Exist";
            case 482 -> "Loop Detected";
            case 483 -> "Too Many Hops";
            case 484 -> "Address Incomplete";
            case 486 -> "Busy Here";
            case 487 -> "Request Terminated";
            case 488 -> "Not Acceptable Here";
            case 491 -> "Request Pending";
            case 500 -> "Server Internal Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 504 -> "Server Time-out";
            case 505 -> "Version Not Supported";
            case 513 -> "Message Too Large";
            case 600 -> "Busy Everywhere";
            case 603 -> "Decline";
            case 606 -> "Not Acceptable";
            default -> status < 200 ? "Progress" : status < 300 ? "OK" : status < 400 ? "Redirection" : "Failure";
        };
    }
}
