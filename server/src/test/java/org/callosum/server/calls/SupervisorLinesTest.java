package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.LEA;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.callosum.server.supervision.monitoring.LineMonitor.Answer;
import org.callosum.server.supervision.monitoring.LineMonitor.Mode;
import org.junit.jupiter.api.Test;

/// What the floor's screen asks for, as the people in the call hear it.
class SupervisorLinesTest {
    private final TalkingHouse house = new TalkingHouse();
    private final SupervisorLines lines = new SupervisorLines(house.centre, NoOtherNode.beside(house));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Announcement announcement = Announcement.SILENT;

    private Answer enter(AgentId supervisor, Mode mode, AgentId agent) {
        return lines.enter(
                        house.interaction(),
                        new LineMonitor.Coming(
                                House.TENANT,
                                supervisor,
                                mode,
                                agent,
                                announcement,
                                1,
                                gone -> told.add(supervisor + " " + gone)))
                .join();
    }

    @Test
    void eachModeIsHeardByWhomItSays() {
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        assertThat(enter(LEA, Mode.LISTEN, AMY)).isEqualTo(Answer.IN);
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
        enter(LEA, Mode.WHISPER, AMY);
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        enter(LEA, Mode.JOIN, AMY);
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, lea);
        assertThat(lines.leave(House.TENANT, house.interaction(), LEA).join()).isTrue();
        assertThat(lines.leave(House.TENANT, house.interaction(), LEA).join()).isFalse();
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(told).as("who leaves knows it").isEmpty();
    }

    @Test
    void twoAtOnceAreEachLeftAloneWhenTheOtherGoes() {
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        var ben = house.works(BEN);
        enter(LEA, Mode.WHISPER, AMY);
        enter(BEN, Mode.LISTEN, AMY);
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(ben)).containsExactlyInAnyOrder(CUSTOMER, amy);
        lines.leave(House.TENANT, house.interaction(), BEN).join();
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
    }

    @Test
    void whoseBrowserDiesIsHeardNoMoreAndTakenOutUnlessItComesBack() {
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        enter(LEA, Mode.JOIN, AMY);
        house.browserDies(lea);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        var again = house.browser(LEA);
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, again);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(told).as("they came back").isEmpty();
        house.browserDies(again);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(told).containsExactly(LEA + " LINE_LOST");
        house.browser(LEA);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void theEndOfTheConversationIsToldToEachAndSoIsItsGoingOnElsewhere() {
        house.amyTalks();
        house.works(LEA);
        enter(LEA, Mode.LISTEN, AMY);
        assertThat(house.transfer(new DeskTransfers.Target.Line(TalkingHouse.SERVICE)))
                .isEmpty();
        assertThat(told).containsExactly(LEA + " SENT_ON");
    }

    private List<String> said() {
        return house.voice.orders.stream()
                .filter(order -> order.startsWith("play 1 to") || order.startsWith("tone BEEP"))
                .toList();
    }

    @Test
    void itIsSaidToWhomTheHouseWantsAndOnceForEachStay() {
        var amy = house.amyTalks();
        house.works(LEA);
        house.voice.orders.clear();
        enter(LEA, Mode.LISTEN, AMY);
        assertThat(said()).as("silent").isEmpty();
        announcement = Announcement.TONE;
        enter(LEA, Mode.LISTEN, AMY);
        assertThat(said()).containsExactly("tone BEEP");
        announcement = Announcement.BOTH;
        enter(LEA, Mode.WHISPER, AMY);
        assertThat(said()).containsExactly("tone BEEP", "play 1 to " + amy, "play 1 to " + CUSTOMER);
        announcement = Announcement.AGENT;
        enter(LEA, Mode.JOIN, AMY);
        assertThat(said()).as("more was said already").hasSize(3);
        announcement = Announcement.SILENT;
        enter(LEA, Mode.LISTEN, AMY);
        var ben = house.works(BEN);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), BEN, null));
        assertThat(said()).as("and holds for the next agent").endsWith("play 1 to " + ben);
    }

    @Test
    void aHeldCustomerIsToldWhenTheyAreBackAndTheNextAgentIsToldToo() {
        house.amyTalks();
        house.works(LEA);
        var ben = house.works(BEN);
        house.voice.orders.clear();
        house.tell(new FloorCommand.StartHold(house.interaction()));
        announcement = Announcement.BOTH;
        enter(LEA, Mode.LISTEN, AMY);
        assertThat(said()).hasSize(1).doesNotContain("play 1 to " + CUSTOMER);
        house.tell(new FloorCommand.EndHold(house.interaction()));
        assertThat(said()).hasSize(2).contains("play 1 to " + CUSTOMER);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), BEN, null));
        assertThat(said()).hasSize(3).endsWith("play 1 to " + ben);
    }

    @Test
    void whoHasNoLineOrIsOneTooManyIsToldSo() {
        house.amyTalks();
        house.employs(LEA);
        assertThat(enter(LEA, Mode.LISTEN, AMY)).isEqualTo(Answer.NO_LINE);
        assertThat(enter(AMY, Mode.LISTEN, AMY)).as("who talks does not listen").isEqualTo(Answer.NOT_HERE);
        for (int i = 0; i < Supervisors.MOST; i++) {
            var each = new AgentId(100 + i);
            house.works(each);
            assertThat(enter(each, Mode.LISTEN, AMY)).isEqualTo(Answer.IN);
        }
        house.works(LEA);
        assertThat(enter(LEA, Mode.LISTEN, AMY)).isEqualTo(Answer.FULL);
    }

    @Test
    void aSupervisorsOwnCallKeepsTheirLineWhenTheyAreTakenOut() {
        house.amyTalks();
        var lea = house.works(LEA);
        enter(LEA, Mode.LISTEN, AMY);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), LEA, null));
        lines.leave(House.TENANT, house.interaction(), LEA).join();
        house.browserDies(lea);
        var again = house.browser(LEA);
        assertThat(house.hears(CUSTOMER))
                .as("the call is still told of their line")
                .containsExactly(again);
    }

    @Test
    void aCallThatIsNotHereIsNotEntered() {
        assertThat(lines.enter(
                                new InteractionId(99),
                                new LineMonitor.Coming(
                                        House.TENANT,
                                        LEA,
                                        Mode.LISTEN,
                                        AMY,
                                        Announcement.SILENT,
                                        1,
                                        gone -> told.add(gone.name())))
                        .join())
                .isEqualTo(Answer.NOT_HERE);
    }
}
