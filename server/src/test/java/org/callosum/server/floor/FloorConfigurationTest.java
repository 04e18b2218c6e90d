package org.callosum.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.junit.jupiter.api.Test;

/// Edits on their way to a floor that is just being taken over.
class FloorConfigurationTest {
    private static final long TENANT = 1;
    private static final QueueId SALES = new QueueId(3);
    private static final QueueRules RULES = QueueRules.of(new ClientId(2), Channel.VOICE, List.of());

    private final BlockingQueue<FloorCommand> reached = new LinkedBlockingQueue<>();

    @Test
    void anEditThatGotLostInATakeOverReachesTheFloorAfterIt() throws InterruptedException {
        var lost = new LinkedBlockingQueue<>(List.of("the edit", "the first comparison"));
        try (var configuration = new FloorConfiguration(
                (_, command) -> {
                    if (lost.poll() != null) {
                        return CompletableFuture.failedFuture(new FloorUnavailable(
                                FloorUnavailable.Why.LOST, "The floor of tenant 1 was lost or is stopping"));
                    }
                    reached.add(command);
                    return CompletableFuture.completedFuture(new Decision.Accepted(List.of()));
                },
                new FloorDifferences(new OneQueue(), null),
                1)) {
            configuration.queueChanged(TENANT, SALES);
            assertThat(reached.poll(10, TimeUnit.SECONDS)).isEqualTo(new FloorCommand.ConfigureQueue(SALES, RULES));
        }
        assertThat(lost).isEmpty();
    }

    private static final class OneQueue implements QueueRulesSource {
        @Override
        public Map<QueueId, QueueRules> queues(long tenant) {
            return Map.of(SALES, RULES);
        }

        @Override
        public QueueRules queue(long tenant, QueueId queue) {
            return RULES;
        }
    }
}
