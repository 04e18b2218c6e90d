package org.callosum.voice.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final long MILLI = 1_000_000;

    private final TimerWheel wheel = new TimerWheel(0);
    private final List<String> fired = new ArrayList<>();

    private void to(long millis) {
        wheel.advance(millis * MILLI, fault -> fired.add("fault " + fault.getMessage()));
    }

    @Test
    void aTimerFiresOnceAndNeverEarly() {
        wheel.after(25, 0, () -> fired.add("a"));
        to(24);
        assertThat(fired).isEmpty();
        to(30);
        to(100_000);
        assertThat(fired).containsExactly("a");
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void aCancelledTimerIsSilent() {
        TimerWheel.Timer timer = wheel.after(25, 0, () -> fired.add("a"));
        wheel.cancel(timer);
        wheel.cancel(timer);
        wheel.cancel(null);
        to(1_000);
        assertThat(fired).isEmpty();
    }

    @Test
    void timersMaySetAndCancelOthersOfTheSameMoment() {
        var other = new TimerWheel.Timer[1];
        wheel.after(50, 0, () -> {
            fired.add("a");
            wheel.cancel(other[0]);
            wheel.after(0, 50 * MILLI, () -> fired.add("c"));
        });
        other[0] = wheel.after(50, 0, () -> fired.add("b"));
        to(200);
        // within a slot the last one set comes first
        assertThat(fired).containsExactly("b", "a", "c");
    }

    @Test
    void aFaultDoesNotStopTheOthers() {
        wheel.after(50, 0, () -> fired.add("a"));
        wheel.after(50, 0, () -> {
            throw new IllegalStateException("meant");
        });
        to(60);
        assertThat(fired).containsExactlyInAnyOrder("a", "fault meant");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void longAndShortDelaysAreKeptWithinASlot(long seed) {
        var random = new Random(seed);
        var now = new long[1];
        int set = 3_000;
        var late = new ArrayList<Long>();
        for (int i = 0; i < set; i++) {
            long delay = random.nextInt(10) == 0 ? random.nextInt(3_600_000) : random.nextInt(50_000);
            long due = now[0] + delay;
            wheel.after(delay, now[0] * MILLI, () -> late.add(now[0] - due));
            now[0] += random.nextInt(20);
            to(now[0]);
        }
        while (wheel.pending() > 0) {
            now[0] += 5;
            to(now[0]);
        }
        assertThat(late).hasSize(set).allSatisfy(each -> assertThat(each).isBetween(0L, 35L));
    }
}
