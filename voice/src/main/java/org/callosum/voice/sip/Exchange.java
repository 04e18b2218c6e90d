package org.callosum.voice.sip;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A request we send together with its repetition when the other side asks for credentials (401, 407).
final class Exchange implements ClientTransaction.Listener {
    private static final int MOST_TRIES = 3;

    private final SipCore core;
    private final Peer peer;
    private final @Nullable SipCredentials credentials;
    private final IntSupplier nextCseq;
    private final ClientTransaction.Listener listener;
    private SipMessage request;
    private @Nullable ClientTransaction current;
    private int tries;

    /// @param request  complete but for Via
    /// @param nextCseq gives the number of a repeated request
    Exchange(
            SipCore core,
            SipMessage request,
            Peer peer,
            @Nullable SipCredentials credentials,
            IntSupplier nextCseq,
            ClientTransaction.Listener listener) {
        this.core = core;
        this.request = request;
        this.peer = peer;
        this.credentials = credentials;
        this.nextCseq = nextCseq;
        this.listener = listener;
    }

    void start() {
        tries++;
        current = core.outbox().open(request, peer, this);
    }

    /// The transaction now under way, null before the start.
    @Nullable
    ClientTransaction current() {
        return current;
    }

    @Override
    public void onResponse(ClientTransaction transaction, SipMessage response) {
        int status = response.status();
        boolean challenged = status == 401 || status == 407;
        if (challenged && credentials != null && tries < MOST_TRIES && transaction == current) {
            boolean proxy = status == 407;
            String sent =
                    transaction.request.header(proxy ? HeaderNames.PROXY_AUTHORIZATION : HeaderNames.AUTHORIZATION);
            String answer = DigestClient.answer(response, proxy, request, credentials, core.chance(), sent != null);
            if (answer != null) {
                request = request.edit()
                        .set(HeaderNames.CSEQ, nextCseq.getAsInt() + " " + request.method())
                        .set(proxy ? HeaderNames.PROXY_AUTHORIZATION : HeaderNames.AUTHORIZATION, answer)
                        .build();
                start();
                return;
            }
        }
        listener.onResponse(transaction, response);
    }

    @Override
    public void onFailure(ClientTransaction transaction, boolean timeout) {
        listener.onFailure(transaction, timeout);
    }
}
