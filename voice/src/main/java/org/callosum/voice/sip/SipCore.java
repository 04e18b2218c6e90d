package org.callosum.voice.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Everything between sockets and handler: transactions, dialogs, calls, registrations. Owned by one thread, driven by
/// [#receive] and [#advance]; knows no clock but the time it is told, no randomness but [Chance], no socket but [Wire].
final class SipCore {
    static final String ALLOWED = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER";
    private static final int MOST_LOGGED = 20;
    /// Option tags we understand when a request says `Require`.
    private static final List<String> EXTENSIONS = List.of("timer");

    private final SipSettings settings;
    private final SipHandler handler;
    private final Wire wire;
    private final Chance chance;
    private final SipCounters counters;
    private final Executor owner;
    private final TimerWheel wheel;
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, Call> calls = new HashMap<>();
    private final Registrar registrar;
    private final Admission admission;
    private final SipParser.Limits limits;
    private long now;
    /// Calls are made on the callers' threads too.
    private final AtomicLong nextCallId = new AtomicLong(1);
    private int activeCalls;
    private int faultsLogged;

    /// @param owner runs commands on the thread that owns this core
    SipCore(
            SipSettings settings,
            SipHandler handler,
            Wire wire,
            Chance chance,
            SipCounters counters,
            Executor owner,
            long nowNanos) {
        this.settings = settings;
        this.handler = handler;
        this.wire = wire;
        this.chance = chance;
        this.counters = counters;
        this.owner = owner;
        this.now = nowNanos;
        this.wheel = new TimerWheel(nowNanos);
        this.limits = settings.limits();
        this.admission = new Admission(this);
        this.registrar = new Registrar(this);
    }

    // --- driving ---

    /// Moves the time on and runs what is due.
    void advance(long nowNanos) {
        now = Math.max(now, nowNanos);
        wheel.advance(now, this::fault);
    }

    /// Takes received bytes: one datagram, or one framed message of a stream. Never throws.
    void receive(byte[] bytes, int length, Peer source) {
        count(SipCounter.MESSAGES_IN);
        try {
            switch (SipParser.parse(bytes, length, limits)) {
                case Parsed.KeepAlive() -> count(SipCounter.KEEP_ALIVES);
                case Parsed.Refused(var fault, var partial) -> malformed(fault, partial, source);
                case Parsed.Message(var message) -> {
                    SipFault fault = Wellformed.check(message);
                    if (fault != null) malformed(fault, message, source);
                    else if (message.isRequest()) request(message, source);
                    else response(message);
                }
            }
        } catch (RuntimeException unexpected) {
            fault(unexpected);
        }
    }

    /// Reports that nothing more can be sent to `peer` over its stream.
    void sendFailed(Peer peer) {
        count(SipCounter.SEND_FAILED);
        var hit = new ArrayList<ClientTransaction>();
        for (ClientTransaction each : clients.values()) {
            if (each.peer.transport() == peer.transport() && each.peer.address().equals(peer.address())) hit.add(each);
        }
        for (ClientTransaction each : hit) each.fail(false);
    }

    /// How long received messages have been waiting for the I/O thread.
    void backlog(long millis) {
        admission.backlog(millis);
    }

    boolean hasTimers() {
        return wheel.pending() > 0;
    }

    // --- dispatch ---

    private void malformed(SipFault fault, @Nullable SipMessage partial, Peer source) {
        counters.count(fault);
        if (partial == null
                || !partial.isRequest()
                || fault.status() == 0
                || partial.method().equals("ACK")) return;
        if (partial.topVia() == null || !admission.mayAnswerUnknown(source)) return;
        count(SipCounter.MALFORMED_ANSWERED);
        stateless(partial, source, fault.status(), 0);
    }

