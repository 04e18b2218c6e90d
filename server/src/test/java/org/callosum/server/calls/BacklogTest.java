package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void callsAreTakenWhileTheOldestWorkIsYoung() {
        assertThat(backlog.admits(1_000, 1_000)).as("nothing under way").isTrue();
        backlog.begin(1_000);
        assertThat(backlog.admits(1_000 + Backlog.LIMIT_MILLIS, 1_000 + Backlog.LIMIT_MILLIS))
                .isTrue();
    }

    @Test
    void oneStuckPieceOfWorkSendsCallsAwayUntilItIsDone() {
        long late = 1_001 + Backlog.LIMIT_MILLIS;
        var stuck = backlog.begin(1_000);
        var young = backlog.begin(late);
        assertThat(backlog.admits(late, late)).isFalse();
        backlog.end(young);
        assertThat(backlog.admits(late, late)).as("the old one is still there").isFalse();
        backlog.end(stuck);
        assertThat(backlog.admits(late, late)).isTrue();
        assertThat(backlog.size()).isZero();
    }

    @Test
    void aCallThatWasHeardOfLongAgoIsSentAway() {
        assertThat(backlog.admits(1_000, 1_001 + Backlog.LIMIT_MILLIS)).isFalse();
    }
}
