package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.BILLING;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.LEA;
import static org.callosum.server.calls.TalkingHouse.SERVICE;
import static org.callosum.server.calls.TalkingHouse.STRANGER;

import java.time.Duration;
import java.util.Objects;
import org.callosum.floor.AgentState;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.server.desk.DeskTransfers.State;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.Test;

/// Asking a colleague, a queue or somebody outside, on a real floor.
class ConsultTest {
    private static final Target OUTSIDE = new Target.Number("+85221234567");

    private final TalkingHouse house = new TalkingHouse();

    private record Lines(LegId amy, LegId ben) {}

    /// Amy has the customer and has asked Ben, who has answered.
    private Lines benIsAsked() {
        var amy = house.amyTalks();
        var ben = house.works(BEN);
        assertThat(house.consult(BEN)).isEmpty();
        house.accepts(BEN);
        return new Lines(amy, ben);
    }

    private Lines conference() {
        var lines = benIsAsked();
        assertThat(house.call().together().join()).isEmpty();
        return lines;
    }

    private void takesTheCustomerBack() {
        house.tell(new FloorCommand.EndHold(house.interaction()));
    }

    // ---- a colleague

    @Test
    void whileItRingsTheCustomerHearsMusicAndTheAgentTheRinging() {
        house.amyTalks();
        house.works(BEN);
        assertThat(house.consult(BEN)).isEmpty();
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        assertThat(house.voice.orders).contains("tone RINGBACK");
        assertThat(house.state(AMY)).isEqualTo(AgentState.ON_HOLD);
        assertThat(house.work(BEN).stage()).isEqualTo(WorkView.Stage.OFFERED);
        assertThat(house.asked()).isEqualTo(State.RINGING);
        assertThat(house.history).containsSubsequence("consult began", "consult-started");
    }

    @Test
    void aColleagueAndTheAgentTalkWhileTheCustomerHearsMusic() {
        var lines = benIsAsked();
        assertThat(house.hears(lines.amy())).containsExactly(lines.ben());
        assertThat(house.hears(lines.ben())).containsExactly(lines.amy());
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        assertThat(house.voice.right).containsExactlyInAnyOrder(lines.amy(), lines.ben());
        assertThat(house.voice.orders).contains("stop playing " + lines.amy());
        assertThat(house.asked()).isEqualTo(State.TALKING);
        assertThat(house.history).contains("consult-answered");
    }

