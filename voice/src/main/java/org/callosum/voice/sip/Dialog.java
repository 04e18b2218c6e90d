package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.List;

/// What both ends of a call agree on (RFC 3261 section 12): identifiers, route set, sequence numbers.
final class Dialog {
    final String callId;
    final String localTag;
    /// From (of our requests) without tag.
    final String localUri;
    /// To (of our requests) without tag.
    final String remoteUri;
    String remoteTag;
    String remoteTarget;
    List<String> routeSet;
    int localCseq;
    int remoteCseq = -1;

    Dialog(
            String callId,
            String localTag,
            String remoteTag,
            String localUri,
            String remoteUri,
            String remoteTarget,
            List<String> routeSet,
            int localCseq) {
        this.callId = callId;
        this.localTag = localTag;
        this.remoteTag = remoteTag;
        this.localUri = localUri;
        this.remoteUri = remoteUri;
        this.remoteTarget = remoteTarget;
        this.routeSet = routeSet;
        this.localCseq = localCseq;
    }

    /// Our end of a dialog that an INVITE from outside begins: Record-Route in its own order.
    static Dialog incoming(SipMessage invite, String localTag, int firstCseq) {
        var dialog = new Dialog(
                invite.callId(),
                localTag,
                invite.fromTag(),
                withoutTag(invite.header(HeaderNames.TO)),
                withoutTag(invite.header(HeaderNames.FROM)),
                target(invite),
                invite.elements(HeaderNames.RECORD_ROUTE),
                firstCseq);
        dialog.remoteCseq = invite.cseqNumber();
        return dialog;
    }

    /// Takes tag, target and routes from a response to our INVITE: Record-Route in reverse order.
    void learn(SipMessage response) {
        remoteTag = response.toTag();
        NameAddr contact = response.contact();
        if (contact != null && SipUri.parse(contact.uri()) != null) remoteTarget = contact.uri();
        var routes = new ArrayList<>(response.elements(HeaderNames.RECORD_ROUTE));
        if (!routes.isEmpty()) routeSet = routes.reversed();
    }

    /// Takes a new target from a re-INVITE or UPDATE, or its response.
    void refreshTarget(SipMessage message) {
        NameAddr contact = message.contact();
        if (contact != null && SipUri.parse(contact.uri()) != null) remoteTarget = contact.uri();
    }

    /// RFC 2543 callers may leave Contact out; then From has to do.
    private static String target(SipMessage invite) {
        NameAddr contact = invite.contact();
        if (contact != null && SipUri.parse(contact.uri()) != null) return contact.uri();
        NameAddr from = invite.from();
        return from == null ? "" : from.uri();
    }

    private static String withoutTag(@org.jspecify.annotations.Nullable String row) {
        NameAddr address = row == null ? null : NameAddr.parse(row);
        if (address == null) return "<sip:unknown.invalid>";
        return new NameAddr(address.display(), address.uri(), address.params().without("tag")).toString();
    }

    /// A request inside the dialog, without Via and Contact. ACK and CANCEL carry `cseq` of their INVITE.
    SipMessage.Builder request(String method, int cseq) {
        boolean strict = false;
        String uri = remoteTarget;
        List<String> routes = routeSet;
        if (!routes.isEmpty()) {
            NameAddr first = NameAddr.parse(routes.getFirst());
            SipUri firstUri = first == null ? null : first.sipUri();
            strict = firstUri != null && !firstUri.params().has("lr");
            if (strict && first != null) {
                // RFC 3261 12.2.1.1: a strict router wants itself in the Request-URI and the target last
                var shifted = new ArrayList<>(routes.subList(1, routes.size()));
                shifted.add("<" + remoteTarget + ">");
                routes = shifted;
                uri = first.uri();
            }
        }
        var made = SipMessage.request(method, uri).addRaw(HeaderNames.MAX_FORWARDS, "70");
        for (String route : routes) made.addRaw(HeaderNames.ROUTE, route);
        return made.addRaw(HeaderNames.FROM, localUri + ";tag=" + localTag)
                .addRaw(HeaderNames.TO, remoteTag.isEmpty() ? remoteUri : remoteUri + ";tag=" + remoteTag)
                .addRaw(HeaderNames.CALL_ID, callId)
                .addRaw(HeaderNames.CSEQ, cseq + " " + method);
    }

    int nextCseq() {
        return ++localCseq;
    }

    /// Where the next request goes: the first route, else the target.
    String nextHop() {
        if (!routeSet.isEmpty()) {
            NameAddr first = NameAddr.parse(routeSet.getFirst());
            if (first != null) return first.uri();
        }
        return remoteTarget;
    }

    /// RFC 3261 12.2.2: a request below the last number is out of order and gets 500. Equal numbers come with ACK only.
    boolean inOrder(int cseq) {
        if (remoteCseq >= 0 && cseq <= remoteCseq) return false;
        remoteCseq = cseq;
        return true;
    }
}
