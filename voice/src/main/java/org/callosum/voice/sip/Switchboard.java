package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The calls in progress: begun by an admitted INVITE or by an order, found by their dialog, forgotten at their end.
/// Owned by the core's thread.
final class Switchboard {
    private final SipCore core;
    private final Map<String, Call> calls = new HashMap<>();
    /// Calls are made on the callers' threads too.
    private final AtomicLong nextCallId = new AtomicLong(1);
    private int active;

    Switchboard(SipCore core) {
        this.core = core;
    }

    /// The call a request belongs to (RFC 3261 12.2.2): by both tags and the Call-ID.
    @Nullable
    Call of(SipMessage request) {
        Call call = calls.get(request.toTag());
        if (call == null || !call.dialog.callId.equals(request.callId())) return null;
        return call.dialog.remoteTag.equals(request.fromTag()) ? call : null;
    }

    /// The call that a `Replaces` names: `call-id;to-tag=ours;from-tag=theirs`. Some phones swap the tags.
    @Nullable
    SipCall replaced(String replaces) {
        String[] parts = replaces.split(";", 6);
        String to = "";
        String from = "";
        for (String part : parts) {
            String each = part.strip();
            if (each.startsWith("to-tag=")) to = each.substring(7);
            if (each.startsWith("from-tag=")) from = each.substring(9);
        }
        for (String ours : List.of(to, from)) {
            Call call = calls.get(ours);
            String theirs = ours.equals(to) ? from : to;
            if (call != null
                    && call.dialog.callId.equals(parts[0].strip())
                    && call.dialog.remoteTag.equals(theirs)
                    && call.state() != Call.State.OVER) {
                return call;
            }
        }
        return null;
    }

    /// Begins a call for an admitted INVITE and hands it to the handler.
    void incoming(ServerTransaction transaction, SipMessage invite, Peer source, Origin origin) {
        Dialog dialog =
                Dialog.incoming(invite, core.chance().token(), core.chance().below(1_000_000));
        boolean device = origin instanceof Origin.Device;
        boolean direct = device || (source.transport().reliable() && dialog.routeSet.isEmpty());
        var call = new Call(core, nextCallId.getAndIncrement(), true, dialog, direct ? source : null);
        transaction.belongsTo(call);
        call.learnMethods(invite);
        call.answerVia(new Answering(call, transaction, invite));
        calls.put(dialog.localTag, call);
        active++;
        core.count(SipCounter.CALLS_IN);
        IncomingInvite told = core.admission().describe(invite, source, origin);
        core.tell(call, () -> core.handler().onInvite(call, told));
    }

    /// Places a call; the handler hears what becomes of it. Thread-safe: everything but the identifiers is made on the
    /// owner's thread.
    SipCall place(OutgoingInvite order) {
        String callId = core.chance().token() + core.chance().token();
        String tag = core.chance().token();
        String from = order.fromDomain();
        SipUri hop = order.target();
        var dialog = new Dialog(
                callId,
                tag,
                "",
                new NameAddr(
                                order.fromName(),
                                SipUri.of(order.fromUser(), from == null ? ownHost(hop) : from, 0)
                                        .toString(),
                                Params.NONE)
                        .toString(),
                "<" + order.target() + ">",
                order.target().toString(),
                List.of(),
                core.chance().below(1_000_000));
        Peer route = order.route();
        boolean pin = route != null && route.channel() != 0;
        var call = new Call(core, nextCallId.getAndIncrement(), false, dialog, pin ? route : null);
        call.credentials = order.credentials();
        core.execute(() -> {
            calls.put(tag, call);
            active++;
            core.count(SipCounter.CALLS_OUT);
            if (core.full()) {
                core.count(SipCounter.TRANSACTIONS_FULL);
                unreachable(call);
            } else if (route != null) start(call, order, List.of(route));
            else {
                core.wire().locate(hop, peers -> {
                    if (peers.isEmpty()) unreachable(call);
                    else start(call, order, peers);
                });
            }
        });
        return call;
    }

    private void start(Call call, OutgoingInvite order, List<Peer> peers) {
        if (call.state() == Call.State.OVER) return;
        var placing = new Placing(call, order, peers);
        call.placeVia(placing);
        placing.start();
    }

    private void unreachable(Call call) {
        core.count(SipCounter.RESOLVE_FAILED);
        call.over(SipEnd.FAILED, 503);
        call.forget();
    }

    /// Our name in From when the order gives none: the public address, or the one we have towards the target.
    private String ownHost(SipUri target) {
        String host = core.settings().publicAddress();
        if (host != null) return host;
        InetAddress literal = Resolver.literal(target.host());
        return core.wire()
                .host(Peer.to(
                        Transport.UDP,
                        new InetSocketAddress(literal == null ? InetAddress.getLoopbackAddress() : literal, 5060)));
    }

    void ended(Call call) {
        active--;
        core.count(SipCounter.CALLS_ENDED);
    }

    void forget(Call call) {
        calls.remove(call.dialog.localTag, call);
    }

    int active() {
        return active;
    }

    /// Calls remembered, those that are over and may still get late messages included.
    int kept() {
        return calls.size();
    }
}
