package org.callosum.voice.sip;

import org.jspecify.annotations.Nullable;

/// One call leg: its dialog, and who is in charge of its present phase ([Answering] or [Placing] until it is answered,
/// then
/// [Renegotiation] for changes). Owned by the I/O thread; the public commands hop there.
final class Call implements SipCall {
    enum State {
        /// Not answered yet.
        SETTING_UP,
        /// Answered by a 2xx in either direction.
        UP,
        /// Over for the handler; kept only while late messages may still come.
        OVER
    }

    final SipCore core;
    private final long id;
    private final boolean incoming;
    final Dialog dialog;
    final SessionTimer sessionTimer;
    final Renegotiation renegotiation;
    private final Referring referring;
    private State state = State.SETTING_UP;
    /// Requests go back the way the peer came, whatever its Contact says: for devices behind NAT and for connections.
    private @Nullable Peer pinned;

    @Nullable
    SipCredentials credentials;

    private @Nullable Answering answering;
    private @Nullable Placing placing;
    private String localSdp = "";
    private boolean peerTakesUpdate;

    Call(SipCore core, long id, boolean incoming, Dialog dialog, @Nullable Peer pinned) {
        this.core = core;
        this.id = id;
        this.incoming = incoming;
        this.dialog = dialog;
        this.pinned = pinned;
        this.renegotiation = new Renegotiation(this);
        this.referring = new Referring(this);
        this.sessionTimer = new SessionTimer(core, renegotiation::refreshSession, this::sessionExpired);
    }

    void answerVia(Answering side) {
        answering = side;
    }

    void placeVia(Placing side) {
        placing = side;
    }

    State state() {
        return state;
    }

    String localSdp() {
        return localSdp;
    }

    void localSdp(String sdp) {
        localSdp = sdp;
    }

    boolean peerTakesUpdate() {
        return peerTakesUpdate;
    }

    /// Reads Allow of a message of the peer.
    void learnMethods(SipMessage message) {
        if (message.header(HeaderNames.ALLOW) != null) peerTakesUpdate = message.lists(HeaderNames.ALLOW, "UPDATE");
    }

