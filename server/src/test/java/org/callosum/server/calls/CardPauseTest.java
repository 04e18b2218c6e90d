package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;

import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.junit.jupiter.api.Test;

class CardPauseTest {
    private final TalkingHouse house = new TalkingHouse();
    private final DeskLines desk = new DeskLines(house.centre, NoOtherNode.beside(house));

    private void pause(boolean on) {
        desk.pauseRecording(TENANT, house.interaction(), on);
    }

    private boolean paused() {
        return desk.recordingPaused(TENANT, house.interaction());
    }

    @Test
    void theRecordingIsSilentAndTheKeysReachNobody() {
        house.amyTalks();
        house.voice.orders.clear();
        house.history.clear();
        pause(true);
        assertThat(paused()).isTrue();
        assertThat(house.voice.orders).containsExactly("suppress keys of " + CUSTOMER, "pause recording");
        house.presses('4');
        pause(true);
        assertThat(house.history).containsExactly("recording-paused");
        pause(false);
        assertThat(paused()).isFalse();
        assertThat(house.voice.orders).endsWith("let keys of " + CUSTOMER + " through", "resume recording");
        assertThat(house.history).containsExactly("recording-paused", "recording-resumed");
    }

    @Test
    void aPauseThatIsForgottenEndsByItself() {
        house.amyTalks();
        pause(true);
        house.pass(CardPause.AT_MOST.minusSeconds(1));
        pause(false);
        pause(true);
        house.pass(CardPause.AT_MOST.minusSeconds(1));
        assertThat(paused()).as("the first one's time does not count").isTrue();
        house.pass(CardPause.AT_MOST);
        assertThat(paused()).isFalse();
        assertThat(house.voice.orders).contains("resume recording");
    }

    @Test
    void itEndsWithTheConversation() {
        house.amyTalks();
        pause(true);
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders)
                .containsSubsequence("let keys of " + CUSTOMER + " through", "resume recording", "stop recording");
    }

    @Test
    void theNextAgentDecidesForThemselves() {
        house.amyTalks();
        house.works(BEN);
        house.consult(BEN);
        house.accepts(BEN);
        pause(true);
        house.call().complete().join();
        assertThat(paused()).isFalse();
        assertThat(house.work(BEN).interaction()).isEqualTo(house.interaction());
    }

    @Test
    void beforeAnybodyTalksThereIsNothingToPause() {
        house.works(AMY);
        house.rings();
        pause(true);
        assertThat(paused()).isFalse();
    }
}
