package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.CALL_3;
import static org.callosum.floor.Scenario.NINE;
import static org.callosum.floor.Scenario.OFFER;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.at;

import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.DeclineOffer;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorEvent.AgentBecameNotReady;
import org.callosum.floor.FloorEvent.DeclineLapsed;
import org.callosum.floor.FloorEvent.InteractionQueued;
import org.callosum.floor.FloorEvent.OfferAccepted;
import org.callosum.floor.FloorEvent.OfferDeclined;
import org.callosum.floor.FloorEvent.OfferExpired;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.kernel.id.OfferId;
import org.junit.jupiter.api.Test;

class OffersTest {
    private static final Arrival PLAIN = Arrival.plain(0);

    private static Scenario amyIsOfferedTheCall() {
        return new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN));
    }

    @Test
    void anInteractionIsOfferedInTheDecisionThatQueuesIt() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .when(new Enqueue(CALL, SALES, PLAIN), at(10))
                .then(
                        new InteractionQueued(CALL, SALES, PLAIN, at(10)),
                        new OfferMade(
                                OFFER,
                                AMY,
                                SALES,
                                at(30),
                                new Explanation(1, "best-proficiency", 0, null, 1, 0),
                                at(10)));
    }

    @Test
    void anOfferIsAcceptedAndRingingBelongsToTheWait() {
        amyIsOfferedTheCall()
                .when(new AcceptOffer(OFFER), at(14))
                .then(new OfferAccepted(OFFER, AMY, SALES, 4000, at(14)));
    }

    @Test
    void anAnswerOnTheDeadlineCounts() {
        amyIsOfferedTheCall()
                .when(new AcceptOffer(OFFER), at(30))
                .then(new OfferAccepted(OFFER, AMY, SALES, 20_000, at(30)));
    }

    @Test
    void anOfferAnsweredAfterItsDeadlineIsRefused() {
        amyIsOfferedTheCall()
                .when(new AcceptOffer(OFFER), at(30) + 1)
                .thenRefused(new Refusal.DeadlinePassed(OFFER, at(30)));
    }

    @Test
    void nothingExpiresOnTheDeadlineItself() {
        amyIsOfferedTheCall().whenTimeIs(at(30)).thenNothing();
    }

    @Test
    void aMissedOfferGoesToTheNextAndTheMissedOneIsNotReady() {
        var next = new OfferId(CALL, 2);
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY, BEN)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN))
                .whenTimeIs(at(30) + 1)
                .then(
                        new OfferExpired(OFFER, AMY, SALES, at(30) + 1),
                        new AgentBecameNotReady(AMY, "no-answer", at(30) + 1),
                        new OfferMade(
                                next,
                                BEN,
                                SALES,
                                at(50) + 1,
                                new Explanation(1, "best-proficiency", 0, null, 1, 0),
                                at(30) + 1));
    }

    @Test
    void aDeclinedInteractionGoesToAnotherAndTheAgentGetsTheNext() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY, BEN)
                .time(at(10))
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(new DeclineOffer(OFFER), at(12));
        assertThat(scenario.events().getFirst()).isEqualTo(new OfferDeclined(OFFER, AMY, SALES, at(12)));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        scenario.when(new Enqueue(CALL_2, SALES, PLAIN), at(13));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void aDeclinedInteractionKeepsItsPlaceBeforeLaterOnes() {
        var scenario =
                amyIsOfferedTheCall().given(new Enqueue(CALL_2, SALES, PLAIN)).when(new DeclineOffer(OFFER), at(12));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
        scenario.given(new Enqueue(CALL_3, SALES, PLAIN))
                .given(new FloorCommand.ConfigureAgent(BEN, AgentRules.voice(ACME)), new FloorCommand.SignIn(BEN))
                .when(new FloorCommand.GoReady(BEN), at(13));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL);
    }

    @Test
    void whoDeclinedGetsItAgainOnceAnOffersTimeHasPassed() {
        amyIsOfferedTheCall()
                .when(new DeclineOffer(OFFER), at(12))
                .then(new OfferDeclined(OFFER, AMY, SALES, at(12)))
                .whenTimeIs(at(32) - 1)
                .thenNothing()
                .whenTimeIs(at(32))
                .then(
                        new DeclineLapsed(CALL, AMY, at(32)),
                        new OfferMade(
                                new OfferId(CALL, 2),
                                AMY,
                                SALES,
                                at(52),
                                new Explanation(1, "best-proficiency", 0, null, 1, 0),
                                at(32)));
    }

    @Test
    void aSettledOfferIsRefused() {
        amyIsOfferedTheCall()
                .given(new AcceptOffer(OFFER))
                .when(new AcceptOffer(OFFER), at(15))
                .thenRefused(new Refusal.OfferSettled(OFFER))
                .when(new DeclineOffer(OFFER), at(15))
                .thenRefused(new Refusal.OfferSettled(OFFER));
    }

    @Test
    void anUnknownOfferIsRefused() {
        new Scenario()
                .when(new AcceptOffer(OFFER), NINE)
                .thenRefused(new Refusal.UnknownInteraction(CALL))
                .when(new DeclineOffer(OFFER), NINE)
                .thenRefused(new Refusal.UnknownInteraction(CALL));
    }
}
