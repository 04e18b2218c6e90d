package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;

import java.util.Objects;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.server.platform.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A desk of one node and a call of another: words go to and fro as JSON, as they do through the database.
class CallsElsewhereTest {
    private final TalkingHouse a = new TalkingHouse();
    private final TalkingHouse b = new TalkingHouse();
    private final NodeWords words = new NodeWords(a, b, new NotedStays());
    private final CallsElsewhere atTheDesk = words.second;
    private final DeskLines desk = new DeskLines(b.centre, atTheDesk);
    private final DeskTransfers transfers = new CallTransfers(b.centre, atTheDesk);

    @BeforeEach
    void begin() {
        a.amyTalks();
    }

    private InteractionId call() {
        return a.interaction();
    }

    @Test
    void mutingAndTheCardPauseReachTheCallAndComeBackToTheDesk() {
        desk.mute(TENANT, call(), true);
        assertThat(a.voice.orders).contains("mute");
        assertThat(desk.muted(TENANT, call())).isTrue();
        desk.pauseRecording(TENANT, call(), true);
        assertThat(a.voice.orders).contains("pause recording");
        assertThat(desk.recordingPaused(TENANT, call())).isTrue();
        desk.mute(TENANT, call(), false);
        assertThat(desk.muted(TENANT, call())).isFalse();
        assertThat(b.voice.orders).as("nothing happens at the desk's own node").isEmpty();
    }

    @Test
    void keysAreSentFromTheCallsNode() {
        desk.digits(TENANT, call(), "42#");
        assertThat(a.voice.orders).contains("send 42# to " + CUSTOMER);
    }

    @Test
    void aColleagueIsAskedJoinsAndGetsTheCustomer() {
        a.works(BEN);
        assertThat(transfers.consult(TENANT, call(), new Target.Colleague(BEN)).join())
                .isEmpty();
        var ringing = Objects.requireNonNull(transfers.asked(TENANT, call()));
        assertThat(ringing.state()).isEqualTo(DeskTransfers.State.RINGING);
        assertThat(ringing.by()).isEqualTo(AMY);
        assertThat(ringing.target()).isEqualTo(new Target.Colleague(BEN));
        a.accepts(BEN);
        atTheDesk.refresh(TENANT, call());
        assertThat(Objects.requireNonNull(transfers.asked(TENANT, call())).who())
                .isEqualTo(BEN);
        assertThat(transfers.together(TENANT, call()).join()).isEmpty();
        assertThat(Objects.requireNonNull(transfers.asked(TENANT, call())).state())
                .isEqualTo(DeskTransfers.State.TOGETHER);
        assertThat(transfers.complete(TENANT, call()).join()).isEmpty();
        assertThat(transfers.asked(TENANT, call())).isNull();
        assertThat(a.work(BEN).interaction()).isEqualTo(call());
    }

    @Test
    void refusalsAreTheCallsOwn() {
        assertThat(transfers.together(TENANT, call()).join()).isEqualTo("no-consult");
        assertThat(transfers.end(TENANT, call()).join()).isEqualTo("no-consult");
        assertThat(transfers
                        .transfer(TENANT, call(), new Target.Number("+4420"))
                        .join())
                .startsWith(DeskTransfers.NUMBER);
    }

    @Test
    void anotherHousesDeskHasNoBusinessWithTheCall() {
        assertThat(transfers.together(TENANT + 1, call()).join()).isEqualTo(CallsElsewhere.OVER);
        assertThat(a.centre.counters()).doesNotContainKey("elsewhere.answered");
    }

    @Test
    void whatADeskShowsIsAskedForOnceAndAgainWhenItsNodeSaysSo() {
        assertThat(desk.muted(TENANT, call())).isFalse();
        assertThat(desk.muted(TENANT, call())).isFalse();
        assertThat(b.centre.counters()).containsEntry("elsewhere.asked", 1L);
        a.call().agentMutes(call(), true);
        assertThat(desk.muted(TENANT, call())).isFalse();
        atTheDesk.refresh(TENANT, call());
        assertThat(desk.muted(TENANT, call())).isTrue();
        assertThat(words.changed).containsOnly(call());
    }

    @Test
    void aNodeThatDoesNotAnswerIsToldToTheAgent() {
        words.reaches = false;
        assertThatThrownBy(() -> desk.mute(TENANT, call(), true))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(CallsElsewhere.UNREACHABLE));
        assertThat(transfers.complete(TENANT, call()).join()).isEqualTo(CallsElsewhere.UNREACHABLE);
        assertThat(b.centre.counters()).containsEntry("elsewhere.unanswered", 2L);
    }
}
