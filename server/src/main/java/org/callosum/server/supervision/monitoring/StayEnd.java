package org.callosum.server.supervision.monitoring;

/// Why a row of monitoring is over.
enum StayEnd {
    /// they left
    LEFT("left"),
    /// they went on in another mode: the next row says in which
    MODE("mode"),
    /// the contact passed to another agent: the next row says to whom
    MOVED("moved"),
    /// the conversation ended
    OVER("over"),
    /// the customer waits elsewhere now, or talks to somebody outside
    SENT_ON("sent-on"),
    /// they have taken the customer over
    TOOK_OVER("took-over"),
    /// they have a conversation of their own
    OWN_CALL("own-call"),
    SIGNED_OUT("signed-out"),
    /// their browser did not come back
    LINE_LOST("line-lost"),
    /// a change that could not be stored took them out
    FAILED("failed");

    private final String code;

    StayEnd(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static StayEnd of(LineMonitor.Gone gone) {
        return switch (gone) {
            case OVER -> OVER;
            case SENT_ON -> SENT_ON;
            case LINE_LOST -> LINE_LOST;
        };
    }
}
