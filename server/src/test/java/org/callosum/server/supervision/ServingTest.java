package org.callosum.server.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Channel;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static final ClientId HARBOUR = new ClientId(2);
    private static final ClientId NORTHLIGHT = new ClientId(3);
    private static final QueueId OPEN = new QueueId(11);
    private static final QueueId SKILLED = new QueueId(12);
    private static final QueueId FOREIGN = new QueueId(13);
    private static final AgentId AMY = new AgentId(31);
    private static final SkillId DUTCH = new SkillId(41);

    private static Serving floor(AgentRules rules) {
        var floor = new Floor();
        floor.handle(new FloorCommand.ConfigureQueue(OPEN, QueueRules.of(HARBOUR, Channel.VOICE, List.of())), 1_000);
        floor.handle(
                new FloorCommand.ConfigureQueue(
                        SKILLED,
                        QueueRules.of(HARBOUR, Channel.VOICE, List.of())
                                .withSteps(List.of(
                                        new RequirementStep(0, List.of(new Needed(DUTCH, 4))),
                                        new RequirementStep(30_000, List.of(new Needed(DUTCH, 2)))))),
                1_000);
        floor.handle(
                new FloorCommand.ConfigureQueue(FOREIGN, QueueRules.of(NORTHLIGHT, Channel.VOICE, List.of())), 1_000);
        floor.handle(new FloorCommand.ConfigureAgent(AMY, rules), 1_000);
        return new Serving(floor.snapshot());
    }

    @Test
    void anAgentServesTheQueuesOfTheirClientsThatOneStepOpensToTheirSkills() {
        Serving serving = floor(AgentRules.voice(HARBOUR));
        assertThat(serving.queuesOf(AMY)).containsExactly(OPEN);
        serving.skill(AMY, DUTCH, 1);
        assertThat(serving.queuesOf(AMY)).containsExactly(OPEN);
        serving.skill(AMY, DUTCH, 2);
        assertThat(serving.queuesOf(AMY)).as("after half a minute").containsExactly(OPEN, SKILLED);
        serving.skill(AMY, DUTCH, null);
        assertThat(serving.queuesOf(AMY)).containsExactly(OPEN);
    }

    @Test
    void queuesNamedForAnAgentLeaveOutTheOthers() {
        Serving serving =
                floor(new AgentRules(Set.of(HARBOUR, NORTHLIGHT), Map.of(Channel.VOICE, 1), List.of(FOREIGN)));
        assertThat(serving.queuesOf(AMY)).containsExactly(FOREIGN);
    }

    @Test
    void whoTakesNoCallsServesNoQueueOfCalls() {
        Serving serving = floor(new AgentRules(Set.of(HARBOUR), Map.of(Channel.CHAT, 3), List.of()));
        assertThat(serving.queuesOf(AMY)).isEmpty();
    }

    @Test
    void newRulesCountAtOnce() {
        Serving serving = floor(AgentRules.voice(HARBOUR));
        assertThat(serving.queuesOf(AMY)).containsExactly(OPEN);
        serving.configured(SKILLED, QueueRules.of(HARBOUR, Channel.VOICE, List.of()));
        assertThat(serving.queuesOf(AMY)).containsExactly(OPEN, SKILLED);
        serving.retired(OPEN);
        assertThat(serving.queuesOf(AMY)).containsExactly(SKILLED);
        serving.configured(AMY, AgentRules.voice(NORTHLIGHT));
        assertThat(serving.queuesOf(AMY)).containsExactly(FOREIGN);
        serving.retired(AMY);
        assertThat(serving.queuesOf(AMY)).isEmpty();
    }
}
