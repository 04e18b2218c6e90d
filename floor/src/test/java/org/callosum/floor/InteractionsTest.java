package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.OFFER;
import static org.callosum.floor.Scenario.OTHER_CLIENT;
import static org.callosum.floor.Scenario.RENEWALS;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.SERVICE;
import static org.callosum.floor.Scenario.at;

import java.util.ArrayList;
import java.util.List;
import org.callosum.floor.FloorCommand.Abandon;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.AdvanceTime;
import org.callosum.floor.FloorCommand.CompleteWrapUp;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.EndConversation;
import org.callosum.floor.FloorCommand.EndHold;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.Interrupt;
import org.callosum.floor.FloorCommand.LeaveQueue;
import org.callosum.floor.FloorCommand.RetireQueue;
import org.callosum.floor.FloorCommand.StartHold;
import org.callosum.floor.FloorEvent.AgentBecameNotReady;
import org.callosum.floor.FloorEvent.ConversationEnded;
import org.callosum.floor.FloorEvent.HoldEnded;
import org.callosum.floor.FloorEvent.HoldStarted;
import org.callosum.floor.FloorEvent.InteractionAbandoned;
import org.callosum.floor.FloorEvent.InteractionInterrupted;
import org.callosum.floor.FloorEvent.InteractionLeftQueue;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.QueueRetired;
import org.callosum.floor.FloorEvent.WrapUpCompleted;
import org.callosum.floor.FloorEvent.WrapUpStarted;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InteractionsTest {
    private static final Arrival PLAIN = Arrival.plain(0);

    private static Scenario waiting() {
        return new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN));
    }

    private static Scenario offered() {
        return new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN));
    }

    private static Scenario talking() {
        return offered().given(new AcceptOffer(OFFER));
    }

    private static Scenario wrappingUp() {
        return talking().given(new EndConversation(CALL, EndedBy.CUSTOMER));
    }

    // ---- each command in each state ----

    @Test
    void anAbandonWhileWaitingCountsItsWait() {
        waiting().when(new Abandon(CALL), at(17)).then(new InteractionAbandoned(CALL, SALES, 7000, at(17)));
    }

    @Test
    void anAbandonWhileItRingsTakesTheOfferBackAndTheAgentKeepsTheirPlace() {
        var scenario = offered()
                .when(new Abandon(CALL), at(17))
                .then(
                        new OfferWithdrawn(OFFER, AMY, SALES, Withdrawal.ABANDONED, at(17)),
                        new InteractionAbandoned(CALL, SALES, 7000, at(17)));
        scenario.givenReady(BEN).when(new Enqueue(CALL_2, SALES, PLAIN), at(30));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void whoAnsweredCannotBeAbandonedOrLeaveTheQueue() {
        talking()
                .when(new Abandon(CALL))
                .thenRefused(new Refusal.AlreadyAnswered(CALL))
                .when(new LeaveQueue(CALL, Exit.CALLBACK))
                .thenRefused(new Refusal.AlreadyAnswered(CALL));
        wrappingUp().when(new Abandon(CALL)).thenRefused(new Refusal.AlreadyAnswered(CALL));
    }

    @ParameterizedTest
    @EnumSource(Exit.class)
    void anInteractionLeavesTheQueueEachWay(Exit exit) {
        waiting()
                .when(new LeaveQueue(CALL, exit), at(17))
                .then(new InteractionLeftQueue(CALL, SALES, exit, 7000, at(17)));
        offered()
                .when(new LeaveQueue(CALL, exit), at(17))
                .then(
                        new OfferWithdrawn(OFFER, AMY, SALES, Withdrawal.LEFT_QUEUE, at(17)),
                        new InteractionLeftQueue(CALL, SALES, exit, 7000, at(17)));
    }

    @Test
    void whoeverIsFreedByAnAbandonGetsTheNext() {
        var scenario = offered().given(new Enqueue(CALL_2, SALES, PLAIN)).when(new Abandon(CALL), at(17));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void holdBelongsToConversations() {
        talking()
                .when(new EndHold(CALL))
                .thenRefused(new Refusal.NotOnHold(CALL))
                .when(new StartHold(CALL), at(20))
                .then(new HoldStarted(CALL, AMY, at(20)))
                .when(new StartHold(CALL))
                .thenRefused(new Refusal.AlreadyOnHold(CALL))
                .when(new EndHold(CALL), at(30))
                .then(new HoldEnded(CALL, AMY, at(30)));
        var unanswered = new Refusal.NotAnswered(CALL);
        waiting()
                .when(new StartHold(CALL))
                .thenRefused(unanswered)
                .when(new EndHold(CALL))
                .thenRefused(unanswered);
        offered().when(new StartHold(CALL)).thenRefused(unanswered);
        wrappingUp().when(new StartHold(CALL)).thenRefused(new Refusal.ConversationOver(CALL));
    }

    @ParameterizedTest
    @EnumSource(EndedBy.class)
    void aConversationEndsFromEachSideAndWrapUpBegins(EndedBy by) {
        talking()
                .when(new EndConversation(CALL, by), at(70))
                .then(
                        new ConversationEnded(CALL, AMY, SALES, by, at(70)),
                        new WrapUpStarted(OFFER, AMY, at(130), at(70)));
        talking()
                .given(new StartHold(CALL))
                .when(new EndConversation(CALL, by), at(70))
                .then(
                        new ConversationEnded(CALL, AMY, SALES, by, at(70)),
                        new WrapUpStarted(OFFER, AMY, at(130), at(70)));
    }

    @Test
    void whatWasNotAnsweredHasNoConversationToEnd() {
        waiting().when(new EndConversation(CALL, EndedBy.AGENT)).thenRefused(new Refusal.NotAnswered(CALL));
        offered().when(new EndConversation(CALL, EndedBy.AGENT)).thenRefused(new Refusal.NotAnswered(CALL));
        wrappingUp().when(new EndConversation(CALL, EndedBy.AGENT)).thenRefused(new Refusal.ConversationOver(CALL));
    }

    @Test
    void aQueueWithoutWrapUpCompletesAtOnce() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE.withTimes(20_000, 0, true)))
                .givenReady(AMY)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN), new AcceptOffer(OFFER))
                .when(new EndConversation(CALL, EndedBy.AGENT), at(70))
                .then(
                        new ConversationEnded(CALL, AMY, SALES, EndedBy.AGENT, at(70)),
                        new WrapUpCompleted(OFFER, AMY, List.of(), false, at(70)));
    }

    @Test
    void wrapUpEndsWithItsDispositionsOrByItself() {
        wrappingUp()
                .when(new CompleteWrapUp(CALL, List.of("sold", "call-back")), at(20))
                .then(new WrapUpCompleted(OFFER, AMY, List.of("sold", "call-back"), false, at(20)));
        wrappingUp()
                .whenTimeIs(at(70) - 1)
                .thenNothing()
                .whenTimeIs(at(70))
                .then(new WrapUpCompleted(OFFER, AMY, List.of(), true, at(70)));
    }

    @Test
    void onlyWrapUpCanBeCompleted() {
        waiting().when(new CompleteWrapUp(CALL, List.of())).thenRefused(new Refusal.NotWrappingUp(CALL));
        offered().when(new CompleteWrapUp(CALL, List.of())).thenRefused(new Refusal.NotWrappingUp(CALL));
        talking().when(new CompleteWrapUp(CALL, List.of())).thenRefused(new Refusal.NotWrappingUp(CALL));
        wrappingUp().when(new CompleteWrapUp(CALL, BEN, List.of())).thenRefused(new Refusal.NotWrappingUp(CALL));
    }

    @Test
    void aQueueCanLeaveItsAgentsNotReadyAfterWrapUp() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE.withTimes(20_000, 60_000, false)))
                .givenReady(AMY)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN), new AcceptOffer(OFFER))
                .given(new EndConversation(CALL, EndedBy.CUSTOMER), new Enqueue(CALL_2, SALES, PLAIN))
                .when(new CompleteWrapUp(CALL, List.of()), at(20))
                .then(
                        new WrapUpCompleted(OFFER, AMY, List.of(), false, at(20)),
                        new AgentBecameNotReady(AMY, "after-wrap-up", at(20)));
    }

    @Test
    void anInterruptClosesWhateverStageItIsInButWrapUp() {
        waiting().when(new Interrupt(CALL), at(20)).then(new InteractionInterrupted(CALL, SALES, null, at(20)));
        offered()
                .when(new Interrupt(CALL), at(20))
                .then(
                        new OfferWithdrawn(OFFER, AMY, SALES, Withdrawal.INTERRUPTED, at(20)),
                        new InteractionInterrupted(CALL, SALES, null, at(20)));
        var scenario = talking().when(new Interrupt(CALL), at(20));
        scenario.then(new InteractionInterrupted(CALL, SALES, AMY, at(20)));
        var amy = scenario.agent(AMY);
        assertThat(amy.state()).isEqualTo(AgentState.IDLE);
        wrappingUp().when(new Interrupt(CALL)).thenRefused(new Refusal.ConversationOver(CALL));
    }

    @Test
    void whatIsNotOnTheFloorIsUnknown() {
        var unknown = new Refusal.UnknownInteraction(CALL);
        for (var command : List.of(
                new Abandon(CALL),
                new LeaveQueue(CALL, Exit.CLOSED),
                new StartHold(CALL),
                new EndHold(CALL),
                new EndConversation(CALL, EndedBy.AGENT),
                new CompleteWrapUp(CALL, List.of()),
                new Interrupt(CALL))) {
            new Scenario().when(command, at(1)).thenRefused(unknown);
        }
    }

    // ---- entering ----

    @Test
    void anInteractionWaitsOnce() {
        waiting().when(new Enqueue(CALL, SALES, PLAIN)).thenRefused(new Refusal.AlreadyOnFloor(CALL));
        talking().when(new Enqueue(CALL, SALES, PLAIN)).thenRefused(new Refusal.AlreadyOnFloor(CALL));
    }

    @Test
    void aTransferWaitsWhileTheFirstAgentWrapsUp() {
        var scenario = wrappingUp().given(new ConfigureQueue(SERVICE, ANYONE)).givenReady(BEN);
        scenario.when(new Enqueue(CALL, SERVICE, PLAIN), at(80));
        var second = new OfferId(CALL, 2);
        assertThat(scenario.only(OfferMade.class).offer()).isEqualTo(second);
        scenario.given(new AcceptOffer(second), new EndConversation(CALL, EndedBy.CUSTOMER));
        assertThat(scenario.floor.interactions()).hasSize(2);
        scenario.when(new CompleteWrapUp(CALL, BEN, List.of("done")), at(90))
                .then(new WrapUpCompleted(second, BEN, List.of("done"), false, at(90)))
                .when(new CompleteWrapUp(CALL, List.of()), at(91))
                .then(new WrapUpCompleted(OFFER, AMY, List.of(), false, at(91)));
    }

    @Test
    void offersAreCountedOnInALaterQueue() {
        var scenario = offered()
                .given(new LeaveQueue(CALL, Exit.TRANSFERRED))
                .when(new Enqueue(CALL, SALES, PLAIN.withOffersBefore(1)), at(20));
        assertThat(scenario.only(OfferMade.class).offer().count()).isEqualTo(2);
    }

    @Test
    void aFullQueueRefusesAndTakesTheNextWhenOneHasLeft() {
        new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS.withMaxWaiting(1)), new Enqueue(CALL, SALES, PLAIN))
                .when(new Enqueue(CALL_2, SALES, PLAIN))
                .thenRefused(new Refusal.QueueFull(SALES, 1))
                .given(new Abandon(CALL), new Enqueue(CALL_2, SALES, PLAIN));
    }

    @Test
    void aQueueNobodyConfiguredIsUnknown() {
        new Scenario().when(new Enqueue(CALL, SALES, PLAIN), at(1)).thenRefused(new Refusal.UnknownQueue(SALES));
    }

    @Test
    void aFullFloorRefuses() {
        var floor = new Floor(new FloorLimits(1, 1, 1, 1));
        floor.handle(new ConfigureQueue(SALES, ANYONE), at(1));
        assertThat(floor.handle(new ConfigureQueue(SERVICE, ANYONE), at(1)))
                .isEqualTo(new Decision.Refused(new Refusal.FloorFull("queues", 1)));
        floor.handle(new Enqueue(CALL, SALES, PLAIN), at(1));
        assertThat(floor.handle(new Enqueue(CALL_2, SALES, PLAIN), at(1)))
                .isEqualTo(new Decision.Refused(new Refusal.FloorFull("interactions", 1)));
    }

    // ---- queues ----

    @Test
    void aQueueIsRetiredWhenNothingIsInIt() {
        waiting()
                .when(new RetireQueue(SALES))
                .thenRefused(new Refusal.QueueInUse(SALES, 1))
                .given(new Abandon(CALL))
                .when(new RetireQueue(SALES), at(20))
                .then(new QueueRetired(SALES, at(20)))
                .when(new RetireQueue(SALES))
                .thenRefused(new Refusal.UnknownQueue(SALES));
    }

    @Test
    void aQueueKeepsItsClientAndChannel() {
        waiting()
                .when(new ConfigureQueue(SALES, QueueRules.of(OTHER_CLIENT, Channel.VOICE, List.of())))
                .thenRefused(new Refusal.QueueFixed(SALES, ACME, Channel.VOICE))
                .when(new ConfigureQueue(SALES, QueueRules.of(ACME, Channel.CHAT, List.of())))
                .thenRefused(new Refusal.QueueFixed(SALES, ACME, Channel.VOICE));
    }

    @Test
    void theBoardSeesWhatWaitsRingsAndTalks() {
        var scenario = offered().given(new Enqueue(CALL_2, SALES, PLAIN));
        assertThat(scenario.floor.queue(SALES)).isEqualTo(new QueueView(SALES, 1, 1, 0, 0, at(10), 0, 0));
        assertThat(scenario.floor.waiting(SALES))
                .extracting(WorkView::interaction)
                .containsExactly(CALL, CALL_2);
        scenario.given(new AcceptOffer(OFFER));
        assertThat(scenario.floor.queue(SALES)).isEqualTo(new QueueView(SALES, 1, 0, 1, 0, at(10), 0, 0));
    }

    // ---- time ----

    @Test
    void timeThatWentBackCountsAsTheLastEvents() {
        waiting().when(new Abandon(CALL), at(5)).then(new InteractionAbandoned(CALL, SALES, 0, at(10)));
    }

    @Test
    void nothingIsDueOnAnEmptyFloor() {
        var scenario = new Scenario().when(new AdvanceTime(), at(1)).thenNothing();
        assertThat(scenario.floor.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void timersAtOneInstantGoByInteractionId() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(BEN, AMY)
                .time(at(10));
        scenario.given(new Enqueue(CALL_2, SALES, PLAIN), new Enqueue(CALL, SALES, PLAIN))
                .whenTimeIs(at(31));
        var expired = new ArrayList<InteractionId>();
        for (var event : scenario.events()) {
            if (event instanceof FloorEvent.OfferExpired e) {
                expired.add(e.interaction());
            }
        }
        assertThat(expired).containsExactly(CALL, CALL_2);
    }
}