    void answered() {
        if (state == State.SETTING_UP) {
            state = State.UP;
            core.count(SipCounter.CALLS_ANSWERED);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String callId() {
        return dialog.callId;
    }

    @Override
    public boolean incoming() {
        return incoming;
    }

    // --- commands ---

    @Override
    public void progress(int status, String sdp) {
        core.execute(() -> {
            if (state == State.SETTING_UP && answering != null) answering.progress(status, sdp);
            else tooLate();
        });
    }

    @Override
    public void answer(String sdp) {
        core.execute(() -> {
            if (state == State.SETTING_UP && answering != null) answering.answer(sdp);
            else tooLate();
        });
    }

    @Override
    public void reject(int status, int retryAfterSeconds) {
        if (status < 300 || status > 699) throw new IllegalArgumentException("Reject with 300 to 699, not " + status);
        core.execute(() -> {
            if (state == State.SETTING_UP && answering != null) {
                answering.refuse(status, retryAfterSeconds, SipEnd.REJECTED);
            } else tooLate();
        });
    }

    @Override
    public void bye() {
        core.execute(this::hangUp);
    }

    void hangUp() {
        switch (state) {
            case SETTING_UP -> {
                if (answering != null) answering.refuse(480, 0, SipEnd.REJECTED);
                if (placing != null) placing.cancel(SipEnd.CANCELLED);
            }
            case UP -> {
                if (answering != null && answering.waitsForAck()) answering.byeAfterAck();
                else sendBye();
                over(SipEnd.HUNG_UP_BY_US, 0);
            }
            case OVER -> tooLate();
        }
    }

    @Override
    public void reinvite(String sdp) {
        core.execute(() -> {
            if (state == State.UP) renegotiation.offer(sdp);
            else tooLate();
        });
    }

    @Override
    public void acceptReinvite(String sdp) {
        core.execute(() -> {
            if (state == State.UP) renegotiation.accept(sdp);
            else tooLate();
        });
    }

    @Override
    public void rejectReinvite(int status) {
        if (status < 300 || status > 699) throw new IllegalArgumentException("Reject with 300 to 699, not " + status);
        core.execute(() -> {
            if (state == State.UP) renegotiation.reject(status);
            else tooLate();
        });
    }

    @Override
    public void sendDigit(char digit, int durationMillis) {
        core.execute(() -> {
            if (state != State.UP) {
                tooLate();
                return;
            }
            String body = "Signal=" + digit + "\r\nDuration=" + durationMillis + "\r\n";
            SipMessage.Builder info = dialog.request("INFO", dialog.nextCseq()).body("application/dtmf-relay", body);
            send(info, new Ignore(this));
        });
    }

    @Override
    public void refer(SipUri target) {
        whileUp(() -> referring.refer(target));
    }

    @Override
    public void refer(SipCall replaced) {
        if (!(replaced instanceof Call other)) throw new IllegalArgumentException("Not a call of this endpoint");
        whileUp(() -> {
            if (other.state == State.UP) referring.refer(other);
            else tooLate();
        });
    }

    @Override
    public void acceptReferral() {
        whileUp(referring::accept);
    }

    @Override
    public void rejectReferral(int status) {
        if (status < 300 || status > 699) throw new IllegalArgumentException("Reject with 300 to 699, not " + status);
        whileUp(() -> referring.reject(status));
    }

    @Override
    public void reportReferral(int status) {
        if (status < 100 || status > 699) throw new IllegalArgumentException("A SIP status, not " + status);
        whileUp(() -> referring.report(status));
    }

    private void whileUp(Runnable order) {
        core.execute(() -> {
            if (state == State.UP) order.run();
            else tooLate();
        });
    }

    private void tooLate() {
        core.count(SipCounter.COMMAND_TOO_LATE);
    }

    // --- what comes in ---

    void onAck(SipMessage ack) {
        if (answering != null && answering.onAck(ack)) return;
        if (!renegotiation.onAck(ack)) core.count(SipCounter.STRAY_ACKS);
    }

    /// The caller withdrew its INVITE.
    void onCancel() {
        if (state == State.SETTING_UP && answering != null) answering.refuse(487, 0, SipEnd.CANCELLED);
    }

    void onRequest(ServerTransaction transaction, SipMessage request) {
        if (!dialog.inOrder(request.cseqNumber())) {
            core.replies().answer(transaction, request, 500);
            return;
        }
        switch (request.method()) {
            case "BYE" -> onBye(transaction, request);
            case "INVITE" -> renegotiation.onInvite(transaction, request);
            case "UPDATE" -> renegotiation.onUpdate(transaction, request);
            case "INFO" -> Info.handle(this, transaction, request);
            case "PRACK" -> onPrack(transaction, request);
            case "REFER" -> referring.onRefer(transaction, request);
            case "NOTIFY" -> referring.onNotify(transaction, request);
            case "OPTIONS" -> core.replies().answerOptions(transaction, request);
            default -> core.replies().answerUnsupported(transaction, request);
        }
    }

    private void onBye(ServerTransaction transaction, SipMessage request) {
        core.replies().answer(transaction, request, 200);
        switch (state) {
            case SETTING_UP -> {
                // a caller may also give up with BYE on the early dialog (RFC 3261 15)
                if (answering != null) answering.refuse(487, 0, SipEnd.CANCELLED);
                if (placing != null) placing.endedByPeer();
            }
            case UP -> {
                if (answering != null) answering.stop();
                over(SipEnd.HUNG_UP_BY_PEER, 0);
                forget();
            }
            case OVER -> {
                // both hung up at once; ours is on its way
            }
        }
    }

    private void onPrack(ServerTransaction transaction, SipMessage request) {
        if (answering != null) answering.onPrack(transaction, request);
        else core.replies().answer(transaction, request, 481);
    }

    private void sessionExpired() {
        if (state != State.UP) return;
        sendBye();
        over(SipEnd.SESSION_EXPIRED, 408);
    }

    /// The peer no longer knows the call, or does not answer: hang up on it and say so.
    void broken(SipEnd cause, int status) {
        if (state != State.UP) return;
        sendBye();
        over(cause, status);
    }

    // --- sending ---

    void sendBye() {
        SipMessage.Builder bye = dialog.request("BYE", dialog.nextCseq());
        send(bye, new ClientTransaction.Listener() {
            @Override
            public void onResponse(ClientTransaction transaction, SipMessage response) {
                if (response.status() >= 200) forget();
            }

            @Override
            public void onFailure(ClientTransaction transaction, boolean timeout) {
                forget();
            }
        });
    }

    /// Sends a request of the dialog; when there is no way to the peer the listener hears of it only by the log, as a
    /// failed call.
    void send(SipMessage.Builder request, ClientTransaction.Listener listener) {
        toNextHop(peer -> {
            if (peer == null) {
                core.count(SipCounter.RESOLVE_FAILED);
                over(SipEnd.FAILED, 503);
                forget();
                return;
            }
            new Exchange(core, request.build(), peer, credentials, dialog::nextCseq, listener).start();
        });
    }

    void toNextHop(java.util.function.Consumer<@Nullable Peer> then) {
        if (pinned != null) {
            then.accept(pinned);
            return;
        }
        SipUri hop = SipUri.parse(dialog.nextHop());
        if (hop == null) then.accept(null);
        else core.outbox().locate(hop, then);
    }

    /// Adds Contact and what we can do, for requests that may change the session.
    void describe(SipMessage.Builder message, Peer peer) {
        describe(message, peer, "timer");
    }

    /// @param supported option tags
    void describe(SipMessage.Builder message, Peer peer, String supported) {
        message.addRaw(HeaderNames.CONTACT, core.outbox().contact(peer));
        message.addRaw(HeaderNames.ALLOW, SipCore.ALLOWED);
        message.addRaw(HeaderNames.SUPPORTED, supported);
    }

    Peer peerFor(Peer source) {
        return pinned == null ? source : pinned;
    }

    // --- the end ---

    /// Tells the handler, once.
    void over(SipEnd cause, int status) {
        if (state == State.OVER) return;
        state = State.OVER;
        sessionTimer.stop();
        renegotiation.stop();
        referring.stop();
        core.calls().ended(this);
        core.tell(this, () -> core.handler().onEnded(this, cause, status));
    }

    /// No more messages are expected.
    void forget() {
        if (answering != null) answering.stop();
        core.calls().forget(this);
    }

    /// The handler threw: the call cannot be left half-way.
    void abort() {
        switch (state) {
            case SETTING_UP -> {
                if (answering != null) answering.refuse(500, 0, SipEnd.FAILED);
                if (placing != null) placing.cancel(SipEnd.FAILED);
            }
            case UP -> broken(SipEnd.FAILED, 500);
            case OVER -> {
                // nothing is left to end
            }
        }
    }

    /// For requests whose outcome changes nothing, except that a dead dialog is noticed.
    record Ignore(Call call) implements ClientTransaction.Listener {
        @Override
        public void onResponse(ClientTransaction transaction, SipMessage response) {
            if (response.status() == 481) call.broken(SipEnd.FAILED, 481);
        }

        @Override
        public void onFailure(ClientTransaction transaction, boolean timeout) {
            // the session timer or the media will tell whether the peer is gone
        }
    }
}
