package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.CALL_3;
import static org.callosum.floor.Scenario.CAT;
import static org.callosum.floor.Scenario.OFFER;
import static org.callosum.floor.Scenario.OTHER_CLIENT;
import static org.callosum.floor.Scenario.RENEWALS;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.SERVICE;
import static org.callosum.floor.Scenario.at;

import java.util.List;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.ConfigureAgent;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.EndConversation;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.GoNotReady;
import org.callosum.floor.FloorCommand.GoReady;
import org.callosum.floor.FloorCommand.MoveConversation;
import org.callosum.floor.FloorCommand.RetireAgent;
import org.callosum.floor.FloorCommand.SignIn;
import org.callosum.floor.FloorCommand.SignOut;
import org.callosum.floor.FloorCommand.StartOutbound;
import org.callosum.floor.FloorEvent.AgentSignedOut;
import org.callosum.floor.FloorEvent.ConversationEnded;
import org.callosum.floor.FloorEvent.ConversationStarted;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.WrapUpCompleted;
import org.callosum.floor.FloorEvent.WrapUpStarted;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.junit.jupiter.api.Test;

/// Consult, attended transfer, take-over, direct to one agent, and what an agent begins.
class TransfersTest {
    private static final InteractionId CONSULT = new InteractionId(901);

    /// Amy talks to a customer; Ben is ready.
    private static Scenario amyTalks() {
        return new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE), new ConfigureQueue(SERVICE, RENEWALS))
                .givenReady(AMY)
                .given(new Enqueue(CALL, SALES, Arrival.plain(3)), new AcceptOffer(OFFER))
                .givenReady(BEN);
    }

    private static Scenario benIsConsulted() {
        return amyTalks()
                .time(at(30))
                .given(
                        new Enqueue(CONSULT, SALES, Arrival.consult(CALL, AMY).onlyFor(BEN)),
                        new AcceptOffer(new OfferId(CONSULT, 1)));
    }

    @Test
    void aConsultNeverRingsAtWhoeverAsks() {
        var scenario = amyTalks().given(new GoNotReady(BEN, "break")).time(at(30));
        scenario.when(new Enqueue(CONSULT, SALES, Arrival.consult(CALL, AMY)));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.when(new EndConversation(CALL, EndedBy.CUSTOMER), at(40));
        scenario.whenTimeIs(at(100));
        assertThat(scenario.has(OfferMade.class)).isFalse();
    }

    @Test
    void aConsultHasNoWrapUpAndItsAgentIsReadyAgain() {
        var never = ANYONE.withTimes(20_000, 60_000, false);
        var scenario = benIsConsulted().given(new ConfigureQueue(SALES, never));
        scenario.when(new EndConversation(CONSULT, EndedBy.AGENT), at(60))
                .then(
                        new ConversationEnded(CONSULT, BEN, SALES, EndedBy.AGENT, at(60)),
                        new WrapUpCompleted(new OfferId(CONSULT, 1), BEN, List.of(), false, at(60)));
        assertThat(scenario.agent(BEN).state()).isEqualTo(AgentState.IDLE);
    }

    @Test
    void anAttendedTransferEndsTheConsultAndBeginsAStayOfItsOwn() {
        var scenario = benIsConsulted();
        scenario.when(new MoveConversation(CALL, BEN, CONSULT), at(60))
                .then(
                        new ConversationEnded(CONSULT, BEN, SALES, EndedBy.TRANSFERRED, at(60)),
                        new WrapUpCompleted(new OfferId(CONSULT, 1), BEN, List.of(), false, at(60)),
                        new ConversationEnded(CALL, AMY, SALES, EndedBy.TRANSFERRED, at(60)),
                        new ConversationStarted(
                                new OfferId(CALL, 2),
                                BEN,
                                SALES,
                                Arrival.plain(3),
                                ConversationStart.TRANSFERRED,
                                AMY,
                                at(60)),
                        new WrapUpStarted(OFFER, AMY, at(120), at(60)));
        assertThat(scenario.agent(BEN).state()).isEqualTo(AgentState.TALKING);
        scenario.when(new EndConversation(CALL, EndedBy.CUSTOMER), at(90));
        assertThat(scenario.only(WrapUpStarted.class).agent()).isEqualTo(BEN);
    }

    @Test
    void theNewStayBelongsToTheQueueWhereTheConsultWaited() {
        var scenario = amyTalks()
                .given(new FloorCommand.GrantSkill(BEN, Scenario.RENEWAL, 3))
                .given(
                        new Enqueue(CONSULT, SERVICE, Arrival.consult(CALL, AMY)),
                        new AcceptOffer(new OfferId(CONSULT, 1)))
                .when(new MoveConversation(CALL, BEN, CONSULT), at(60));
        assertThat(scenario.only(ConversationStarted.class).queue()).isEqualTo(SERVICE);
    }

    @Test
    void nobodyTakesOverAnotherClientsConversation() {
        amyTalks()
                .given(new ConfigureAgent(BEN, AgentRules.voice(OTHER_CLIENT)))
                .when(new MoveConversation(CALL, BEN, null), at(40))
                .thenRefused(new Refusal.NotEntitled(BEN, SALES));
    }

    @Test
    void whoLostTheClientDuringAConsultDoesNotGetTheCustomer() {
        benIsConsulted()
                .given(new ConfigureAgent(BEN, AgentRules.voice(OTHER_CLIENT)))
                .when(new MoveConversation(CALL, BEN, CONSULT), at(40))
                .thenRefused(new Refusal.NotEntitled(BEN, SALES));
    }

    @Test
    void aTeamLeaderTakesOverReadyOrNot() {
        var scenario = amyTalks().given(new GoNotReady(BEN, "coaching"));
        scenario.when(new MoveConversation(CALL, BEN, null), at(40));
        assertThat(scenario.only(ConversationStarted.class).why()).isEqualTo(ConversationStart.TAKEN_OVER);
        assertThat(scenario.agent(BEN).presence()).isEqualTo(new Presence.NotReady("coaching"));
        assertThat(scenario.agent(AMY).state()).isEqualTo(AgentState.WRAPPING_UP);
    }

    @Test
    void movesThatCannotBeAreRefused() {
        var scenario = amyTalks()
                .given(new ConfigureAgent(CAT, AgentRules.voice(ACME)))
                .time(at(40));
        scenario.when(new MoveConversation(CALL_2, BEN, null))
                .thenRefused(new Refusal.UnknownInteraction(CALL_2))
                .when(new MoveConversation(CALL, new AgentId(999), null))
                .thenRefused(new Refusal.UnknownAgent(new AgentId(999)))
                .when(new MoveConversation(CALL, AMY, null))
                .thenRefused(new Refusal.SameAgent(CALL, AMY))
                .when(new MoveConversation(CALL, CAT, null))
                .thenRefused(new Refusal.NotSignedIn(CAT))
                .when(new MoveConversation(CALL, BEN, CONSULT))
                .thenRefused(new Refusal.NotConsulting(CONSULT, BEN));
        scenario.given(new Enqueue(CALL_2, SALES, Arrival.plain(0)))
                .when(new MoveConversation(CALL_2, AMY, null))
                .thenRefused(new Refusal.NotAnswered(CALL_2))
                .when(new MoveConversation(CALL, BEN, null))
                .thenRefused(new Refusal.NoRoom(BEN));
        scenario.given(new EndConversation(CALL, EndedBy.CUSTOMER))
                .when(new MoveConversation(CALL, BEN, null))
                .thenRefused(new Refusal.ConversationOver(CALL));
    }

    @Test
    void aConsultAboutAnotherCallMovesNothing() {
        benIsConsulted()
                .givenReady(CAT)
                .given(new Enqueue(CALL_2, SALES, Arrival.plain(0)), new AcceptOffer(new OfferId(CALL_2, 1)))
                .when(new MoveConversation(CALL_2, BEN, CONSULT), at(50))
                .thenRefused(new Refusal.NotConsulting(CONSULT, BEN));
    }

    @Test
    void whoIsLeavingWithTheConsultInHandStillTakesTheCustomer() {
        var scenario = benIsConsulted().given(new SignOut(BEN));
        scenario.when(new MoveConversation(CALL, BEN, CONSULT), at(60));
        assertThat(scenario.has(AgentSignedOut.class)).isFalse();
        scenario.when(new EndConversation(CALL, EndedBy.CUSTOMER), at(90));
        scenario.when(new FloorCommand.CompleteWrapUp(CALL, BEN, List.of()), at(95));
        assertThat(scenario.has(AgentSignedOut.class)).isTrue();
    }

    @Test
    void withoutWrapUpTheFirstAgentGetsTheNextCallerAtOnce() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE.withTimes(20_000, 0, true)))
                .givenReady(AMY)
                .given(new Enqueue(CALL, SALES, Arrival.plain(0)), new AcceptOffer(OFFER))
                .givenReady(BEN)
                .given(new GoNotReady(BEN, "coaching"), new Enqueue(CALL_2, SALES, Arrival.plain(0)));
        scenario.when(new MoveConversation(CALL, BEN, null), at(40));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    // ---- direct to one agent ----

    @Test
    void whatWaitsForOneAgentGoesToNobodyElse() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .given(new ConfigureAgent(BEN, AgentRules.voice(ACME)));
        scenario.when(new Enqueue(CALL, SALES, Arrival.plain(0).onlyFor(BEN)), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.whenTimeIs(at(4000));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.when(new SignIn(BEN)).when(new GoReady(BEN));
        var offer = scenario.only(OfferMade.class);
        assertThat(offer.agent()).isEqualTo(BEN);
        assertThat(offer.explanation().rule()).isEqualTo("only-agent");
    }

    @Test
    void anAgentForWhomSomethingWaitsIsNotRetired() {
        var scenario = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new ConfigureAgent(BEN, AgentRules.voice(ACME)),
                        new Enqueue(CALL, SALES, Arrival.plain(0).onlyFor(BEN)),
                        new FloorCommand.SuspendWaiting(CALL));
        scenario.when(new RetireAgent(BEN), at(10)).thenRefused(new Refusal.StillAwaited(BEN, 1));
        scenario.given(new FloorCommand.Abandon(CALL), new RetireAgent(BEN));
    }

    @Test
    void directNeedsAnAgentWhoExistsAndIsGrantedTheClient() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE), new ConfigureAgent(BEN, AgentRules.voice(OTHER_CLIENT)))
                .when(new Enqueue(CALL, SALES, Arrival.plain(0).onlyFor(BEN)), at(5))
                .thenRefused(new Refusal.NotEntitled(BEN, SALES))
                .when(new Enqueue(CALL, SALES, Arrival.plain(0).onlyFor(CAT)), at(5))
                .thenRefused(new Refusal.UnknownAgent(CAT));
    }

    @Test
    void aCustomerForOneAgentNeedsTheSkillAConsultDoesNot() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SERVICE, RENEWALS), new ConfigureQueue(SALES, ANYONE))
                .givenReady(BEN);
        scenario.when(new Enqueue(CALL, SERVICE, Arrival.plain(0).onlyFor(BEN)), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.when(new Enqueue(CONSULT, SERVICE, Arrival.consult(CALL_3, AMY).onlyFor(BEN)), at(11));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CONSULT);
        scenario.when(new ConfigureAgent(BEN, AgentRules.voice(OTHER_CLIENT)), at(12));
        assertThat(scenario.only(OfferWithdrawn.class).why()).isEqualTo(Withdrawal.NOT_ENTITLED);
    }

    @Test
    void consultsFillNoQueueAndStandApart() {
        var scenario = amyTalks()
                .given(
                        new ConfigureQueue(SALES, ANYONE.withMaxWaiting(1)),
                        new GoNotReady(BEN, "break"),
                        new Enqueue(CALL_2, SALES, Arrival.plain(0)),
                        new Enqueue(CONSULT, SALES, Arrival.consult(CALL, AMY)));
        assertThat(scenario.floor.queue(SALES))
                .isEqualTo(new QueueView(
                        SALES,
                        1,
                        0,
                        1,
                        0,
                        scenario.floor.waiting(SALES).getFirst().queuedAtMillis(),
                        0,
                        1));
        scenario.when(new Enqueue(CALL_3, SALES, Arrival.plain(0)), at(50))
                .thenRefused(new Refusal.QueueFull(SALES, 1));
    }

    @Test
    void arrivalsThatContradictThemselvesAreRefusedAtOnce() {
        assertThatThrownBy(() -> Arrival.plain(0).withLast(AMY, 5).onlyFor(BEN)).hasMessageContaining("no window");
        assertThatThrownBy(() -> Arrival.plain(0).withKind(ArrivalKind.CONSULT)).hasMessageContaining("consult");
        assertThatThrownBy(() -> Arrival.plain(0).withWaited(-1)).hasMessageContaining("0 ms to a day");
    }

    // ---- outbound ----

    @Test
    void anOutboundConversationBeginsAtOnceAndIsWrappedUp() {
        var scenario =
                new Scenario().given(new ConfigureQueue(SERVICE, RENEWALS)).givenReady(AMY);
        scenario.when(new StartOutbound(CALL, SERVICE, AMY, Arrival.plain(0)), at(10))
                .then(new ConversationStarted(
                        OFFER,
                        AMY,
                        SERVICE,
                        Arrival.plain(0).withKind(ArrivalKind.OUTBOUND),
                        ConversationStart.OUTBOUND,
                        null,
                        at(10)));
        assertThat(scenario.agent(AMY).state()).isEqualTo(AgentState.TALKING);
        assertThat(scenario.floor.queue(SERVICE)).isEqualTo(new QueueView(SERVICE, 0, 0, 0, 0, 0, 0, 1));
        scenario.when(new EndConversation(CALL, EndedBy.AGENT), at(70));
        assertThat(scenario.has(WrapUpStarted.class)).isTrue();
    }

    @Test
    void outboundIsRefusedForWhoIsBusyOrAwayOrOfAnotherClient() {
        var scenario = amyTalks().given(new ConfigureAgent(CAT, AgentRules.voice(ACME)));
        scenario.when(new StartOutbound(CALL_2, SALES, AMY, Arrival.plain(0)), at(20))
                .thenRefused(new Refusal.NoRoom(AMY))
                .when(new StartOutbound(CALL_2, SALES, CAT, Arrival.plain(0)))
                .thenRefused(new Refusal.NotSignedIn(CAT))
                .when(new StartOutbound(CALL, SALES, BEN, Arrival.plain(0)))
                .thenRefused(new Refusal.AlreadyOnFloor(CALL));
        scenario.given(new ConfigureAgent(BEN, AgentRules.voice(OTHER_CLIENT)))
                .when(new StartOutbound(CALL_2, SALES, BEN, Arrival.plain(0)))
                .thenRefused(new Refusal.NotEntitled(BEN, SALES));
    }
}
