package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// Transfers by REFER (RFC 3515), blind or attended (RFC 3891), in either direction: one at a time each way. How a
/// transfer fares is told by NOTIFY unless the peer asked for none (RFC 4488).
final class Referring {
    /// A handler that does not decide is taken to refuse, well before the REFER's transaction ends.
    private static final long PATIENCE_MILLIS = 10_000;

    private static final String FRAGMENT = "message/sipfrag";

    private final Call call;
    private final SipCore core;

    // theirs
    private @Nullable ServerTransaction asked;
    private @Nullable SipMessage askedRequest;
    private TimerWheel.@Nullable Timer patience;
    private boolean notifying;
    private String event = "refer";
    private int taken;

    // ours
    private boolean referring;

    Referring(Call call) {
        this.call = call;
        this.core = call.core;
    }

    // --- they ask ---

    void onRefer(ServerTransaction transaction, SipMessage request) {
        if (call.state() != Call.State.UP) {
            core.replies().answer(transaction, request, 481);
            return;
        }
        if (asked != null || notifying) {
            core.replies().answer(transaction, request, 491);
            return;
        }
        var rows = request.elements(HeaderNames.REFER_TO);
        NameAddr address = rows.size() == 1 ? NameAddr.parse(rows.getFirst()) : null;
        SipUri target = address == null ? null : address.sipUri();
        if (target == null) {
            core.replies().answer(transaction, request, 400);
            return;
        }
        asked = transaction;
        askedRequest = request;
        patience = core.after(PATIENCE_MILLIS, () -> reject(603));
        String replaces = replaces(target);
        var plain = new SipUri(target.scheme(), target.user(), target.host(), target.port(), target.params(), "");
        var referral =
                new Referral(plain, replaces == null ? null : core.calls().replaced(replaces), replaces != null);
        core.tell(call, () -> core.handler().onRefer(call, referral));
    }

    /// The value of `?Replaces=…` behind a URI.
    private static @Nullable String replaces(SipUri target) {
        for (String each : target.headers().split("&")) {
            if (each.regionMatches(true, 0, "Replaces=", 0, 9)) return SipUri.unescape(each.substring(9));
        }
        return null;
    }

    void accept() {
        ServerTransaction transaction = asked;
        SipMessage request = askedRequest;
        if (transaction == null || request == null) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        settled();
        boolean silent = "false".equalsIgnoreCase(request.header("Refer-Sub"));
        SipMessage.Builder made = core.replies()
                .response(transaction, request, 202)
                .addRaw(HeaderNames.CONTACT, core.outbox().contact(transaction.replyTo));
        if (silent) made.addRaw("Refer-Sub", "false");
        transaction.respond(made.build());
        if (silent) return;
        // RFC 3515 2.4.6: from the second one on they are told apart by the REFER's number
        event = taken++ == 0 ? "refer" : "refer;id=" + request.cseqNumber();
        notifying = true;
        tell(100);
    }

    void reject(int status) {
        ServerTransaction transaction = asked;
        SipMessage request = askedRequest;
        if (transaction == null || request == null) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        settled();
        core.replies().answer(transaction, request, status);
    }

    private void settled() {
        core.cancel(patience);
        asked = null;
        askedRequest = null;
    }

    void report(int status) {
        if (!notifying) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        notifying = status < 200;
        tell(status);
    }

    private void tell(int status) {
        String line = "SIP/2.0 " + status + " " + Responses.reason(status);
        call.send(
                call.dialog
                        .request("NOTIFY", call.dialog.nextCseq())
                        .addRaw("Event", event)
                        .addRaw(
                                "Subscription-State",
                                status < 200 ? "active;expires=180" : "terminated;reason=noresource")
                        .body(FRAGMENT + ";version=2.0", line + "\r\n"),
                new ClientTransaction.Listener() {
                    @Override
                    public void onResponse(ClientTransaction transaction, SipMessage response) {
                        // whoever no longer wants to hear of it ends that and not the call (RFC 5057)
                        if (response.status() >= 300) notifying = false;
                    }

                    @Override
                    public void onFailure(ClientTransaction transaction, boolean timeout) {
                        notifying = false;
                    }
                });
    }

    // --- we ask ---

    /// Blind: to somebody else.
    void refer(SipUri target) {
        send("<" + target + ">");
    }

    /// Attended: into another call of ours, as the peer's new partner knows it: its own tag first (RFC 3891 section 3).
    void refer(Call replaced) {
        Dialog other = replaced.dialog;
        send("<" + other.remoteTarget + "?Replaces=" + escaped(other.callId) + "%3Bto-tag%3D" + escaped(other.remoteTag)
                + "%3Bfrom-tag%3D" + escaped(other.localTag) + ">");
    }

    private void send(String referTo) {
        if (referring) {
            core.count(SipCounter.COMMAND_TOO_LATE);
            return;
        }
        referring = true;
        call.send(
                call.dialog
                        .request("REFER", call.dialog.nextCseq())
                        .addRaw(HeaderNames.REFER_TO, referTo)
                        .addRaw("Referred-By", call.dialog.localUri),
                new ClientTransaction.Listener() {
                    @Override
                    public void onResponse(ClientTransaction transaction, SipMessage response) {
                        if (response.status() >= 300) over(response.status());
                    }

                    @Override
                    public void onFailure(ClientTransaction transaction, boolean timeout) {
                        over(timeout ? 408 : 503);
                    }
                });
    }

    private static String escaped(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    void onNotify(ServerTransaction transaction, SipMessage request) {
        String about = request.header("Event");
        if (about == null || !about.strip().toLowerCase(java.util.Locale.ROOT).matches("refer(\\s*;.*)?")) {
            core.replies().answer(transaction, request, 489);
            return;
        }
        if (!referring) {
            core.replies().answer(transaction, request, 481);
            return;
        }
        core.replies().answer(transaction, request, 200);
        int status = request.contentType().equals(FRAGMENT) ? statusOf(request.bodyText()) : 0;
        String state = request.header("Subscription-State");
        boolean ended = state != null
                && state.strip().toLowerCase(java.util.Locale.ROOT).startsWith("terminated");
        if (status >= 200 || ended) over(status);
        else if (status > 0) core.tell(call, () -> core.handler().onReferral(call, status, false));
    }

    private static int statusOf(String fragment) {
        if (fragment.length() < 11 || !fragment.startsWith("SIP/2.0 ")) return 0;
        int status = Numbers.parse(fragment.substring(8, 11), 699);
        return status < 100 ? 0 : status;
    }

    private void over(int status) {
        if (!referring) return;
        referring = false;
        core.tell(call, () -> core.handler().onReferral(call, status, true));
    }

    /// The call is over: nothing is decided or told any more.
    void stop() {
        if (asked != null) reject(481);
        notifying = false;
        referring = false;
    }
}
