package org.callosum.voice.sip;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Answers every call and every change at once.
class AnswerAll implements SipHandler {
    static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 40000 RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    private final Map<SipEnd, AtomicInteger> ends = new EnumMap<>(SipEnd.class);

    AnswerAll() {
        for (SipEnd each : SipEnd.values()) ends.put(each, new AtomicInteger());
    }

    int ended(SipEnd cause) {
        AtomicInteger count = ends.get(cause);
        return count == null ? 0 : count.get();
    }

    @Override
    public void onInvite(SipCall call, IncomingInvite invite) {
        call.answer(SDP);
    }

    @Override
    public void onReinvite(SipCall call, @Nullable String offer) {
        call.acceptReinvite(SDP);
    }

    @Override
    public void onEnded(SipCall call, SipEnd cause, int status) {
        AtomicInteger count = ends.get(cause);
        if (count != null) count.incrementAndGet();
    }
}
