package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;

/// Given what was done, when something is asked, then this happens. The state after every step is compared
/// with the one that comes out of replaying its events.
final class Scenario {
    static final ClientId ACME = new ClientId(1);
    static final ClientId OTHER_CLIENT = new ClientId(2);
    static final QueueId SALES = new QueueId(11);
    static final QueueId SERVICE = new QueueId(12);
    static final SkillId RENEWAL = new SkillId(21);
    static final SkillId BILLING = new SkillId(22);
    static final AgentId AMY = new AgentId(31);
    static final AgentId BEN = new AgentId(32);
    static final AgentId CAT = new AgentId(33);
    static final InteractionId CALL = new InteractionId(101);
    static final InteractionId CALL_2 = new InteractionId(102);
    static final InteractionId CALL_3 = new InteractionId(103);
    static final OfferId OFFER = new OfferId(CALL, 1);
    /// 09:00 on a day.
    static final long NINE = 1_800_000_000_000L;

    static final QueueRules ANYONE = QueueRules.of(ACME, Channel.VOICE, List.of());
    static final QueueRules RENEWALS = QueueRules.of(ACME, Channel.VOICE, List.of(new Needed(RENEWAL, 2)));

    final Floor floor = new Floor();
    private final Floor replayed = new Floor();
    private long now = NINE;
    private Decision last = new Decision.Accepted(List.of());

    static long at(int seconds) {
        return NINE + seconds * 1000L;
    }

    /// Done without a look at what happens, except that it must be accepted.
    Scenario given(FloorCommand... commands) {
        for (var command : commands) {
            when(command, now);
            assertThat(last).as("%s", command).isInstanceOf(Decision.Accepted.class);
        }
        return this;
    }

    /// Known, signed in and ready, each a second after the other.
    Scenario givenReady(AgentId... agents) {
        for (var agent : agents) {
            given(
                    new FloorCommand.ConfigureAgent(agent, AgentRules.voice(ACME)),
                    new FloorCommand.SignIn(agent),
                    new FloorCommand.GoReady(agent));
            now += 1000;
        }
        return this;
    }

    Scenario time(long millis) {
        now = millis;
        return this;
    }

    Scenario when(FloorCommand command, long atMillis) {
        now = atMillis;
        var before = floor.snapshot();
        var tried = FloorDecider.decide(floor, command, atMillis);
        assertThat(floor.snapshot()).as("a decision alone changes nothing").isEqualTo(before);
        last = floor.handle(command, atMillis);
        assertThat(last).as("deciding on a copy").isEqualTo(tried);
        switch (last) {
            case Decision.Accepted(var events) -> events.forEach(replayed::evolve);
            case Decision.Refused _ ->
                assertThat(floor.snapshot()).as("a refusal changes nothing").isEqualTo(before);
        }
        assertThat(replayed.snapshot()).as("replayed after %s", command).isEqualTo(floor.snapshot());
        assertThat(Floor.restore(floor.snapshot()).snapshot()).isEqualTo(floor.snapshot());
        return this;
    }

    Scenario when(FloorCommand command) {
        return when(command, now);
    }

    Scenario whenTimeIs(long atMillis) {
        return when(new FloorCommand.AdvanceTime(), atMillis);
    }

    Scenario then(FloorEvent... events) {
        assertThat(events()).containsExactly(events);
        return this;
    }

    Scenario thenRefused(Refusal refusal) {
        assertThat(last).isEqualTo(new Decision.Refused(refusal));
        return this;
    }

    Scenario thenNothing() {
        return then();
    }

    List<FloorEvent> events() {
        return switch (last) {
            case Decision.Accepted(var events) -> events;
            case Decision.Refused(var refusal) -> throw new AssertionError("Refused: " + refusal);
        };
    }

    AgentView agent(AgentId agent) {
        return Objects.requireNonNull(floor.agent(agent));
    }

    <E extends FloorEvent> E only(Class<E> type) {
        var found = events().stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as("%s among %s", type.getSimpleName(), events()).hasSize(1);
        return found.getFirst();
    }

    boolean has(Class<? extends FloorEvent> type) {
        return events().stream().anyMatch(type::isInstance);
    }
}
