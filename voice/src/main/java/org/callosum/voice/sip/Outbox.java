package org.callosum.voice.sip;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What leaves: requests in transactions of their own, ACKs, answers, and how we name ourselves in them. Owned by the
/// core's thread.
final class Outbox {
    private static final Pattern OTHER_THAN_PLAIN = Pattern.compile("[^A-Za-z0-9._+-]");

    private final SipCore core;

    Outbox(SipCore core) {
        this.core = core;
    }

    void send(Peer peer, byte[] bytes) {
        core.count(SipCounter.MESSAGES_OUT);
        core.wire().send(peer, bytes);
    }

    /// Opens a transaction for a request without Via.
    ClientTransaction open(SipMessage request, Peer peer, ClientTransaction.Listener listener) {
        return openWithVia(
                request.edit().addFirst(HeaderNames.VIA, via(peer, newBranch())).build(), peer, listener);
    }

    /// Opens a transaction for a request that has its Via, such as a CANCEL.
    ClientTransaction openWithVia(SipMessage request, Peer peer, ClientTransaction.Listener listener) {
        Via via = java.util.Objects.requireNonNull(request.topVia());
        String key = via.branch() + '|' + request.method();
        var transaction = new ClientTransaction(core, key, request, peer, listener);
        core.add(transaction);
        transaction.start();
        return transaction;
    }

    /// Sends an ACK, which is nobody's transaction, and returns its bytes for repetition.
    byte[] sendAck(SipMessage.Builder ack, Peer peer) {
        byte[] bytes =
                ack.addFirst(HeaderNames.VIA, via(peer, newBranch())).build().toBytes();
        send(peer, bytes);
        return bytes;
    }

    private String newBranch() {
        return Via.COOKIE + core.chance().token();
    }

    private String via(Peer peer, String branch) {
        return "SIP/2.0/" + peer.transport() + ' ' + hostPort(peer) + ";rport;branch=" + branch;
    }

    private String hostPort(Peer peer) {
        return core.wire().host(peer) + ':' + core.wire().local(peer).getPort();
    }

    /// Our Contact as `peer` should use it.
    String contact(Peer peer) {
        return contact(peer, "callosum");
    }

    /// @param user what callers of this contact will have dialled; anything but plain characters is left out
    String contact(Peer peer, String user) {
        String transport = switch (peer.transport()) {
            case UDP -> "";
            case TCP -> ";transport=tcp";
            case TLS -> ";transport=tls";
        };
        return "<sip:" + OTHER_THAN_PLAIN.matcher(user).replaceAll("") + "@" + hostPort(peer) + transport + ">";
    }

    /// The first address of a URI; `then` may run at once or later on this thread, with null when there is none.
    void locate(SipUri uri, Consumer<@Nullable Peer> then) {
        core.wire().locate(uri, peers -> then.accept(peers.isEmpty() ? null : peers.getFirst()));
    }
}
