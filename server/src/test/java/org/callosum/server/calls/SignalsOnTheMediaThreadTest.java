package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.callosum.voice.signals.ConversationSignals;
import org.callosum.voice.signals.SignalSettings;
import org.junit.jupiter.api.Test;

/// The voice module reads no management beans; what its packet path allocates is counted from here.
class SignalsOnTheMediaThreadTest {
    @Test
    void framesAllocateNothing() {
        var random = new SplittableRandom(1);
        var customer = new short[160];
        var agent = new short[160];
        for (var i = 0; i < 160; i++) {
            customer[i] = (short) (300 * random.nextGaussian());
            agent[i] = (short) (300 * random.nextGaussian());
        }
        var signals = new ConversationSignals(SignalSettings.DEFAULT);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var least = Long.MAX_VALUE;
        for (var minute = 0; minute < 3; minute++) {
            var before = threads.getCurrentThreadAllocatedBytes();
            for (var frame = 0; frame < 3_000; frame++) {
                signals.frame(customer, agent);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // the measuring itself takes a little
        assertThat(least).isLessThan(1_000);
    }
}
