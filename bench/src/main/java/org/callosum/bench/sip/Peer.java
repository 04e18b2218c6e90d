package org.callosum.bench.sip;

/// What the well-known peer does on one core of such a machine, clean as [Verdict] has it; conditions in `README.md`.
final class Peer {
    static final double DIRECT_PER_SECOND = 350;
    static final double QUEUED_PER_SECOND = 80;
    /// Through its mixing bridge, as recording needs; nothing is recorded there.
    static final double TALKS = 200;

    static final double DIRECT_SETUP_MEDIAN_MILLIS = 1.8;
    static final double DIRECT_SETUP_P99_MILLIS = 2.9;
    static final double QUEUE_ANSWER_MEDIAN_MILLIS = 1.3;
    static final double QUEUE_ANSWER_P99_MILLIS = 5.0;

    private Peer() {}
}
