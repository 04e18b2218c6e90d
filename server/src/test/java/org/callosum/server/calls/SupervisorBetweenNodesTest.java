package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.LEA;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.callosum.server.supervision.monitoring.LineMonitor.Answer;
import org.callosum.server.supervision.monitoring.LineMonitor.Mode;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lea leads from one node, Amy's customer is on the line of another: the words go as JSON, the line is
/// dialled.
class SupervisorBetweenNodesTest {
    private static final Duration AGAIN = Duration.ofMillis(FarLines.AGAIN_MILLIS);
    private static final Duration KEPT = Duration.ofMillis(FarLines.KEPT_MILLIS);
    private static final Duration FETCH = Duration.ofMillis(FarLines.FETCH_MILLIS);
    private static final Duration LOOK = Duration.ofMillis(Visits.LOOK_MILLIS);

    private final TalkingHouse house = new TalkingHouse();
    private final TalkingHouse leasHouse = new TalkingHouse();
    private final NotedStays stays = new NotedStays();
    private final NodeWords words = new NodeWords(house, leasHouse, stays);
    private final SupervisorLines lines = new SupervisorLines(leasHouse.centre, words.second);
    private final OneOther other = new OneOther();
    private Announcement announcement = Announcement.SILENT;
    private long rows;
    private LegId amy = CUSTOMER;

    @BeforeEach
    void begin() {
        house.others = other;
        other.browsers = new DialTarget.Address("sip:agent@there");
        amy = house.amyTalks();
        house.employs(LEA);
        house.tell(new FloorCommand.SignIn(LEA));
    }

    private CompletableFuture<Answer> comes(Mode mode) {
        return lines.enter(
                house.interaction(), new LineMonitor.Coming(TENANT, LEA, mode, AMY, announcement, ++rows, gone -> {
                    throw new AssertionError("told by the call's node, and stored there: " + gone);
                }));
    }

