package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.BILLING;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.SERVICE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.callosum.floor.AgentState;
import org.callosum.floor.Channel;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.QueueRules;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.Test;

/// Sending a customer on without asking there first, and back when nobody answers; on a real floor.
class HandoverTest {
    private static final Target TO_SERVICE = new Target.Line(SERVICE);
    private static final Target TO_BEN = new Target.Colleague(BEN);
    private static final Target OUTSIDE = new Target.Number("+85221234567");

    private final TalkingHouse house = new TalkingHouse();

    private void amyIsFree() {
        house.tell(new FloorCommand.CompleteWrapUp(house.interaction(), AMY, List.of()));
    }

    @Test
    void aCustomerSentToAQueueHearsMusicUntilSomebodyThereAnswers() {
        house.amyTalks();
        assertThat(house.transfer(TO_SERVICE)).isEmpty();
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        assertThat(house.voice.orders).contains("stop recording").doesNotContain("hang up 900");
        assertThat(house.floor.waiting(SERVICE)).hasSize(1);
        var ben = house.works(BEN);
        house.accepts(BEN);
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
        assertThat(house.voice.music).isEmpty();
        house.pass(Duration.ofMinutes(5));
        assertThat(house.hears(CUSTOMER))
                .as("the time to answer is over, and was kept")
                .containsExactly(ben);
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
        assertThat(house.history).contains("transferred");
    }

    @Test
    void rulesOfRoutingPlaceACustomerWhomAnAgentSendsAsTheyPlaceAnArrival() {
        house.amyTalks();
        house.rules = placed -> new Directory.Placed(
                placed.queue(), placed.arrival().withPriority(placed.arrival().priority() + 4));
        assertThat(house.transfer(TO_SERVICE)).isEmpty();
        assertThat(enqueued().arrival().priority()).isEqualTo(4);
        house.works(BEN);
        house.accepts(BEN);
        assertThat(house.transfer(new Target.Line(House.BILLING))).isEmpty();
        assertThat(enqueued().queue()).isEqualTo(House.BILLING);
        assertThat(enqueued().arrival().priority())
                .as("what the rules gave before is not counted again")
                .isEqualTo(4);
    }

