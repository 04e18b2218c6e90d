package org.callosum.voice.sip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Everything between sockets and handler: transactions, dialogs, calls, registrations. Owned by one thread, driven by
/// [#receive] and [#advance]; knows no clock but the time it is told, no randomness but [Chance], no socket but [Wire].
final class SipCore {
    static final String ALLOWED = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY";

    private final SipSettings settings;
    private final SipHandler handler;
    private final Wire wire;
    private final Chance chance;
    private final SipCounters counters;
    private final Executor owner;
    private final TimerWheel wheel;
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Replies replies = new Replies(this);
    private final Outbox outbox = new Outbox(this);
    private final Switchboard calls = new Switchboard(this);
    private final Registrar registrar;
    private final Admission admission;
    private final SipParser.Limits limits;
    private long now;

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
    ///
    /// @param why in words, for whoever looks after the line
    void sendFailed(Peer peer, String why) {
        count(SipCounter.SEND_FAILED);
        var hit = new ArrayList<ClientTransaction>();
        for (ClientTransaction each : clients.values()) {
            if (each.peer.sameWay(peer)) hit.add(each);
        }
        for (ClientTransaction each : hit) each.fail(false, why);
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
        replies.stateless(partial, source, fault.status(), 0);
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
        if (full()) {
            count(SipCounter.TRANSACTIONS_FULL);
            replies.stateless(request, source, 503, settings.shedding().retryAfterSeconds());
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
        Call call = calls.of(ack);
        if (call == null) count(SipCounter.STRAY_ACKS);
        else call.onAck(ack);
    }

    private void cancelled(SipMessage cancel, String key, Peer source) {
        ServerTransaction invite = servers.get(key.substring(0, key.length() - "CANCEL".length()) + "INVITE");
        if (invite == null) {
            count(SipCounter.NO_SUCH_TRANSACTION);
            replies.stateless(cancel, source, 481, 0);
            return;
        }
        ServerTransaction own = replies.begin(cancel, key, source);
        replies.answer(own, cancel, 200);
        Call call = invite.call();
        if (call == null || invite.finalSent()) return;
        if (!call.renegotiation.onCancel(invite)) call.onCancel();
    }

    private void inDialog(SipMessage request, String key, Peer source) {
        Call call = calls.of(request);
        if (call == null) {
            count(SipCounter.NO_SUCH_CALL);
            if (admission.mayAnswerUnknown(source)) replies.stateless(request, source, 481, 0);
            return;
        }
        ServerTransaction transaction = replies.begin(request, key, source);
        if (replies.unsupported(transaction, request)) return;
        call.onRequest(transaction, request);
    }

    private void outOfDialog(SipMessage request, String key, Peer source) {
        switch (request.method()) {
            case "INVITE" -> admission.invite(request, key, source);
            case "REGISTER" -> registrar.register(request, key, source);
            case "OPTIONS" -> {
                if (!admission.mayAnswer(source)) return;
                ServerTransaction transaction = replies.begin(request, key, source);
                if (!replies.unsupported(transaction, request)) replies.answerOptions(transaction, request);
            }
            case "BYE", "UPDATE", "INFO", "PRACK" -> {
                count(SipCounter.NO_SUCH_CALL);
                if (admission.mayAnswer(source)) replies.stateless(request, source, 481, 0);
            }
            default -> {
                if (admission.mayAnswer(source))
                    replies.answerUnsupported(replies.begin(request, key, source), request);
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

    // --- the handler ---

    /// Runs a handler method; what it throws ends the call it was about.
    void tell(@Nullable Call call, Runnable told) {
        try {
            told.run();
        } catch (RuntimeException thrown) {
            count(SipCounter.HANDLER_FAULTS);
            report(call, thrown);
            if (call != null) call.abort();
        }
    }

    boolean ask(Call call, BooleanSupplier asked) {
        var answer = new boolean[1];
        tell(call, () -> answer[0] = asked.getAsBoolean());
        return answer[0];
    }

    // --- services for the rest of the room ---

    void add(ServerTransaction transaction) {
        servers.put(transaction.key, transaction);
    }

    void add(ClientTransaction transaction) {
        clients.put(transaction.key, transaction);
    }

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key, transaction);
    }

    void remove(ClientTransaction transaction) {
        clients.remove(transaction.key, transaction);
    }

    int transactions() {
        return servers.size() + clients.size();
    }

    /// Whether no further transaction may begin.
    boolean full() {
        return transactions() >= settings.maxTransactions();
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

    /// A message or timer of ours failed; the others go on.
    void fault(RuntimeException unexpected) {
        count(SipCounter.FAULTS);
        report(null, unexpected);
    }

    private void report(@Nullable Call call, RuntimeException fault) {
        try {
            handler.onFault(call, fault);
        } catch (RuntimeException again) {
            // whoever cannot even hear of a fault has said so by the counters
            count(SipCounter.HANDLER_FAULTS);
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

    Replies replies() {
        return replies;
    }

    Outbox outbox() {
        return outbox;
    }

    Switchboard calls() {
        return calls;
    }

    Wire wire() {
        return wire;
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