    private void request(SipMessage request, Peer source) {
        String method = request.method();
        String key = serverKey(request);
        ServerTransaction known = servers.get(key);
        if (method.equals("ACK")) {
            acknowledged(known, request);
            return;
        }
        if (known != null) {
            known.onRepeat();
            return;
        }
        if (servers.size() + clients.size() >= settings.maxTransactions()) {
            count(SipCounter.TRANSACTIONS_FULL);
            stateless(request, source, 503, settings.shedding().retryAfterSeconds());
            return;
        }
        if (method.equals("CANCEL")) {
            cancelled(request, key, source);
        } else if (!request.toTag().isEmpty()) {
            inDialog(request, key, source);
        } else {
            outOfDialog(request, key, source);
        }
    }

    private void acknowledged(@Nullable ServerTransaction known, SipMessage ack) {
        if (known != null && known.onAck()) return;
        Call call = callOf(ack);
        if (call == null) count(SipCounter.STRAY_ACKS);
        else call.onAck(ack);
    }

    private void cancelled(SipMessage cancel, String key, Peer source) {
        ServerTransaction invite = servers.get(key.substring(0, key.length() - "CANCEL".length()) + "INVITE");
        if (invite == null) {
            count(SipCounter.NO_SUCH_TRANSACTION);
            stateless(cancel, source, 481, 0);
            return;
        }
        ServerTransaction own = begin(cancel, key, source);
        answer(own, cancel, 200);
        Call call = invite.call();
        if (call == null || invite.finalSent()) return;
        if (!call.renegotiation.onCancel(invite)) call.onCancel();
    }

    private void inDialog(SipMessage request, String key, Peer source) {
        Call call = callOf(request);
        if (call == null) {
            count(SipCounter.NO_SUCH_CALL);
            if (admission.mayAnswerUnknown(source)) stateless(request, source, 481, 0);
            return;
        }
        ServerTransaction transaction = begin(request, key, source);
        if (unsupported(transaction, request)) return;
        call.onRequest(transaction, request);
    }

    private void outOfDialog(SipMessage request, String key, Peer source) {
        switch (request.method()) {
            case "INVITE" -> admission.invite(request, key, source);
            case "REGISTER" -> registrar.register(request, key, source);
            case "OPTIONS" -> {
                if (!admission.mayAnswer(source)) return;
                ServerTransaction transaction = begin(request, key, source);
                if (!unsupported(transaction, request)) answerOptions(transaction, request);
            }
            case "BYE", "UPDATE", "INFO" -> {
                count(SipCounter.NO_SUCH_CALL);
                if (admission.mayAnswer(source)) stateless(request, source, 481, 0);
            }
            default -> {
                if (admission.mayAnswer(source)) answerUnsupported(begin(request, key, source), request);
            }
        }
    }

    private void response(SipMessage response) {
        Via via = response.topVia();
        String branch = via == null ? null : via.branch();
        // the answer to a request of ours carries our Via alone (RFC 3261 8.1.3.3)
        boolean single = response.elements(HeaderNames.VIA).size() == 1;
        ClientTransaction transaction =
                branch == null || !single ? null : clients.get(branch + '|' + response.cseqMethod());
        if (transaction == null) {
            count(SipCounter.STRAY_RESPONSES);
            return;
        }
        transaction.onResponse(response);
    }

    /// Matches RFC 3261 branches by branch, sent-by and method; older peers by everything that stays the same in a
    /// repetition
    /// (17.2.3). CANCEL and ACK differ from their INVITE only in the method at the end.
    private static String serverKey(SipMessage request) {
        Via via = java.util.Objects.requireNonNull(request.topVia());
        String method = request.method().equals("ACK") ? "INVITE" : request.method();
        if (via.hasModernBranch()) {
            return via.branch() + '|' + via.host() + ':' + via.port() + '|' + method;
        }
        return request.callId()
                + '|'
                + request.fromTag()
                + '|'
                + request.cseqNumber()
                + '|'
                + via.branch()
                + '|'
                + via.host()
                + ':'
                + via.port()
                + '|'
                + method;
    }

    private @Nullable Call callOf(SipMessage request) {
        Call call = calls.get(request.toTag());
        if (call == null || !call.dialog.callId.equals(request.callId())) return null;
        return call.dialog.remoteTag.equals(request.fromTag()) ? call : null;
    }