    private LegId answers() {
        var leg = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(leg));
        return leg;
    }

    private LegId isIn(Mode mode) {
        var asked = comes(mode);
        assertThat(asked).isNotDone();
        var line = answers();
        assertThat(asked.join()).isEqualTo(Answer.IN);
        return line;
    }

    private long dialled() {
        return house.voice.orders.stream()
                .filter(order -> order.startsWith("dial sip:agent@there"))
                .count();
    }

    private boolean leaves() {
        return lines.leave(TENANT, house.interaction(), LEA).join();
    }

    @Test
    void eachModeIsHeardByWhomItSaysOnOneLine() {
        var lea = isIn(Mode.LISTEN);
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
        assertThat(comes(Mode.WHISPER).join()).isEqualTo(Answer.IN);
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.voice.right).as("the recording has no whisper").containsExactly(amy);
        assertThat(comes(Mode.JOIN).join()).isEqualTo(Answer.IN);
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, lea);
        house.pass(KEPT);
        assertThat(dialled()).isEqualTo(1);
        assertThat(leaves()).isTrue();
        assertThat(leaves()).isFalse();
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.hears(lea)).isEmpty();
        house.pass(KEPT);
        assertThat(house.voice.orders).contains("hang up dialled");
        assertThat(stays.ended).as("who leaves writes it themselves").isEmpty();
    }

    @Test
    void nothingIsHeardBeforeTheLineIsThereAndWithoutOneNobodyIsIn() {
        other.browsers = null;
        var asked = comes(Mode.JOIN);
        house.pass(FETCH);
        assertThat(asked.join()).isEqualTo(Answer.NO_LINE);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        other.browsers = new DialTarget.Address("sip:agent@there");
        house.pass(KEPT);
        house.pass(AGAIN);
        assertThat(dialled()).as("nobody looks for it any more").isZero();
    }

    @Test
    void whoHasLeftWhileTheirLineWasDialledDoesNotComeInAfterwards() {
        var asked = comes(Mode.JOIN);
        assertThat(leaves()).isFalse();
        answers();
        assertThat(asked.join()).isEqualTo(Answer.NOT_HERE);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void aBrowserThatDiesIsWaitedForDialledAgainAndThenGivenUpWhichIsStored() {
        var lea = isIn(Mode.JOIN);
        house.hears(new VoiceEvent.Ended(lea, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        house.pass(AGAIN);
        assertThat(dialled()).isEqualTo(2);
        var again = answers();
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, again);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(stays.ended).as("they came back").isEmpty();
        other.browsers = null;
        house.hears(new VoiceEvent.Ended(again, EndCause.HUNG_UP_BY_PEER, 0));
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(stays.ended).containsExactly(LEA + " row 1 LINE_LOST");
        assertThat(leaves()).isFalse();
    }

    @Test
    void theDeathOfTheirNodeIsNoticedAtOnceAndStoredByTheCallsNode() {
        isIn(Mode.WHISPER);
        other.alive = false;
        house.centre.nodesChanged();
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(stays.ended).containsExactly(LEA + " row 1 LINE_LOST");
        assertThat(house.hears(CUSTOMER)).as("the conversation goes on").containsExactly(amy);
    }

    @Test
    void aNodeThatDoesNotAnswerIsToldToTheSupervisor() {
        words.reaches = false;
        assertThat(comes(Mode.LISTEN).join()).isEqualTo(Answer.UNREACHABLE);
    }

    @Test
    void aCallThatIsOverIsNotEntered() {
        house.leaves();
        assertThat(comes(Mode.LISTEN).join()).isEqualTo(Answer.NOT_HERE);
    }

    @Test
    void theEndOfTheConversationAndItsGoingOnElsewhereAreStored() {
        isIn(Mode.LISTEN);
        assertThat(house.transfer(new DeskTransfers.Target.Line(TalkingHouse.SERVICE)))
                .isEmpty();
        assertThat(stays.ended).containsExactly(LEA + " row 1 SENT_ON");
    }

    @Test
    void aCustomerWhoHangsUpEndsTheStay() {
        isIn(Mode.LISTEN);
        house.leaves();
        assertThat(stays.ended).containsExactly(LEA + " row 1 OVER");
        house.pass(KEPT);
        assertThat(house.voice.orders).as("and the line").contains("hang up dialled");
    }

    @Test
    void aContactThatPassesToAnotherAgentKeepsItsListenerWhoWhispersNoMore() {
        var lea = isIn(Mode.WHISPER);
        var ben = house.works(BEN);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), BEN, null));
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, ben);
        assertThat(house.hears(ben)).containsExactly(CUSTOMER);
        assertThat(stays.ended).isEmpty();
    }

    @Test
    void whoTakesOverKeepsTheLineTheyListenedBy() {
        var lea = isIn(Mode.LISTEN);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), LEA, null));
        leaves();
        house.pass(KEPT);
        assertThat(house.hears(CUSTOMER)).containsExactly(lea);
        assertThat(house.hears(amy)).isEmpty();
        assertThat(dialled()).isEqualTo(1);
        house.hears(new VoiceEvent.Ended(lea, EndCause.HUNG_UP_BY_PEER, 0));
        house.pass(AGAIN);
        var again = answers();
        assertThat(house.hears(CUSTOMER)).as("it is theirs now").containsExactly(again);
    }

    @Test
    void whoTakesOverWithoutHavingListenedIsHeardAsSoonAsTheirLineIsThere() {
        house.tell(new FloorCommand.MoveConversation(house.interaction(), LEA, null));
        assertThat(house.hears(CUSTOMER)).isEmpty();
        var lea = answers();
        assertThat(house.hears(CUSTOMER)).containsExactly(lea);
    }

    @Test
    void twoAtTwoNodesAreEachLeftAloneWhenTheOtherGoes() {
        var lea = isIn(Mode.WHISPER);
        var ben = house.works(BEN);
        var here = new SupervisorLines(house.centre, words.first);
        assertThat(here.enter(
                                house.interaction(),
                                new LineMonitor.Coming(
                                        TENANT, BEN, Mode.LISTEN, AMY, Announcement.SILENT, 9, gone -> {}))
                        .join())
                .isEqualTo(Answer.IN);
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(ben)).containsExactlyInAnyOrder(CUSTOMER, amy);
        here.leave(TENANT, house.interaction(), BEN).join();
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        leaves();
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
    }

    @Test
    void itIsAnnouncedAsAtTheSameNode() {
        house.voice.orders.clear();
        announcement = Announcement.BOTH;
        isIn(Mode.LISTEN);
        assertThat(house.voice.orders).contains("play 1 to " + amy, "play 1 to " + CUSTOMER);
    }

    @Test
    void whoseStayIsNotOnRecordIsTakenOutSoon() {
        isIn(Mode.JOIN);
        stays.stands = false; // their transaction failed, and the word that said so was lost
        house.pass(LOOK);
        assertThat(house.hears(CUSTOMER)).as("it may still be on its way").hasSize(2);
        for (int i = 0; i < Visits.UNTIL_STORED_MILLIS / Visits.LOOK_MILLIS; i++) {
            house.pass(LOOK);
        }
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.centre.counters()).containsEntry("visits.without-record", 1L);
    }

    @Test
    void whoseStayIsOnRecordStays() {
        isIn(Mode.JOIN);
        for (int i = 0; i < 10; i++) {
            house.pass(LOOK);
        }
        assertThat(house.hears(CUSTOMER)).hasSize(2);
    }

    @Test
    void visitsAreBounded() {
        other.browsers = null;
        var visits = new Visits(house.centre, stays, Runnable::run);
        var coming = new ElsewhereWords.Visit(AMY.value(), Mode.LISTEN.name(), announcement.name(), 1);
        for (int i = 0; i < Visits.MOST; i++) {
            assertThat(visits.comes(house.call(), house.interaction(), new AgentId(1_000 + i), coming))
                    .isNotDone();
        }
        assertThat(visits.comes(house.call(), house.interaction(), LEA, coming).join())
                .isEqualTo(Answer.FULL.name());
        assertThat(house.centre.counters()).containsEntry("visits.too-many", 1L);
    }

    @Test
    void aLineAtAnotherNodeServesInACallOfTheNodeThatIsAsked() {
        var here = new SupervisorLines(house.centre, words.first);
        var asked = here.enter(
                house.interaction(),
                new LineMonitor.Coming(TENANT, LEA, Mode.JOIN, AMY, Announcement.SILENT, 1, gone -> {}));
        var lea = answers();
        assertThat(asked.join()).isEqualTo(Answer.IN);
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, lea);
    }
}
