package org.callosum.server.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.floor.why.WaitStory;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;

/// What a timeline is told of a wait, in codes.
class WaitReasonsTest {
    private static final ClientId CLIENT = new ClientId(1);
    private static final QueueId QUEUE = new QueueId(2);
    private static final SkillId BILLING = new SkillId(12);
    private static final InteractionId CALL = new InteractionId(50);

    private final Floor floor = new Floor();

    private List<org.callosum.floor.FloorEvent> at(long millis, FloorCommand command) {
        return switch (floor.handle(command, millis)) {
            case Decision.Accepted(var events) -> List.copyOf(events);
            case Decision.Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private void agent(long id, int proficiency) {
        at(0, new FloorCommand.ConfigureAgent(new AgentId(id), AgentRules.voice(CLIENT)));
        at(0, new FloorCommand.GrantSkill(new AgentId(id), BILLING, proficiency));
    }

    @Test
    void itSaysWhatWasNeededAndWhatThoseWhoCouldServeWereDoing() {
        var steps = List.of(
                new RequirementStep(0, List.of(new Needed(BILLING, 3))),
                new RequirementStep(30_000, List.of(new Needed(BILLING, 2))));
        at(
                0,
                new FloorCommand.ConfigureQueue(
                        QUEUE, QueueRules.of(CLIENT, Channel.VOICE, List.of()).withSteps(steps)));
        agent(7, 4);
        agent(8, 2);
        at(0, new FloorCommand.SignIn(new AgentId(8)));
        at(0, new FloorCommand.GoReady(new AgentId(8)));
        var start = Floor.restore(floor.snapshot());
        var events = new java.util.ArrayList<>(at(1_000, new FloorCommand.Enqueue(CALL, QUEUE, Arrival.plain(0))));
        events.addAll(at(31_000, new FloorCommand.AdvanceTime()));
        var codes = WaitStory.of(start, events, CALL).getFirst().steps().stream()
                .map(WaitReasons::codes)
                .toList();
        assertThat(codes)
                .containsExactly(
                        Map.of(
                                "of",
                                "entered",
                                "needs",
                                "12:3",
                                "entitled",
                                "1",
                                "signedOut",
                                "1",
                                "waitedMillis",
                                "0"),
                        Map.of(
                                "of",
                                "widened",
                                "needs",
                                "12:2",
                                "entitled",
                                "2",
                                "ready",
                                "1",
                                "signedOut",
                                "1",
                                "waitedMillis",
                                "30000"),
                        Map.of(
                                "of",
                                "offered",
                                "needs",
                                "12:2",
                                "entitled",
                                "2",
                                "ready",
                                "1",
                                "signedOut",
                                "1",
                                "waitedMillis",
                                "30000"));
    }
}
