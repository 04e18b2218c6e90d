package org.callosum.floor.why;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.callosum.floor.AgentPolicy;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;

class WaitStoryTest {
    private static final ClientId ACME = new ClientId(1);
    private static final QueueId BILLING = new QueueId(11);
    private static final SkillId BILLS = new SkillId(21);
    private static final InteractionId CALL = new InteractionId(101);
    private static final long NINE = 1_800_000_000_000L;

    private final Floor floor = new Floor();
    private final List<FloorEvent> events = new ArrayList<>();

    private void does(int second, FloorCommand command) {
        switch (floor.handle(command, NINE + second * 1000L)) {
            case Decision.Accepted(var happened) -> events.addAll(happened);
            case Decision.Refused(var refusal) -> throw new AssertionError(refusal + " for " + command);
        }
    }

    private static AgentId agent(int n) {
        return new AgentId(30 + n);
    }

    /// Seven agents with bills at 3, two at 2, one without: five talk, one wraps up, one is signed out.
    private void theFloorOfTheExample() {
        does(
                0,
                new FloorCommand.ConfigureQueue(
                        BILLING,
                        QueueRules.of(ACME, Channel.VOICE, List.of())
                                .withPolicy(AgentPolicy.LONGEST_IDLE)
                                .withTimes(20_000, 600_000, true)
                                .withSteps(List.of(
                                        new RequirementStep(0, List.of(new Needed(BILLS, 3))),
                                        new RequirementStep(30_000, List.of(new Needed(BILLS, 2)))))));
        for (int n = 1; n <= 10; n++) {
            does(0, new FloorCommand.ConfigureAgent(agent(n), AgentRules.voice(ACME)));
            if (n <= 9) {
                does(0, new FloorCommand.GrantSkill(agent(n), BILLS, n <= 7 ? 3 : 2));
            }
        }
        for (int n = 1; n <= 6; n++) {
            does(n, new FloorCommand.SignIn(agent(n)));
            does(n, new FloorCommand.GoReady(agent(n)));
            does(n, new FloorCommand.Enqueue(new InteractionId(n), BILLING, Arrival.plain(0)));
            does(n, new FloorCommand.AcceptOffer(new OfferId(new InteractionId(n), 1)));
        }
        does(9, new FloorCommand.EndConversation(new InteractionId(6), EndedBy.CUSTOMER));
        for (int n : new int[] {9, 8}) {
            does(20 - n, new FloorCommand.SignIn(agent(n)));
            does(20 - n, new FloorCommand.GoReady(agent(n)));
        }
    }

    @Test
    void theStoryOfTheExampleHasItsCounts() {
        theFloorOfTheExample();
        does(20, new FloorCommand.Enqueue(CALL, BILLING, Arrival.plain(0)));
        does(50, new FloorCommand.AdvanceTime());
        does(61, new FloorCommand.AcceptOffer(new OfferId(CALL, 1)));
        var stories = WaitStory.of(new Floor(), events, CALL);
        assertThat(stories).hasSize(1);
        var steps = stories.getFirst().steps();
        assertThat(steps)
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("Entered", "Widened", "Offered", "Answered");
        var entered = (WaitStep.Entered) steps.get(0);
        assertThat(entered.who().needs()).containsExactly(new Needed(BILLS, 3));
        assertThat(entered.who().entitled()).isEqualTo(7);
        assertThat(entered.who().talking()).isEqualTo(5);
        assertThat(entered.who().wrappingUp()).isEqualTo(1);
        assertThat(entered.who().signedOut()).isEqualTo(1);
        var widened = (WaitStep.Widened) steps.get(1);
        assertThat(widened.waitedMillis()).isEqualTo(30_000);
        assertThat(widened.needsBefore()).containsExactly(new Needed(BILLS, 3));
        assertThat(widened.who().needs()).containsExactly(new Needed(BILLS, 2));
        assertThat(widened.who().entitled()).isEqualTo(9);
        assertThat(widened.who().ready()).isEqualTo(2);
        var offered = (WaitStep.Offered) steps.get(2);
        assertThat(offered.agent()).isEqualTo(agent(9));
        assertThat(offered.why().rule()).isEqualTo("longest-idle");
        assertThat(offered.why().candidates()).isEqualTo(2);
        assertThat(offered.why().runnerUp()).isEqualTo(agent(8));
        assertThat(((WaitStep.Answered) steps.get(3)).waitedMillis()).isEqualTo(41_000);
    }

