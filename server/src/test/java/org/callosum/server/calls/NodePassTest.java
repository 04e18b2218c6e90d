package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.callosum.server.platform.keys.MasterKey;
import org.junit.jupiter.api.Test;

class NodePassTest {
    private static final LinePlaces.Subject AMY = new LinePlaces.Subject(LinePlaces.Kind.AGENT, 1, 7);
    private static final MasterKey KEY = MasterKey.of("the master key of a house with two nodes");

    private final AtomicLong clock = new AtomicLong(1_700_000_000_000L);
    private final NodePass first = new NodePass(KEY, () -> 0, clock::get);
    private final NodePass second = new NodePass(KEY, () -> 1, clock::get);

    private long counted(String what) {
        return second.counters().getOrDefault(what, new LongAdder()).sum();
    }

    @Test
    void aPassHoldsOnceAndSaysWhatIsAskedFor() {
        var dialled = first.to(1, AMY);
        assertThat(second.holds(dialled)).isTrue();
        assertThat(NodePass.asked(dialled)).isEqualTo(AMY);
        assertThat(NodePass.from(dialled)).isZero();
        assertThat(NodePass.from(second.to(0, AMY))).isEqualTo(1);
        assertThat(second.holds(dialled)).as("a second time").isFalse();
        assertThat(counted("pass.used")).isEqualTo(1);
        var phone = new LinePlaces.Subject(LinePlaces.Kind.PHONE, 2, Long.MAX_VALUE);
        assertThat(NodePass.asked(first.to(1, phone))).isEqualTo(phone);
    }

    @Test
    void aPassIsForOneNodeAndOneLine() {
        assertThat(second.holds(first.to(2, AMY))).as("for another node").isFalse();
        assertThat(second.holds(first.to(1, AMY).replaceFirst("agent-1-", "agent-2-")))
                .as("of another tenant")
                .isFalse();
        assertThat(second.holds(first.to(1, AMY).replaceFirst("-7-", "-8-")))
                .as("another agent")
                .isFalse();
        assertThat(second.holds(first.to(1, AMY).replaceFirst("agent", "phone")))
                .as("another kind of line")
                .isFalse();
        assertThat(second.holds(first.to(1, AMY).replaceFirst("-7-0-", "-7-2-")))
                .as("from another node")
                .isFalse();
        var stranger = new NodePass(MasterKey.of("the master key of quite another house"), () -> 0, clock::get);
        assertThat(second.holds(stranger.to(1, AMY))).as("another house").isFalse();
        assertThat(counted("pass.forged")).isEqualTo(6);
        assertThat(counted("pass.held")).isZero();
    }

    @Test
    void aPassExpires() {
        var early = first.to(1, AMY);
        clock.addAndGet(NodePass.LASTS_MILLIS + 1);
        assertThat(second.holds(early)).isFalse();
        assertThat(counted("pass.expired")).isEqualTo(1);
        assertThat(second.holds(first.to(1, AMY))).isTrue();
    }

    @Test
    void anOrdinaryNumberIsNoPassAndIsNotCounted() {
        assertThat(second.holds("+85221234567")).isFalse();
        assertThat(second.holds("agent-1-7")).isFalse();
        assertThat(second.holds("")).isFalse();
        assertThat(second.counters()).isEmpty();
        assertThat(NodePass.asked("agent-1-7")).isNull();
    }

    @Test
    void usedPassesAreForgottenWhenTheyHaveExpiredAndNoneHoldsBeyondTheBound() {
        for (int i = 0; i < NodePass.MOST_USED; i++) {
            assertThat(second.holds(first.to(1, AMY))).isTrue();
        }
        assertThat(second.holds(first.to(1, AMY))).isFalse();
        assertThat(counted("pass.too-many")).isEqualTo(1);
        clock.addAndGet(NodePass.LASTS_MILLIS + 1);
        assertThat(second.holds(first.to(1, AMY))).isTrue();
    }
}
