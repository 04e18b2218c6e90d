package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Explanation;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.flow.FlowNames;
import org.callosum.flow.FlowStep;
import org.callosum.flow.FlowStep.CallBackTerms;
import org.callosum.flow.FlowStep.CallBackWay;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A call-back that keeps the place, in all the ways it can go; time is moved by hand.
class CallBackTest {
    private static final Explanation WHY = new Explanation(1, "longest-idle", 0, null, 1, 0);
    private static final long MINUTE = 60_000;

    private final House house = house(CallBackWay.AGENT_FIRST);

    private static House house(CallBackWay way) {
        return new House(Flows.treated("billing", "beside"), beside(way), greeting());
    }

    /// Promises at once, says so and rings off; who is refused hears music.
    private static org.callosum.flow.FlowDefinition beside(CallBackWay way) {
        return beside(way, null);
    }

    /// @param from the hour of day that is chosen, as an expression
    private static org.callosum.flow.FlowDefinition beside(CallBackWay way, @Nullable String from) {
        var number = Expression.of("caller.number", FlowNames.builtIn());
        var terms = new CallBackTerms(way, 60 * MINUTE, 2, 10 * MINUTE, "day", "greeting");
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("can", new FlowStep.OfferCallBack(number, "day", "promise", "music"));
        steps.put(
                "promise",
                new FlowStep.CallBack(
                        number,
                        from == null ? null : Expression.of(from, FlowNames.builtIn()),
                        terms,
                        "promised",
                        "music"));
        steps.put("promised", new FlowStep.Announce(Flows.clip("promised"), false, "off"));
        steps.put("off", new FlowStep.RingOff());
        steps.put("music", new FlowStep.Pause(30_000, "hold", new LinkedHashMap<>(), "music"));
        return Flows.treatment("beside", steps, "can");
    }