    private FloorCommand.Enqueue enqueued() {
        return house.commands.reversed().stream()
                .filter(FloorCommand.Enqueue.class::isInstance)
                .map(FloorCommand.Enqueue.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOfferToTheNextAgentIsNumberedOn() {
        house.amyTalks();
        house.works(BEN);
        house.transfer(TO_SERVICE);
        assertThat(house.work(BEN).offers()).isEqualTo(2);
    }

    @Test
    void aCustomerSentToAColleagueWaitsForThemAlone() {
        house.amyTalks();
        house.employs(BEN);
        assertThat(house.transfer(TO_BEN)).isEmpty();
        amyIsFree();
        assertThat(house.state(AMY)).as("never rings at whoever sent them").isEqualTo(AgentState.IDLE);
        var ben = house.works(BEN);
        house.accepts(BEN);
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
    }

    @Test
    void aCustomerWhomTheColleagueDoesNotAnswerComesBack() {
        house.amyTalks();
        house.works(BEN);
        house.transfer(TO_BEN);
        amyIsFree();
        house.pass(Duration.ofSeconds(21));
        assertThat(house.history).contains("transfer-recalled");
        assertThat(house.work(AMY).stage()).isEqualTo(WorkView.Stage.OFFERED);
        house.accepts(AMY);
        assertThat(house.voice.music).isEmpty();
        assertThat(house.hears(CUSTOMER)).hasSize(1);
        house.pass(Duration.ofMinutes(2));
        assertThat(house.state(AMY)).isEqualTo(AgentState.TALKING);
    }

    @Test
    void aColleagueWhoDeclinesSendsThemBackAtOnce() {
        house.amyTalks();
        house.works(BEN);
        house.transfer(TO_BEN);
        amyIsFree();
        house.declines(BEN);
        assertThat(house.work(AMY).stage()).isEqualTo(WorkView.Stage.OFFERED);
        assertThat(house.work(AMY).queue()).isEqualTo(BILLING);
    }

    @Test
    void aCustomerWhoComesBackIsHeldForTheSenderAndThenForAnybody() {
        house.amyTalks();
        house.works(BEN);
        house.transfer(TO_BEN);
        house.declines(BEN);
        assertThat(house.state(BEN)).as("held for Amy, who is wrapping up").isEqualTo(AgentState.IDLE);
        house.pass(Handover.HELD_FOR_SENDER);
        assertThat(house.work(BEN).stage()).isEqualTo(WorkView.Stage.OFFERED);
    }

    @Test
    void aColleagueWhoIsBusyForTooLongSendsThemBack() {
        house.amyTalks();
        house.employs(BEN);
        house.transfer(TO_BEN);
        amyIsFree();
        house.pass(Handover.ANSWER_IN);
        assertThat(house.work(AMY).stage()).isEqualTo(WorkView.Stage.OFFERED);
    }

    @Test
    void aQueueThatIsFullSendsThemBackAtOnce() {
        house.amyTalks();
        house.tell(new FloorCommand.ConfigureQueue(
                SERVICE,
                QueueRules.of(House.NUMBER.client(), Channel.VOICE, List.of()).withMaxWaiting(1)));
        house.tell(new FloorCommand.Enqueue(
                new org.callosum.kernel.id.InteractionId(77), SERVICE, org.callosum.floor.Arrival.plain(0)));
        assertThat(house.transfer(TO_SERVICE)).isEmpty();
        assertThat(house.history).contains("transfer-recalled");
        assertThat(house.floor.waiting(BILLING)).hasSize(1);
    }

    @Test
    void aCustomerWhomNobodyCanTakeBackIsOwedACall() {
        house.amyTalks();
        var full =
                QueueRules.of(House.NUMBER.client(), Channel.VOICE, List.of()).withMaxWaiting(1);
        house.tell(new FloorCommand.ConfigureQueue(BILLING, full));
        house.tell(new FloorCommand.Enqueue(
                new org.callosum.kernel.id.InteractionId(77), BILLING, org.callosum.floor.Arrival.plain(0)));
        house.transfer(OUTSIDE);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.REJECTED, 486));
        assertThat(house.cases).containsExactly("call-back interrupted");
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aCustomerSentOutsideHearsItRingAndIsJoined() {
        house.amyTalks();
        assertThat(house.transfer(OUTSIDE)).isEmpty();
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.voice.orders).containsSubsequence("tone RINGBACK", "dial +85221234567 by carrier from 4001");
        var outside = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(outside));
        assertThat(house.hears(CUSTOMER)).containsExactly(outside);
        house.leaves();
        assertThat(house.placesBack).containsExactly(true);
        assertThat(house.voice.orders).contains("hang up dialled");
    }

    @Test
    void somebodyOutsideWhoIsBusySendsThemBack() {
        var amy = house.amyTalks();
        house.transfer(OUTSIDE);
        amyIsFree();
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.REJECTED, 486));
        assertThat(house.placesBack).containsExactly(false);
        assertThat(house.history).contains("transfer-recalled");
        house.accepts(AMY);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void aNumberThatThePlanRefusesMovesNobody() {
        var amy = house.amyTalks();
        assertThat(house.transfer(new Target.Number("+19005550000"))).isEqualTo("number:no-rule");
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.state(AMY)).isEqualTo(AgentState.TALKING);
    }

    @Test
    void aCustomerWhoHangsUpOnTheWayAbandons() {
        house.amyTalks();
        house.transfer(TO_SERVICE);
        house.leaves();
        assertThat(house.commands).last().isEqualTo(new FloorCommand.Abandon(house.interaction()));
        assertThat(house.floor.waiting(SERVICE)).isEmpty();
    }

    @Test
    void whoeverWasAskedIsLetGoWhenTheCustomerIsSentElsewhere() {
        house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        house.accepts(BEN);
        assertThat(house.transfer(OUTSIDE)).isEmpty();
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
    }

    @Test
    void somebodyOutsideWhoGoesAsTheCustomerComesSendsThemBack() {
        house.amyTalks();
        house.consult(OUTSIDE);
        var outside = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(outside));
        house.hears(new VoiceEvent.Ended(outside, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.call().complete().join()).isEqualTo("no-consult");
        assertThat(house.state(AMY)).isEqualTo(AgentState.ON_HOLD);
    }

    // ---- by desk phone

    private LegId amyTalksByPhone() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("amy-phone"));
        house.works(AMY);
        house.rings();
        var phone = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(phone));
        house.line = new Directory.AgentLine.Browser();
        return phone;
    }

    @Test
    void aDeskPhoneSendsTheCustomerToAColleague() {
        var phone = amyTalksByPhone();
        var ben = house.works(BEN);
        house.hears(new VoiceEvent.TransferRequested(phone, "ben-phone", null));
        assertThat(house.voice.orders)
                .containsSubsequence(
                        "accept transfer of " + phone, "report transfer of " + phone + " 200", "hang up dialled");
        house.accepts(BEN);
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
    }

    /// Amy's phone calls by its second line.
    private LegId phoneCalls(String dialled) {
        var leg = new LegId(950);
        house.hears(new VoiceEvent.IncomingCall(
                leg, "amy-phone", "", dialled, new VoiceEvent.CallSource.FromDevice("amy-phone"), Map.of()));
        return leg;
    }

    @Test
    void aDeskPhoneAsksAColleagueByItsSecondLineAndBringsBothTogether() {
        var phone = amyTalksByPhone();
        var ben = house.works(BEN);
        var second = phoneCalls("ben-phone");
        assertThat(house.voice.orders).contains("ring " + second);
        assertThat(house.voice.music).contains(CUSTOMER);
        house.accepts(BEN);
        assertThat(house.voice.orders).contains("answer " + second);
        assertThat(house.hears(ben)).containsExactly(second);
        assertThat(house.hears(CUSTOMER)).isEmpty();
        house.hears(new VoiceEvent.TransferRequested(phone, "ben-phone", second));
        assertThat(house.voice.orders)
                .containsSubsequence("accept transfer of " + phone, "report transfer of " + phone + " 200")
                .contains("hang up " + second);
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.state(BEN)).isEqualTo(AgentState.TALKING);
        house.hears(new VoiceEvent.Ended(second, VoiceEvent.EndCause.HUNG_UP_BY_US, 0));
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
    }

    @Test
    void aDeskPhoneCallsOutsideByThePlanAndJoinsByEitherLine() {
        var phone = amyTalksByPhone();
        var second = phoneCalls("+85221234567");
        var outside = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(outside));
        assertThat(house.hears(outside)).containsExactly(second);
        house.hears(new VoiceEvent.TransferRequested(second, "customer", phone));
        assertThat(house.voice.orders).contains("report transfer of " + second + " 200");
        assertThat(house.hears(CUSTOMER)).containsExactly(outside);
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
    }

    @Test
    void aSecondLineThatThePlanRefusesIsForbidden() {
        var phone = amyTalksByPhone();
        var second = phoneCalls("+19005550000");
        assertThat(house.voice.orders).last().isEqualTo("reject " + second + " 403");
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
    }

    @Test
    void whoTalksIsWhomThePhoneDoesNotHold() {
        var phone = amyTalksByPhone();
        var ben = house.works(BEN);
        var second = phoneCalls("ben-phone");
        house.accepts(BEN);
        house.hears(new VoiceEvent.PeerHeld(phone, false));
        assertThat(house.hears(CUSTOMER)).as("taken back").containsExactly(phone);
        assertThat(house.voice.music).contains(ben);
        house.hears(new VoiceEvent.PeerHeld(phone, true));
        assertThat(house.hears(ben)).containsExactly(second);
        house.hears(new VoiceEvent.Ended(second, VoiceEvent.EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(CUSTOMER)).as("the second line is put down").containsExactly(phone);
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
    }

    @Test
    void whenTheColleagueHangsUpThePhoneTakesTheCustomerBackItself() {
        var phone = amyTalksByPhone();
        house.works(BEN);
        var second = phoneCalls("ben-phone");
        house.hears(new VoiceEvent.PeerHeld(phone, true));
        house.accepts(BEN);
        house.tell(new FloorCommand.EndConversation(house.work(BEN).interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).contains("hang up " + second);
        assertThat(house.voice.music).as("nobody is overheard by surprise").contains(CUSTOMER);
        house.hears(new VoiceEvent.PeerHeld(phone, false));
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
    }

    @Test
    void aPhoneThatDoesNotHoldHasTheCustomerAtOnceWhenTheColleagueHangsUp() {
        var phone = amyTalksByPhone();
        house.works(BEN);
        phoneCalls("ben-phone");
        house.accepts(BEN);
        house.tell(new FloorCommand.EndConversation(house.work(BEN).interaction(), EndedBy.AGENT));
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
    }

    @Test
    void aColleagueWhoDeclinesEndsTheSecondLine() {
        var phone = amyTalksByPhone();
        house.works(BEN);
        var second = phoneCalls("ben-phone");
        house.declines(BEN);
        assertThat(house.voice.orders).contains("reject " + second + " 480");
        house.hears(new VoiceEvent.TransferRequested(phone, "ben-phone", second));
        assertThat(house.voice.orders).last().as("gone").isEqualTo("refuse transfer of " + phone + " 603");
    }

    @Test
    void aPhoneWhoseAgentHasNobodyCallsNobody() {
        house.employs(AMY);
        var second = phoneCalls("ben-phone");
        assertThat(house.voice.orders).last().isEqualTo("reject " + second + " 403");
    }

    @Test
    void aDeskPhoneDialsNoNumberThatThePlanRefuses() {
        var phone = amyTalksByPhone();
        house.hears(new VoiceEvent.TransferRequested(phone, "+19005550000", null));
        assertThat(house.voice.orders).last().isEqualTo("report transfer of " + phone + " 603");
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
        house.transfer(TO_SERVICE);
        assertThat(house.voice.orders)
                .as("of this one the phone did not ask")
                .doesNotContain("report transfer of " + phone + " 200");
    }

    @Test
    void nobodyElsesTelephoneIsFollowed() {
        var phone = amyTalksByPhone();
        house.hears(new VoiceEvent.TransferRequested(CUSTOMER, "+85221234567", null));
        assertThat(house.voice.orders).last().isEqualTo("refuse transfer of " + CUSTOMER + " 603");
        house.hears(new VoiceEvent.TransferRequested(phone, "x", CUSTOMER));
        assertThat(house.voice.orders).last().isEqualTo("refuse transfer of " + phone + " 603");
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
    }

    @Test
    void whatLeadsNowhereIsRefused() {
        house.amyTalks();
        assertThat(house.transfer(new Target.Line(new QueueId(99)))).isEqualTo("queue-unknown");
        assertThat(house.transfer(new Target.Colleague(AMY))).isEqualTo("same-agent");
        house.leaves();
    }

    @Test
    void beforeAnybodyAnswersNobodyIsSentAnywhere() {
        house.rings();
        assertThat(house.transfer(TO_SERVICE)).isEqualTo("conversation-over");
    }
}
