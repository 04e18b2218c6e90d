package org.callosum.voice.sip;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Our provisional responses that have to arrive (RFC 3262): numbered, repeated until their PRACK comes, one at a time.
final class ReliableProvisional {
    private static final int MOST_WAITING = 8;

    private final SipCore core;
    private final ServerTransaction transaction;
    private final SipMessage invite;
    private final Runnable neverAcknowledged;
    private final Deque<SipMessage.Builder> waiting = new ArrayDeque<>();
    private @Nullable SipMessage open;
    private long number;
    private long intervalMillis;
    private TimerWheel.@Nullable Timer resend;
    private TimerWheel.@Nullable Timer limit;

    /// @param neverAcknowledged runs when 64 × T1 went by without a PRACK
    ReliableProvisional(SipCore core, ServerTransaction transaction, SipMessage invite, Runnable neverAcknowledged) {
        this.core = core;
        this.transaction = transaction;
        this.invite = invite;
        this.neverAcknowledged = neverAcknowledged;
        // RFC 3262 3: begins anywhere below 2^31
        this.number = 1L + core.chance().below(1_000_000);
    }

    /// Whether one is on its way or waits for its turn.
    boolean busy() {
        return open != null;
    }

    /// @param made complete but for Require and RSeq
    void send(SipMessage.Builder made) {
        if (open == null) {
            begin(made);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(made);
        } else {
            core.count(SipCounter.COMMAND_TOO_LATE);
        }
    }

    private void begin(SipMessage.Builder made) {
        SipMessage response = made.addRaw(HeaderNames.REQUIRE, "100rel")
                .addRaw(HeaderNames.RSEQ, String.valueOf(number))
                .build();
        open = response;
        transaction.respond(response);
        intervalMillis = core.settings().t1Millis();
        resend = core.after(intervalMillis, this::again);
        limit = core.after(64L * core.settings().t1Millis(), () -> {
            core.count(SipCounter.PRACK_MISSING);
            stop();
            neverAcknowledged.run();
        });
    }

    private void again() {
        SipMessage response = open;
        if (response == null) return;
        core.count(SipCounter.RETRANSMISSIONS_OUT);
        transaction.respond(response);
        intervalMillis *= 2;
        resend = core.after(intervalMillis, this::again);
    }

    /// @return whether it is for the response on its way; the next one is then sent
    boolean acknowledge(SipMessage prack) {
        String row = prack.header(HeaderNames.RACK);
        if (open == null || row == null) return false;
        String expected = number + " " + invite.cseqNumber() + " INVITE";
        if (!String.join(" ", row.strip().split("\\s+")).equalsIgnoreCase(expected)) return false;
        core.cancel(resend);
        core.cancel(limit);
        open = null;
        number++;
        SipMessage.Builder next = waiting.poll();
        if (next != null) begin(next);
        return true;
    }

    void stop() {
        core.cancel(resend);
        core.cancel(limit);
        open = null;
        waiting.clear();
    }
}
