package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.CAT;
import static org.callosum.floor.Scenario.OFFER;
import static org.callosum.floor.Scenario.RENEWAL;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.at;

import java.util.List;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.ConfigureAgent;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.ResumeWaiting;
import org.callosum.floor.FloorCommand.SuspendWaiting;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.PreferenceLapsed;
import org.callosum.floor.FloorEvent.RequirementRelaxed;
import org.callosum.floor.FloorEvent.WaitingResumed;
import org.callosum.floor.FloorEvent.WaitingSuspended;
import org.junit.jupiter.api.Test;

/// The place is kept while the customer does something else, and places brought along from elsewhere.
class SuspensionsTest {
    @Test
    void offersPauseAndThePlaceIsKept() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .given(new Enqueue(CALL, SALES, Arrival.plain(0)))
                .time(at(5))
                .given(new Enqueue(CALL_2, SALES, Arrival.plain(0)), new SuspendWaiting(CALL))
                .givenReady(AMY);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
        scenario.when(new ResumeWaiting(CALL), at(20)).then(new WaitingResumed(CALL, SALES, at(20)));
        scenario.givenReady(BEN);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL);
        assertThat(scenario.floor.waiting(SALES).getFirst().queuedAtMillis()).isEqualTo(at(0));
    }

    @Test
    void thePlaceIsBeforeThoseWhoCameLater() {
        var scenario = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new Enqueue(CALL, SALES, Arrival.plain(0)),
                        new SuspendWaiting(CALL))
                .time(at(5))
                .given(new Enqueue(CALL_2, SALES, Arrival.plain(0)), new ResumeWaiting(CALL))
                .givenReady(AMY);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL);
    }

    @Test
    void whatRingsIsTakenBackAndTheAgentGetsTheNext() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .given(new Enqueue(CALL, SALES, Arrival.plain(0)), new Enqueue(CALL_2, SALES, Arrival.plain(0)));
        scenario.when(new SuspendWaiting(CALL), at(8));
        assertThat(scenario.only(OfferWithdrawn.class).why()).isEqualTo(Withdrawal.SUSPENDED);
        assertThat(scenario.only(WaitingSuspended.class).interaction()).isEqualTo(CALL);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void noTimerRunsMeanwhileAndWhatWasDueHappensOnResuming() {
        var relaxing = ANYONE.withSteps(List.of(
                new RequirementStep(0, List.of(new Needed(RENEWAL, 3))), new RequirementStep(30_000, List.of())));
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, relaxing))
                .givenReady(AMY)
                .given(new FloorCommand.GrantSkill(AMY, RENEWAL, 3), new FloorCommand.GoNotReady(AMY, "break"))
                .time(at(10))
                .given(new Enqueue(CALL, SALES, Arrival.plain(0).withLast(AMY, 25_000)), new SuspendWaiting(CALL));
        assertThat(scenario.floor.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
        scenario.whenTimeIs(at(100)).thenNothing();
        scenario.when(new ResumeWaiting(CALL), at(101));
        assertThat(scenario.has(RequirementRelaxed.class)).isTrue();
        assertThat(scenario.only(PreferenceLapsed.class).why()).isEqualTo(Lapse.TIME);
    }

    @Test
    void whoWasRetiredMeanwhileIsNotWaitedFor() {
        var scenario = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new ConfigureAgent(BEN, AgentRules.voice(ACME)),
                        new FloorCommand.SignIn(BEN),
                        new Enqueue(CALL, SALES, Arrival.plain(0).withLast(BEN, 600_000)),
                        new SuspendWaiting(CALL),
                        new FloorCommand.SignOut(BEN),
                        new FloorCommand.RetireAgent(BEN),
                        new ConfigureAgent(CAT, AgentRules.voice(ACME)));
        scenario.when(new ResumeWaiting(CALL), at(30));
        assertThat(scenario.only(PreferenceLapsed.class).agent()).isEqualTo(BEN);
    }

    @Test
    void aPausedCustomerMayHangUpOrLeave() {
        var scenario = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new Enqueue(CALL, SALES, Arrival.plain(0)),
                        new SuspendWaiting(CALL),
                        new Enqueue(CALL_2, SALES, Arrival.plain(0)),
                        new SuspendWaiting(CALL_2));
        assertThat(scenario.floor.queue(SALES)).isEqualTo(new QueueView(SALES, 2, 0, 0, 0, at(0), 2, 0));
        scenario.given(new FloorCommand.Abandon(CALL), new FloorCommand.LeaveQueue(CALL_2, Exit.CALLBACK));
        assertThat(scenario.floor.queue(SALES)).isEqualTo(new QueueView(SALES, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void pausesThatCannotBeAreRefused() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .when(new SuspendWaiting(CALL), at(1))
                .thenRefused(new Refusal.UnknownInteraction(CALL))
                .given(new Enqueue(CALL, SALES, Arrival.plain(0)))
                .when(new ResumeWaiting(CALL))
                .thenRefused(new Refusal.NotSuspended(CALL))
                .given(new SuspendWaiting(CALL))
                .when(new SuspendWaiting(CALL))
                .thenRefused(new Refusal.AlreadySuspended(CALL))
                .given(new ResumeWaiting(CALL))
                .givenReady(AMY)
                .given(new AcceptOffer(OFFER))
                .when(new SuspendWaiting(CALL))
                .thenRefused(new Refusal.AlreadyAnswered(CALL));
    }

    @Test
    void whoWaitedElsewhereStandsWhereTheyWouldHaveStood() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .time(at(10))
                .given(new Enqueue(CALL, SALES, Arrival.plain(0)))
                .time(at(20))
                .given(new Enqueue(CALL_2, SALES, Arrival.plain(0).withWaited(11_000)))
                .givenReady(AMY);
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
        scenario.when(new AcceptOffer(new org.callosum.kernel.id.OfferId(CALL_2, 1)), at(25));
        assertThat(scenario.only(FloorEvent.OfferAccepted.class).waitMillis())
                .as("in this queue")
                .isEqualTo(5_000);
    }
}