    // --- answers ---

    ServerTransaction begin(SipMessage request, String key, Peer source) {
        var transaction = new ServerTransaction(
                this, key, request, Responses.replyTo(request, source), Responses.topVia(request, source));
        servers.put(key, transaction);
        transaction.start();
        return transaction;
    }

    SipMessage.Builder response(ServerTransaction transaction, SipMessage request, int status) {
        return Responses.to(request, transaction.topVia, status, status == 100 ? "" : chance.token());
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
        send(Responses.replyTo(request, source), made.build().toBytes());
    }

    void answerOptions(ServerTransaction transaction, SipMessage request) {
        transaction.respond(response(transaction, request, 200)
                .addRaw(HeaderNames.ALLOW, ALLOWED)
                .addRaw(HeaderNames.ACCEPT, "application/sdp")
                .addRaw(HeaderNames.SUPPORTED, "timer")
                .addRaw(HeaderNames.SERVER, settings.userAgent())
                .build());
    }

    void answerUnsupported(ServerTransaction transaction, SipMessage request) {
        count(SipCounter.UNSUPPORTED_METHOD);
        boolean known = switch (request.method()) {
            case "REGISTER", "SUBSCRIBE", "NOTIFY", "MESSAGE", "PUBLISH", "PRACK", "REFER", "INVITE" -> true;
            default -> false;
        };
        transaction.respond(response(transaction, request, known ? 405 : 501)
                .addRaw(HeaderNames.ALLOW, ALLOWED)
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
            count(SipCounter.UNSUPPORTED_EXTENSION);
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
        count(SipCounter.UNSUPPORTED_MEDIA);
        transaction.respond(response(transaction, request, 415)
                .addRaw(HeaderNames.ACCEPT, "application/sdp")
                .addRaw("Accept-Encoding", "identity")
                .build());
        return true;
    }

    // --- calls ---

    /// Begins a call for an admitted INVITE and hands it to the handler.
    void incoming(ServerTransaction transaction, SipMessage invite, Peer source, Origin origin) {
        Dialog dialog = Dialog.incoming(invite, chance.token(), chance.below(1_000_000));
        boolean device = origin instanceof Origin.Device;
        boolean direct = device || (source.transport().reliable() && dialog.routeSet.isEmpty());
        var call = new Call(this, nextCallId.getAndIncrement(), true, dialog, direct ? source : null);
        transaction.belongsTo(call);
        call.learnMethods(invite);
        call.answerVia(new Answering(call, transaction, invite));
        calls.put(dialog.localTag, call);
        activeCalls++;
        count(SipCounter.CALLS_IN);
        IncomingInvite told = admission.describe(invite, source, origin);
        tell(call, () -> handler.onInvite(call, told));
    }

    /// Places a call; the handler hears what becomes of it. Thread-safe: everything but the identifiers is made on the
    /// owner's thread.
    SipCall place(OutgoingInvite order) {
        String callId = chance.token() + chance.token();
        String tag = chance.token();
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
                chance.below(1_000_000));
        Peer route = order.route();
        boolean pin = route != null && route.channel() != 0;
        var call = new Call(this, nextCallId.getAndIncrement(), false, dialog, pin ? route : null);
        call.credentials = order.credentials();
        owner.execute(() -> {
            calls.put(tag, call);
            activeCalls++;
            count(SipCounter.CALLS_OUT);
            if (servers.size() + clients.size() >= settings.maxTransactions()) {
                count(SipCounter.TRANSACTIONS_FULL);
                unreachable(call);
            } else if (route != null) start(call, order, route);
            else {
                locate(hop, peer -> {
                    if (peer == null) unreachable(call);
                    else start(call, order, peer);
                });
            }
        });
        return call;
    }

    private void start(Call call, OutgoingInvite order, Peer peer) {
        if (call.state() == Call.State.OVER) return;
        var placing = new Placing(call, order, peer);
        call.placeVia(placing);
        placing.start();
    }