    @Test
    void theAgentGoesToAndFroBetweenTheTwo() {
        var lines = benIsAsked();
        takesTheCustomerBack();
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.amy());
        assertThat(house.voice.music).containsExactly(lines.ben());
        assertThat(house.voice.right).containsExactly(lines.amy());
        assertThat(house.asked()).isEqualTo(State.WAITING);
        house.tell(new FloorCommand.StartHold(house.interaction()));
        assertThat(house.hears(lines.amy())).containsExactly(lines.ben());
        assertThat(house.voice.music).containsExactly(CUSTOMER);
    }

    @Test
    void inAConferenceAllThreeHearEachOther() {
        var lines = conference();
        assertThat(house.voice.music).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(lines.amy(), lines.ben());
        assertThat(house.hears(lines.ben())).containsExactlyInAnyOrder(CUSTOMER, lines.amy());
        assertThat(house.voice.right).containsExactlyInAnyOrder(lines.amy(), lines.ben());
        assertThat(house.asked()).isEqualTo(State.TOGETHER);
        assertThat(house.history).contains("conference-started");
        house.tell(new FloorCommand.StartHold(house.interaction()));
        assertThat(house.hears(lines.amy()))
                .as("the two go on without the customer")
                .containsExactly(lines.ben());
        assertThat(house.voice.music).containsExactly(CUSTOMER);
    }

    @Test
    void completingHandsTheCustomerOver() {
        var lines = benIsAsked();
        assertThat(house.call().complete().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.ben());
        assertThat(house.hears(lines.ben())).containsExactly(CUSTOMER);
        assertThat(house.hears(lines.amy())).isEmpty();
        assertThat(house.voice.music).isEmpty();
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.state(BEN)).isEqualTo(AgentState.TALKING);
        assertThat(house.work(BEN).interaction()).isEqualTo(house.interaction());
        assertThat(house.voice.orders).as("one recording, one story").doesNotContain("stop recording");
        assertThat(house.voice.right).containsExactly(lines.ben());
        assertThat(house.asked()).isNull();
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).containsSubsequence("stop recording", "unmix", "hang up 900");
    }

    @Test
    void theAgentLeavesAConferenceToTheOthers() {
        var lines = conference();
        assertThat(house.call().complete().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.ben());
        assertThat(house.hears(lines.ben())).containsExactly(CUSTOMER);
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
    }

    @Test
    void endingItTakesTheCustomerBack() {
        var lines = benIsAsked();
        assertThat(house.call().endConsult().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.amy());
        assertThat(house.hears(lines.ben())).isEmpty();
        assertThat(house.voice.music).isEmpty();
        assertThat(house.state(BEN)).as("a question has no wrap-up").isEqualTo(AgentState.IDLE);
        assertThat(house.asked()).isNull();
    }

    @Test
    void aQuestionIsGivenUpWhileItRings() {
        var amy = house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        assertThat(house.call().endConsult().join()).isEmpty();
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.voice.orders).contains("stop playing " + amy);
    }

    @Test
    void aColleagueWhoDeclinesLeavesTheCustomerOnHold() {
        var amy = house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        house.declines(BEN);
        assertThat(house.asked()).isNull();
        assertThat(house.history).contains("consult-ended");
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
        takesTheCustomerBack();
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void aColleagueWhoDoesNotAnswerIsAskedNoLonger() {
        house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        house.pass(Duration.ofSeconds(21));
        assertThat(house.asked()).isNull();
        assertThat(house.floor.waiting(BILLING)).isEmpty();
    }

    @Test
    void aColleagueWhoHangsUpLeavesTheRestAsItWas() {
        var lines = benIsAsked();
        house.tell(new FloorCommand.EndConversation(house.work(BEN).interaction(), EndedBy.AGENT));
        assertThat(house.asked()).isNull();
        assertThat(house.voice.music).as("nobody is overheard").containsExactly(CUSTOMER);
        takesTheCustomerBack();
        house.consult(BEN);
        house.accepts(BEN);
        house.call().together().join();
        house.tell(new FloorCommand.EndConversation(house.work(BEN).interaction(), EndedBy.AGENT));
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.amy());
    }

    @Test
    void aCustomerWhoHangsUpEndsItAll() {
        benIsAsked();
        house.leaves();
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
        assertThat(house.voice.hears).isEmpty();
        assertThat(house.cases).isEmpty();
    }

    @Test
    void anAgentWhoHangsUpEndsItForAll() {
        conference();
        house.call().agentHangsUp();
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
        assertThat(house.voice.orders).contains("hang up 900");
    }

    @Test
    void theQuestionOfACallThatIsOverIsForgotten() {
        benIsAsked();
        var question = house.work(BEN).interaction();
        assertThat(house.centre.call(question)).isSameAs(house.call());
        house.leaves();
        assertThat(house.centre.call(question)).isNull();
    }

    // ---- lines that die

    @Test
    void aConferenceGoesOnWithoutTheAgentsBrowserAndBecomesTheColleagues() {
        var lines = conference();
        house.browserDies(lines.amy());
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.ben());
        assertThat(house.hears(lines.ben())).containsExactly(CUSTOMER);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.work(BEN).interaction()).isEqualTo(house.interaction());
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.ben());
        assertThat(house.cases).isEmpty();
    }

    @Test
    void aColleagueWhoWasAskedGetsTheCustomerOfABrowserThatStaysSilent() {
        var lines = benIsAsked();
        house.browserDies(lines.amy());
        assertThat(house.voice.music).containsExactlyInAnyOrder(CUSTOMER, lines.ben());
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.ben());
        assertThat(house.cases).isEmpty();
    }

    @Test
    void anAgentWhoseBrowserComesBackFindsAllAsItWas() {
        var lines = benIsAsked();
        house.browserDies(lines.amy());
        var again = house.browser(AMY);
        assertThat(house.hears(again)).containsExactly(lines.ben());
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.work(BEN).interaction()).isNotEqualTo(house.interaction());
    }

    @Test
    void aColleagueWhoseBrowserDiesIsWaitedForAndThenLetGo() {
        var lines = benIsAsked();
        house.browserDies(lines.ben());
        assertThat(house.hears(lines.amy())).isEmpty();
        var again = house.browser(BEN);
        assertThat(house.hears(lines.amy())).containsExactly(again);
        house.browserDies(again);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.asked()).isNull();
        takesTheCustomerBack();
        assertThat(house.hears(CUSTOMER)).containsExactly(lines.amy());
    }

    @Test
    void aLateTimerOfAnEarlierSilenceLetsNobodyGo() {
        var lines = benIsAsked();
        house.browserDies(lines.amy());
        house.pass(CallWorld.AGENT_RETURN.minusSeconds(1));
        var again = house.browser(AMY);
        house.browserDies(again);
        house.pass(Duration.ofSeconds(2));
        assertThat(house.work(BEN).interaction()).isNotEqualTo(house.interaction());
    }

    // ---- desk phones

    @Test
    void aColleaguesDeskPhoneRingsAndIsHungUpAfterwards() {
        var amy = house.amyTalks();
        house.works(BEN);
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("ben-phone"));
        house.consult(BEN);
        assertThat(house.voice.orders).contains("dial ben-phone from 85212345678");
        var phone = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(phone));
        assertThat(house.hears(amy)).containsExactly(phone);
        house.call().endConsult();
        assertThat(house.voice.orders).contains("hang up dialled");
    }

    @Test
    void aColleaguesDeskPhoneThatGotTheCustomerEndsTheConversationWhenItHangsUp() {
        house.amyTalks();
        house.works(BEN);
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("ben-phone"));
        house.consult(BEN);
        var phone = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(phone));
        assertThat(house.call().complete().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactly(phone);
        house.hears(new VoiceEvent.Ended(phone, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.state(BEN)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void anAgentWhoHangsUpTheirDeskPhoneAfterAskingHandsOver() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("amy-phone"));
        house.works(AMY);
        house.rings();
        var phone = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(phone));
        house.line = new Directory.AgentLine.Browser();
        var ben = house.works(BEN);
        house.consult(BEN);
        house.accepts(BEN);
        house.hears(new VoiceEvent.Ended(phone, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
    }

    // ---- a queue

    @Test
    void whoeverServesTheQueueIsAskedAndTheCustomerStaysThere() {
        house.amyTalks();
        assertThat(house.consult(new Target.Line(SERVICE))).isEmpty();
        assertThat(house.floor.waiting(SERVICE)).hasSize(1);
        var ben = house.works(BEN);
        house.accepts(BEN);
        assertThat(house.call().complete().join()).isEmpty();
        assertThat(house.work(BEN).queue()).isEqualTo(SERVICE);
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
        assertThat(house.voice.orders).as("service does not record").contains("stop recording");
    }

    @Test
    void aColleagueOfTheQueueWhoDeclinesLeavesItToTheNext() {
        house.amyTalks();
        house.works(BEN);
        house.consult(new Target.Line(SERVICE));
        house.declines(BEN);
        assertThat(house.asked()).isEqualTo(State.RINGING);
        house.works(LEA);
        house.accepts(LEA);
        assertThat(Objects.requireNonNull(house.call().asked()).who()).isEqualTo(LEA);
    }

    // ---- somebody outside

    @Test
    void somebodyOutsideIsAskedAndKeepsTheCustomer() {
        var amy = house.amyTalks();
        assertThat(house.consult(OUTSIDE)).isEmpty();
        assertThat(house.voice.orders).contains("dial +85221234567 by carrier from 4001");
        var outside = house.voice.dialled();
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        house.hears(new VoiceEvent.Answered(outside));
        assertThat(house.hears(amy)).containsExactly(outside);
        house.call().agentSendsDigits("12");
        assertThat(house.voice.orders).last().isEqualTo("send 12 to " + outside);
        assertThat(house.call().complete().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactly(outside);
        assertThat(house.hears(amy)).isEmpty();
        assertThat(house.state(AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.placesBack).isEmpty();
        house.hears(new VoiceEvent.Ended(outside, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.placesBack).containsExactly(true);
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aConferenceWithSomebodyOutside() {
        var amy = house.amyTalks();
        house.consult(OUTSIDE);
        var outside = house.voice.dialled();
        assertThat(house.call().together().join()).isEqualTo("consult-not-answered");
        house.hears(new VoiceEvent.Answered(outside));
        assertThat(house.call().together().join()).isEmpty();
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, outside);
        assertThat(house.voice.right).containsExactlyInAnyOrder(amy, outside);
        house.hears(new VoiceEvent.Ended(outside, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.placesBack).containsExactly(true);
    }

    @Test
    void somebodyOutsideWhoDoesNotAnswerGivesThePlaceBack() {
        house.amyTalks();
        house.consult(OUTSIDE);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.NO_ANSWER, 0));
        assertThat(house.placesBack).containsExactly(false);
        assertThat(house.asked()).isNull();
    }

    @Test
    void aNumberThatThePlanRefusesLeavesTheCustomerWhereTheyAre() {
        var amy = house.amyTalks();
        assertThat(house.consult(new Target.Number("+19005550000"))).isEqualTo("number:no-rule");
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void somebodyOutsideIsLetGoWithTheCustomer() {
        house.amyTalks();
        house.consult(OUTSIDE);
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        house.leaves();
        assertThat(house.voice.orders).contains("hang up dialled");
        assertThat(house.placesBack).containsExactly(true);
    }

    // ---- refusals

    @Test
    void theFloorRefusesAColleagueOfAnotherClient() {
        var amy = house.amyTalks();
        assertThat(house.consult(STRANGER)).isEqualTo("agent-not-entitled");
        assertThat(house.hears(CUSTOMER)).as("not even put on hold").containsExactly(amy);
        assertThat(house.asked()).isNull();
        assertThat(house.history).contains("ended left-queue");
    }

    @Test
    void oneIsAskedAtATime() {
        house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        assertThat(house.consult(LEA)).isEqualTo("consult-under-way");
        assertThat(house.call().complete().join()).isEqualTo("consult-not-answered");
        assertThat(house.call().together().join()).isEqualTo("consult-not-answered");
    }

    @Test
    void withoutAQuestionThereIsNothingToEndOrComplete() {
        house.amyTalks();
        assertThat(house.call().endConsult().join()).isEqualTo("no-consult");
        assertThat(house.call().complete().join()).isEqualTo("no-consult");
        assertThat(house.call().together().join()).isEqualTo("no-consult");
    }

    @Test
    void beforeAnybodyAnswersNobodyIsAsked() {
        house.rings();
        assertThat(house.consult(BEN)).isEqualTo("conversation-over");
    }

    @Test
    void aColleagueIsMutedByThemselves() {
        benIsAsked();
        var desk = new DeskLines(house.centre, NoOtherNode.beside(house));
        var question = house.work(BEN).interaction();
        house.voice.orders.clear();
        desk.mute(TENANT, question, true);
        assertThat(house.voice.orders).containsExactly("mute");
        assertThat(desk.muted(TENANT, question)).isTrue();
        assertThat(desk.muted(TENANT, house.interaction())).isFalse();
    }
}