    private static org.callosum.flow.FlowDefinition greeting() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("hello", new FlowStep.Announce(Flows.clip("call-back-greeting"), false, "music"));
        steps.put("music", new FlowStep.Pause(30_000, "hold", new LinkedHashMap<>(), "music"));
        return Flows.treatment("greeting", steps, "hello");
    }

    /// House time is 00:16:40; whoever asks for one o'clock asks for 43 minutes 20 seconds from now.
    private static House later(CallBackWay way, String from) {
        return new House(Flows.treated("billing", "beside"), beside(way, from), greeting());
    }

    @Test
    void whoChoosesAnHourIsOfferedToNobodyBeforeAndKeepsThePlace() {
        var house = later(CallBackWay.AGENT_FIRST, "'1'");
        goesAwayUntilTheHour(house);
        var promised = house.callBacks.last();
        assertThat(promised.notBeforeMillis()).isEqualTo(60 * MINUTE);
        assertThat(promised.dueMillis()).as("an hour after that").isEqualTo(120 * MINUTE);
        assertThat(house.askedForMillis).as("the gate was asked about then").isEqualTo(60 * MINUTE);
        house.passes(40 * MINUTE);
        assertThat(house.commands).isEmpty();
        house.passes(4 * MINUTE);
        assertThat(house.commands).containsExactly(new FloorCommand.ResumeWaiting(house.interaction()));
        assertThat(house.history).contains("call-back-due");
        amysBrowserIsOnTheLine(house);
        offered(house, 1);
        accepted(house, 1);
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        assertThat(house.callBacks.states).last().isEqualTo("reached");
    }

    @Test
    void whoIsToBeDialledFirstIsNotBeforeTheHour() {
        var house = later(CallBackWay.CUSTOMER_FIRST, "'1'");
        goesAwayUntilTheHour(house);
        house.place = new FloorGate.Place(1, 1, 1, 0, 0, 1);
        house.passes(40 * MINUTE);
        assertThat(house.voice.lastDialled).isNull();
        house.passes(4 * MINUTE + CallBack.LOOK_MILLIS);
        assertThat(house.voice.lastDialled).isNotNull();
    }

    @Test
    void anHourThatIsNoneIsRefusedAndTheWaitGoesOn() {
        var house = later(CallBackWay.AGENT_FIRST, "'25'");
        house.rings();
        assertThat(house.callBacks.states).isEmpty();
        assertThat(house.voice.orders).last().asString().startsWith("loop");
    }

    @Test
    void thePresentHourIsNow() {
        var house = later(CallBackWay.AGENT_FIRST, "'0'");
        goesAway(house);
        assertThat(house.callBacks.last().notBeforeMillis()).isZero();
    }

    private static OfferId offer(House of, int count) {
        return new OfferId(of.interaction(), count);
    }

    private static void offered(House to, int count) {
        to.floor(new FloorEvent.OfferMade(offer(to, count), House.AMY, House.BILLING, 1_020_000, WHY, 1_000_000));
    }

    private static void accepted(House by, int count) {
        by.floor(new FloorEvent.OfferAccepted(offer(by, count), House.AMY, House.BILLING, 4_000, 1_000_000));
    }

    private static void conversationEnded(House of, EndedBy by) {
        of.floor(new FloorEvent.ConversationEnded(of.interaction(), House.AMY, House.BILLING, by, 1_000_000));
    }

    private static void amysBrowserIsOnTheLine(House of) {
        of.centre.openLine(House.TENANT, House.AMY, "offer");
        of.hears(new VoiceEvent.Answered(of.voice.browser()));
    }

    /// The customer was promised a call-back, has heard it, and the line has ended.
    private static void goesAwayUntilTheHour(House of) {
        of.rings();
        of.hearsToTheEnd();
        of.leaves();
        assertThat(of.commands).last().isEqualTo(new FloorCommand.SuspendWaiting(of.interaction()));
        of.voice.orders.clear();
        of.commands.clear();
    }

    private static void goesAway(House of) {
        of.rings();
        of.hearsToTheEnd();
        assertThat(of.voice.orders).last().isEqualTo("hang up 900");
        of.leaves();
        of.voice.orders.clear();
        of.commands.clear();
    }

    @Test
    void whoRingsOffKeepsThePlace() {
        house.rings();
        assertThat(house.callBacks.states).as("stored before it is said").containsExactly("promised");
        assertThat(house.history).containsSubsequence("call-back-offered", "call-back-promised");
        assertThat(house.voice.orders).last().isEqualTo("play 1 to 900");
        house.hearsToTheEnd();
        house.leaves();
        assertThat(house.commands).hasSize(1).noneMatch(FloorCommand.Abandon.class::isInstance);
        assertThat(house.history).contains("customer-away").noneMatch(step -> step.startsWith("ended"));
        assertThat(house.centre.counters()).containsEntry("now", 1L);
        assertThat(house.callBacks.last().number()).isEqualTo("85212345678");
        assertThat(house.callBacks.last().queuedMillis()).isEqualTo(1_000_000);
    }

    @Test
    void whoeverTakesTheOfferHearsItRingAndIsJoinedWhenTheCustomerAnswers() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        offered(house, 1);
        accepted(house, 1);
        assertThat(house.voice.orders)
                .containsSubsequence("tone RINGBACK", "dial customer-85212345678 from 4001")
                .doesNotContain("mix of 2");
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        assertThat(house.voice.orders)
                .containsSubsequence("stop playing " + house.voice.browser(), "mix of 2", "record");
        assertThat(house.callBacks.states).containsExactly("promised", "dialling", "reached");
        assertThat(house.history).contains("call-back-dialled", "call-back-reached", "recording-started");
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.commands).contains(new FloorCommand.Abandon(house.interaction()));
        assertThat(house.history).last().isEqualTo("ended handled");
        assertThat(house.centre.counters()).containsEntry("now", 0L);
        assertThat(house.cases).isEmpty();
    }

    @Test
    void theAgentWhoEndsTheConversationEndsTheLine() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        offered(house, 1);
        accepted(house, 1);
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        house.call().agentHangsUp();
        conversationEnded(house, EndedBy.AGENT);
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
    }

    @Test
    void aDeskPhoneRingsForTheOfferAndHearsTheCustomersRing() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        goesAway(house);
        offered(house, 1);
        var desk = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(desk));
        accepted(house, 1);
        assertThat(house.voice.orders).containsSubsequence("dial phone-7 from 85212345678", "tone RINGBACK");
        var customer = house.voice.dialled();
        assertThat(customer).isNotEqualTo(desk);
        house.hears(new VoiceEvent.Answered(customer));
        assertThat(house.voice.orders).contains("mix of 2");
    }

    @Test
    void aDeskPhonePutDownWhileTheCustomersRingsEndsTheAttempt() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        goesAway(house);
        offered(house, 1);
        var desk = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(desk));
        accepted(house, 1);
        house.hears(new VoiceEvent.Ended(desk, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        conversationEnded(house, EndedBy.AGENT);
        assertThat(house.voice.orders).contains("hang up dialled");
        assertThat(house.callBacks.states).last().isEqualTo("resting agent-left");
    }

    @Test
    void whoDoesNotAnswerIsTriedAgainAtTheOldPlaceAndThenGetsACase() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        house.passes(MINUTE);
        offered(house, 1);
        accepted(house, 1);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.NO_ANSWER, 0));
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.TRANSFERRED));
        conversationEnded(house, EndedBy.TRANSFERRED);
        assertThat(house.callBacks.states).last().isEqualTo("resting no-answer");
        house.commands.clear();
        house.passes(9 * MINUTE);
        assertThat(house.commands).isEmpty();
        house.passes(MINUTE + CallBack.LOOK_MILLIS);
        assertThat(house.commands).singleElement().isInstanceOfSatisfying(FloorCommand.Enqueue.class, again -> {
            assertThat(again.arrival().kind()).isEqualTo(ArrivalKind.CALL_BACK);
            assertThat(again.arrival().waitedMillis()).as("the old place").isBetween(11 * MINUTE, 12 * MINUTE);
            assertThat(again.arrival().offersBefore()).isEqualTo(1);
        });
        offered(house, 2);
        accepted(house, 2);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.REJECTED, 486));
        assertThat(house.cases).containsExactly("call-back requested");
        assertThat(house.callBacks.states).last().isEqualTo("raised not-reached");
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.SYSTEM));
        conversationEnded(house, EndedBy.SYSTEM);
        assertThat(house.history).last().asString().startsWith("ended");
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    @Test
    void theCaseIsStoredBeforeThePlaceIsGivenUp() {
        goesAway(house);
        house.caseStored = new java.util.concurrent.CompletableFuture<>();
        house.passes(61 * MINUTE);
        assertThat(house.cases).as("what was promised for an hour").containsExactly("call-back requested");
        assertThat(house.commands).isEmpty();
        house.caseStored.complete(null);
        assertThat(house.commands).containsExactly(new FloorCommand.LeaveQueue(house.interaction(), Exit.CALLBACK));
        assertThat(house.callBacks.states).last().isEqualTo("raised late");
        house.floor(new FloorEvent.InteractionLeftQueue(
                house.interaction(), House.BILLING, Exit.CALLBACK, 61 * MINUTE, 1_000_000));
        assertThat(house.history).last().isEqualTo("ended left-queue");
    }

    @Test
    void aQueueThatIsClosedOverAPromiseLeavesACase() {
        goesAway(house);
        house.floor(
                new FloorEvent.InteractionLeftQueue(house.interaction(), House.BILLING, Exit.CLOSED, 5_000, 1_000_000));
        assertThat(house.cases).containsExactly("call-back requested");
        assertThat(house.callBacks.states).last().isEqualTo("raised closed");
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    @Test
    void whoIsCalledAfterHoursGetsACaseInstead() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        house.open = false;
        offered(house, 1);
        accepted(house, 1);
        assertThat(house.voice.lastDialled).isNull();
        assertThat(house.callBacks.states).last().isEqualTo("raised closed");
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.SYSTEM));
    }

    @Test
    void aNumberThatTheGateRefusesByThenIsNotDialled() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        house.callBackRefused = "no-rule";
        offered(house, 1);
        accepted(house, 1);
        assertThat(house.voice.lastDialled).isNull();
        assertThat(house.history).contains("dial-refused");
        assertThat(house.callBacks.states).last().isEqualTo("resting no-rule");
    }

    @Test
    void anAgentWhoAcceptsBeforeTheCustomerHasHungUpServesThemOnTheLine() {
        amysBrowserIsOnTheLine(house);
        house.rings();
        offered(house, 1);
        accepted(house, 1);
        assertThat(house.voice.orders).contains("mix of 2");
        assertThat(house.callBacks.states).last().isEqualTo("reached on-the-line");
        house.leaves();
        assertThat(house.history).last().isEqualTo("ended handled");
    }

    @Test
    void whoHangsUpWhileThePromiseIsBeingSpokenIsCalledBackToo() {
        house.rings();
        house.leaves();
        assertThat(house.history).contains("customer-away").noneMatch(step -> step.startsWith("ended"));
    }

    @Test
    void nothingIsPromisedThatCouldNotBeKept() {
        for (var obstacle : List.of("no-rule", "closed", "too-many", "not-stored")) {
            var shop = house(CallBackWay.AGENT_FIRST);
            shop.callBackRefused = obstacle.equals("no-rule") ? obstacle : "";
            shop.open = !obstacle.equals("closed");
            shop.callBacks.full = obstacle.equals("too-many");
            shop.callBacks.stores = !obstacle.equals("not-stored");
            shop.rings();
            assertThat(shop.voice.orders).as(obstacle).last().isEqualTo("loop 1 to 900");
            shop.leaves();
            assertThat(shop.history).as(obstacle).last().isEqualTo("ended abandoned");
        }
    }

    @Test
    void anInterruptedPromiseIsOwedByWhoeverRecordsTheInterruption() {
        goesAway(house);
        house.floor(new FloorEvent.InteractionInterrupted(house.interaction(), House.BILLING, null, 1_000_000));
        assertThat(house.callBacks.states).last().isEqualTo("raised interrupted");
        assertThat(house.cases).isEmpty();
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    // ---- customer first

    @Test
    void theCustomerIsDialledNearTheirTurnAndWaitsTheRestOnTheLine() {
        var shop = house(CallBackWay.CUSTOMER_FIRST);
        amysBrowserIsOnTheLine(shop);
        shop.rings();
        shop.hearsToTheEnd();
        shop.leaves();
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.SuspendWaiting(shop.interaction()));
        shop.place = new FloorGate.Place(5, 9, 2, 300_000, 4, 7);
        shop.passes(MINUTE);
        assertThat(shop.voice.lastDialled).isNull();
        shop.place = new FloorGate.Place(2, 9, 2, CallBack.NEAR_MILLIS, 0, 2);
        shop.passes(CallBack.SELDOM_MILLIS);
        assertThat(shop.voice.orders).last().isEqualTo("dial customer-85212345678 from 4001");
        var leg = shop.voice.dialled();
        shop.hears(new VoiceEvent.Answered(leg));
        assertThat(shop.voice.orders).last().isEqualTo("play 1 to " + leg);
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.ResumeWaiting(shop.interaction()));
        assertThat(shop.callBacks.states).last().isEqualTo("reached");
        offered(shop, 1);
        accepted(shop, 1);
        assertThat(shop.voice.orders).contains("mix of 2");
    }

    @Test
    void whoIsOnTheLineAgainAndHangsUpAbandons() {
        var shop = house(CallBackWay.CUSTOMER_FIRST);
        goesAway(shop);
        shop.place = new FloorGate.Place(1, 1, 1, -1, 0, 0);
        shop.passes(CallBack.LOOK_MILLIS);
        shop.hears(new VoiceEvent.Answered(shop.voice.dialled()));
        shop.hears(new VoiceEvent.Ended(shop.voice.dialled(), EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.Abandon(shop.interaction()));
        assertThat(shop.history).last().isEqualTo("ended abandoned");
    }

    @Test
    void whoIsNotReachedKeepsWaitingSuspendedUntilTheNextAttempt() {
        var shop = house(CallBackWay.CUSTOMER_FIRST);
        goesAway(shop);
        shop.place = new FloorGate.Place(1, 1, 1, 0, 0, 1);
        shop.passes(CallBack.LOOK_MILLIS);
        var first = shop.voice.dialled();
        shop.hears(new VoiceEvent.Ended(first, EndCause.NO_ANSWER, 0));
        shop.passes(9 * MINUTE);
        assertThat(shop.voice.dialled()).isEqualTo(first);
        shop.passes(MINUTE + CallBack.LOOK_MILLIS);
        assertThat(shop.voice.dialled()).isNotEqualTo(first);
        shop.hears(new VoiceEvent.Ended(shop.voice.dialled(), EndCause.NO_ANSWER, 0));
        assertThat(shop.cases).containsExactly("call-back requested");
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.LeaveQueue(shop.interaction(), Exit.CALLBACK));
    }

    // ---- another process goes on

    @Test
    void aPromiseIsKeptByTheNextProcess() {
        goesAway(house);
        var next = house(CallBackWay.AGENT_FIRST);
        next.interaction = house.callBacks.last().interaction();
        amysBrowserIsOnTheLine(next);
        next.centre.takeUp(house.callBacks.last());
        assertThat(next.history).containsExactly("call-back-taken-up");
        offered(next, 3);
        accepted(next, 3);
        assertThat(next.voice.orders).contains("dial customer-85212345678 from 4001");
        next.hears(new VoiceEvent.Answered(next.voice.dialled()));
        assertThat(next.voice.orders).contains("mix of 2");
        next.call().agentHangsUp();
        conversationEnded(next, EndedBy.AGENT);
        assertThat(next.voice.orders)
                .as("the flow goes on as after any conversation")
                .last()
                .isEqualTo("hang up dialled");
    }

    @Test
    void whatWasAcceptedWhileNobodyCouldDialIsPutBackAtItsPlace() {
        goesAway(house);
        var next = house(CallBackWay.AGENT_FIRST);
        next.interaction = house.callBacks.last().interaction();
        next.place = FloorGate.Place.NONE;
        next.centre.takeUp(house.callBacks.last());
        assertThat(next.commands)
                .containsExactly(new FloorCommand.EndConversation(next.interaction(), EndedBy.TRANSFERRED));
        next.passes(2 * CallBack.LOOK_MILLIS);
        assertThat(next.commands).last().isInstanceOf(FloorCommand.Enqueue.class);
    }

    @Test
    void aPromiseWhoseQueueIsNoMoreIsInterruptedAndOwed() {
        goesAway(house);
        var next = new House();
        next.centre.takeUp(house.callBacks.last());
        assertThat(next.commands)
                .containsExactly(
                        new FloorCommand.Interrupt(house.callBacks.last().interaction()));
        assertThat(next.callBacks.states).containsExactly("raised unknown-entry");
    }

    @Test
    void aLateAnswerIsHungUp() {
        amysBrowserIsOnTheLine(house);
        goesAway(house);
        offered(house, 1);
        accepted(house, 1);
        LegId late = house.voice.dialled();
        house.call().agentHangsUp();
        conversationEnded(house, EndedBy.AGENT);
        house.voice.orders.clear();
        house.hears(new VoiceEvent.Answered(late));
        assertThat(house.voice.orders).containsExactly("hang up dialled");
    }

    @Test
    void anOverflowToAnotherQueueBringsThePlaceAlong() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("wait", Flows.queue("billing", "beside", 30_000, Map.of("overflow", "second"), "bye"));
        steps.put("second", Flows.queue("billing", null, 0, Map.of(), "bye"));
        steps.put("bye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        var music = new LinkedHashMap<String, FlowStep>();
        music.put("music", new FlowStep.Pause(30_000, "hold", new LinkedHashMap<>(), "music"));
        var shop = new House(Flows.of(steps, "wait"), Flows.treatment("beside", music, "music"));
        shop.rings();
        shop.passes(30_000);
        assertThat(shop.commands).contains(new FloorCommand.LeaveQueue(shop.interaction(), Exit.OVERFLOW));
        assertThat(shop.commands)
                .last()
                .isInstanceOfSatisfying(
                        FloorCommand.Enqueue.class,
                        second -> assertThat(second.arrival().waitedMillis()).isEqualTo(30_000));
    }

    @Test
    void whatIsSaidOfTheWaitIsKept() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("tell", new FlowStep.WaitTime(true, 30 * MINUTE, "music"));
        steps.put("music", new FlowStep.Pause(30_000, "hold", new LinkedHashMap<>(), "tell"));
        var shop = new House(Flows.treated("billing", "beside"), Flows.treatment("beside", steps, "tell"));
        shop.rings();
        assertThat(shop.history).contains("wait-announced");
        assertThat(shop.lastData)
                .containsEntry("queue", House.BILLING.toString())
                .containsEntry("position", "2")
                .containsEntry("fromMinutes", "1")
                .containsEntry("toMinutes", "3")
                .containsEntry("saidMillis", "120000")
                .containsEntry("likelyMillis", "100000");
    }

    @Test
    void selfServiceBesideTheWaitPausesOffersAndGoesOn() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("serve", new FlowStep.SubFlow("balance", true, "music"));
        steps.put("music", new FlowStep.Pause(30_000, "hold", new LinkedHashMap<>(), "music"));
        var part = new LinkedHashMap<String, FlowStep>();
        part.put("tell", new FlowStep.Announce(Flows.clip("balance"), false, "back"));
        part.put("back", new FlowStep.Return());
        var shop = new House(
                Flows.treated("billing", "beside"),
                Flows.treatment("beside", steps, "serve"),
                Flows.treatment("balance", part, "tell"));
        shop.rings();
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.SuspendWaiting(shop.interaction()));
        shop.hearsToTheEnd();
        assertThat(shop.commands).last().isEqualTo(new FloorCommand.ResumeWaiting(shop.interaction()));
    }
}