    private void unreachable(Call call) {
        count(SipCounter.RESOLVE_FAILED);
        call.over(SipEnd.FAILED, 503);
        call.forget();
    }

    /// Our name in From when the order gives none: the public address, or the one we have towards the target.
    private String ownHost(SipUri target) {
        String host = settings.publicAddress();
        if (host != null) return host;
        InetAddress literal = Resolver.literal(target.host());
        return wire.host(Peer.to(
                Transport.UDP,
                new InetSocketAddress(literal == null ? InetAddress.getLoopbackAddress() : literal, 5060)));
    }

    void ended(Call call) {
        activeCalls--;
        count(SipCounter.CALLS_ENDED);
    }

    void forget(Call call) {
        calls.remove(call.dialog.localTag, call);
    }

    int activeCalls() {
        return activeCalls;
    }

    /// Runs a handler method; what it throws ends the call it was about.
    void tell(@Nullable Call call, Runnable told) {
        try {
            told.run();
        } catch (RuntimeException thrown) {
            count(SipCounter.HANDLER_FAULTS);
            if (call != null) call.abort();
        }
    }

    boolean ask(Call call, BooleanSupplier asked) {
        var answer = new boolean[1];
        tell(call, () -> answer[0] = asked.getAsBoolean());
        return answer[0];
    }

    // --- sending ---

    void send(Peer peer, byte[] bytes) {
        count(SipCounter.MESSAGES_OUT);
        wire.send(peer, bytes);
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
        var transaction = new ClientTransaction(this, key, request, peer, listener);
        clients.put(key, transaction);
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
        return Via.COOKIE + chance.token();
    }

    private String via(Peer peer, String branch) {
        return "SIP/2.0/" + peer.transport() + ' ' + hostPort(peer) + ";rport;branch=" + branch;
    }

    private String hostPort(Peer peer) {
        return wire.host(peer) + ':' + wire.local(peer).getPort();
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
        return "<sip:" + user.replaceAll("[^A-Za-z0-9._+-]", "") + "@" + hostPort(peer) + transport + ">";
    }

    /// Finds the address of a URI; `then` may run at once or later on this thread, with null when there is none.
    void locate(SipUri uri, Consumer<@Nullable Peer> then) {
        if (uri.host().isEmpty()) {
            then.accept(null);
            return;
        }
        String maddr = uri.params().value("maddr");
        String host = maddr == null || maddr.isEmpty() ? uri.host() : maddr;
        wire.resolve(
                host,
                address -> then.accept(
                        address == null
                                ? null
                                : Peer.to(uri.transport(), new InetSocketAddress(address, uri.effectivePort()))));
    }

    // --- services for the rest of the room ---

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key, transaction);
    }

    void remove(ClientTransaction transaction) {
        clients.remove(transaction.key, transaction);
    }

    int transactions() {
        return servers.size() + clients.size();
    }

    int callsKept() {
        return calls.size();
    }

    TimerWheel.Timer after(long delayMillis, Runnable action) {
        return wheel.after(delayMillis, now, action);
    }

    void cancel(TimerWheel.@Nullable Timer timer) {
        wheel.cancel(timer);
    }

    void count(SipCounter counter) {
        counters.count(counter);
    }

    private void fault(RuntimeException unexpected) {
        count(SipCounter.FAULTS);
        // whoever finds a way to cause faults must not fill the log with them
        if (faultsLogged++ < MOST_LOGGED) {
            System.getLogger("org.callosum.voice.sip")
                    .log(System.Logger.Level.WARNING, "A SIP message or timer failed; the others go on", unexpected);
        }
    }

    void execute(Runnable command) {
        owner.execute(command);
    }

    long nowNanos() {
        return now;
    }

    SipSettings settings() {
        return settings;
    }

    SipHandler handler() {
        return handler;
    }

    Chance chance() {
        return chance;
    }

    Registrar registrar() {
        return registrar;
    }

    Admission admission() {
        return admission;
    }
}