    @Test
    void whatHasNotEndedTellsWhatIsKnownAndTheLiveFloorSaysTheSame() {
        theFloorOfTheExample();
        does(20, new FloorCommand.Enqueue(CALL, BILLING, Arrival.plain(0)));
        var steps = WaitStory.of(new Floor(), events, CALL).getFirst().steps();
        assertThat(((WaitStep.Entered) steps.getFirst()).who()).isEqualTo(floor.census(CALL));
        assertThat(floor.census(new InteractionId(1)))
                .as("in conversation, nobody is looked for")
                .isNull();
    }

    @Test
    void windowsDeclinesPausesAndTheEndAreSteps() {
        theFloorOfTheExample();
        does(13, new FloorCommand.GoNotReady(agent(9), "break"));
        does(
                20,
                new FloorCommand.Enqueue(
                        CALL,
                        BILLING,
                        Arrival.plain(0).withPreferred(agent(1), 5_000).withLast(agent(2), 5_000)));
        does(25, new FloorCommand.AdvanceTime());
        does(30, new FloorCommand.AdvanceTime());
        does(50, new FloorCommand.AdvanceTime());
        does(52, new FloorCommand.DeclineOffer(new OfferId(CALL, 1)));
        does(55, new FloorCommand.SuspendWaiting(CALL));
        does(60, new FloorCommand.ResumeWaiting(CALL));
        does(61, new FloorCommand.LeaveQueue(CALL, Exit.CALLBACK));
        var steps = WaitStory.of(new Floor(), events, CALL).getFirst().steps();
        assertThat(steps)
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly(
                        "Entered",
                        "Held",
                        "Released",
                        "Held",
                        "Released",
                        "Widened",
                        "Offered",
                        "Returned",
                        "Paused",
                        "Resumed",
                        "Left");
        var returned = (WaitStep.Returned) steps.get(7);
        assertThat(returned.how()).isEqualTo(WaitStep.Return.DECLINED);
        assertThat(returned.who().declined()).isEqualTo(1);
        assertThat(returned.who().notReady()).isEqualTo(1);
        assertThat(((WaitStep.Left) steps.getLast()).exit()).isEqualTo(Exit.CALLBACK);
    }

    @Test
    void aStoryToldFromASnapshotIsTheSame() {
        theFloorOfTheExample();
        var snapshot = floor.snapshot();
        int before = events.size();
        does(20, new FloorCommand.Enqueue(CALL, BILLING, Arrival.plain(0)));
        does(50, new FloorCommand.AdvanceTime());
        does(70, new FloorCommand.Abandon(CALL));
        assertThat(WaitStory.of(Floor.restore(snapshot), events.subList(before, events.size()), CALL))
                .isEqualTo(WaitStory.of(new Floor(), events, CALL));
    }

    @Test
    void everyCountOfACensusAddsUp() {
        theFloorOfTheExample();
        does(20, new FloorCommand.Enqueue(CALL, BILLING, Arrival.plain(0)));
        does(50, new FloorCommand.AdvanceTime());
        does(70, new FloorCommand.Abandon(CALL));
        var sums = new ArrayList<Integer>();
        var watch = new WaitWatch(new Floor(), _ -> true, (_, step) -> {
            if (step instanceof WaitStep.Entered entered) {
                var who = entered.who();
                sums.add(who.entitled()
                        - who.ready()
                        - who.ringing()
                        - who.talking()
                        - who.wrappingUp()
                        - who.declined()
                        - who.notReady()
                        - who.signedOut());
            }
        });
        events.forEach(watch::heard);
        assertThat(sums).hasSize(7).containsOnly(0);
    }
}
