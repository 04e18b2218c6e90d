package org.callosum.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class FloorLoadTest {
    @Test
    void aSimulatedCommandAllocatesNothing() {
        var load = new FloorLoad(FloorShape.SMALL, false, null);
        for (int i = 0; i < 50; i++) {
            load.batch(); // the columns have their size now
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int commands = 0;
        for (int i = 0; i < 500; i++) {
            commands += load.batch();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).as("bytes in %d commands", commands).isLessThan(commands);
    }

    @Test
    void theLoadStaysAsItsShapeSays() {
        var load = new FloorLoad(FloorShape.SMALL, true, null);
        int before = load.unanswered();
        for (int i = 0; i < 500; i++) {
            load.batch();
        }
        assertThat(load.unanswered()).isBetween(before - 30, before + 30);
        assertThat(load.offers()).isGreaterThan(500 * 19);
        assertThat(load.events()).isGreaterThan(500 * FloorLoad.COMMANDS_PER_BATCH);
    }

    @Test
    void percentilesOfDecisionTimesAreWithinSevenPercent() {
        var times = new DecisionTimes();
        for (int nanos = 1; nanos <= 10_000; nanos++) {
            times.add(nanos);
        }
        assertThat(times.percentileNanos(0.5)).isBetween(5_000L, 5_350L);
        assertThat(times.percentileNanos(0.999)).isBetween(9_990L, 10_700L);
        assertThat(times.mostNanos()).isEqualTo(10_000);
        assertThat(times.count()).isEqualTo(10_000);
    }
}
