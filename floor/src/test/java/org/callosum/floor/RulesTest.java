package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.NINE;
import static org.callosum.floor.Scenario.RENEWAL;
import static org.callosum.floor.Scenario.SALES;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.callosum.kernel.id.QueueId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void rulesOutsideTheirRangeSayWhatIsWrong() {
        assertThatThrownBy(() -> new Needed(RENEWAL, 6)).hasMessageContaining("1 to 5, not 6");
        assertThatThrownBy(() -> Arrival.plain(10)).hasMessageContaining("0 to 9, not 10");
        assertThatThrownBy(() -> ANYONE.withSteps(List.of())).hasMessageContaining("none");
        assertThatThrownBy(() -> ANYONE.withSteps(List.of(new RequirementStep(5, List.of()))))
                .hasMessageContaining("5 ms");
        assertThatThrownBy(() -> ANYONE.withSteps(List.of(
                        new RequirementStep(0, List.of()),
                        new RequirementStep(9, List.of()),
                        new RequirementStep(9, List.of()))))
                .hasMessageContaining("rising order");
        assertThatThrownBy(() -> ANYONE.withTimes(0, 0, true)).hasMessageContaining("offer");
        assertThatThrownBy(() -> ANYONE.withMaxWaiting(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Urgency(Double.NaN, 0, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new AgentRules(Set.of(ACME), Map.of(Channel.VOICE, 2), List.of()))
                .hasMessageContaining("VOICE is 0 to 1, not 2");
        assertThatThrownBy(() -> new Floor().handle(new FloorCommand.AdvanceTime(), -1))
                .hasMessageContaining("not -1");
    }

    @Test
    void equalRulesAreEqualWhateverTheOrderTheyWereGivenIn() {
        var one = new AgentRules(Set.of(ACME), Map.of(Channel.CHAT, 2), List.of(new QueueId(2), new QueueId(1)));
        var other = new AgentRules(
                Set.of(ACME), Map.of(Channel.VOICE, 0, Channel.CHAT, 2), List.of(new QueueId(1), new QueueId(2)));
        assertThat(one).isEqualTo(other).hasToString(other.toString());
    }

    @Test
    void everyRefusalHasItsOwnCode() {
        var codes = new HashSet<String>();
        for (var type : Refusal.class.getPermittedSubclasses()) {
            var constructor = type.getDeclaredConstructors()[0];
            @Nullable Object[] arguments = new Object[constructor.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                var parameter = constructor.getParameterTypes()[i];
                arguments[i] = parameter == int.class ? (Object) 0 : parameter == long.class ? (Object) 0L : null;
            }
            try {
                codes.add(((Refusal) constructor.newInstance(arguments)).code());
            } catch (ReflectiveOperationException broken) {
                throw new AssertionError(type.getName(), broken);
            }
        }
        assertThat(codes).hasSize(Refusal.class.getPermittedSubclasses().length);
    }

    @Test
    void eventsWithoutTheOnesBeforeThemAreAFault() {
        assertThatThrownBy(() -> new Floor().evolve(new FloorEvent.AgentBecameReady(AMY, NINE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no agent 31");
    }

    @Test
    void aSnapshotOfAnotherVersionIsNotGuessedAt() {
        var other = new FloorSnapshot(1, 0, List.of(), List.of(), List.of());
        assertThatThrownBy(() -> Floor.restore(other)).hasMessageContaining("version 1");
    }

    @Test
    void aSnapshotThatContradictsItselfIsAFault() {
        var floor = new Floor();
        floor.handle(new FloorCommand.ConfigureQueue(SALES, ANYONE), NINE);
        floor.handle(new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)), NINE);
        var whole = floor.snapshot();
        var torn = new FloorSnapshot(3, whole.atMillis(), List.of(), whole.agents(), whole.entries());
        assertThatThrownBy(() -> Floor.restore(torn)).hasMessageContaining("no such queue");
    }

    @Test
    void theIndexOfIdsAgreesWithAMap() {
        var chance = new SplittableRandom(7);
        var index = new LongIndex();
        var map = new HashMap<Long, Integer>();
        for (int i = 0; i < 200_000; i++) {
            long key = 1 + chance.nextInt(300);
            if (chance.nextInt(3) == 0) {
                index.remove(key);
                map.remove(key);
            } else {
                index.put(key, i);
                map.put(key, i);
            }
            long asked = 1 + chance.nextInt(300);
            assertThat(index.get(asked)).isEqualTo(map.getOrDefault(asked, LongIndex.NONE));
            assertThat(index.size()).isEqualTo(map.size());
        }
    }

    @Test
    void theHeapYieldsByKeyThenIdWhateverIsTakenOut() {
        var chance = new SplittableRandom(8);
        var heap = new IndexedHeap();
        var places = new int[100];
        var keys = new HashMap<Integer, Long>();
        for (int i = 0; i < 50_000; i++) {
            int item = chance.nextInt(100);
            long key = chance.nextInt(10);
            if (!keys.containsKey(item)) {
                heap.add(item, key, item, places);
                keys.put(item, key);
            } else if (chance.nextBoolean()) {
                heap.move(item, key, item, places);
                keys.put(item, key);
            } else {
                heap.remove(item, places);
                keys.remove(item);
            }
            var first = keys.entrySet().stream()
                    .min(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
            assertThat(heap.isEmpty()).isEqualTo(first.isEmpty());
            first.ifPresent(entry -> assertThat(heap.item(0)).isEqualTo(entry.getKey()));
        }
    }
}
