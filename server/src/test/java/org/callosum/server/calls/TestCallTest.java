package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowReader;
import org.callosum.kernel.id.InteractionId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

/// A draft heard by its author: sound and keys as in a call, and nothing of it comes to the floor, the history, a case
/// or
/// another telephone.
class TestCallTest {
    private static final String DRAFT = """
            flow: draft
            name: {en: Draft}
            start: hello
            steps:
              hello: {play: welcome, next: choose}
              choose:
                menu:
                  prompt: menu
                  options:
                    - {key: 1, label: {en: Bills}, next: wait}
                    - {key: 2, label: {en: Outside}, next: dial}
                    - {key: 3, label: {en: Message}, next: record}
                otherwise: wait
              wait: {queue: {code: billing, treatment: beside}, otherwise: bye}
              dial: {dial: {number: "+442079460000"}, failed: bye}
              record: {voicemail: {limit: 1m}, next: bye}
              bye: {hang-up: }
            """;
    private static final String BESIDE = """
            flow: beside
            kind: treatment
            name: {en: Beside}
            start: tell
            steps:
              tell: {position: , next: music}
              music: {pause: 30s, music: hold, next: music}
            """;

    private final House house = new House(read(BESIDE));
    private final int commands = house.commands.size();
    private int ended;
    private final TestCall call = house.centre.test(new InteractionId(77), House.NUMBER, read(DRAFT), () -> ended++);

    TestCallTest() {
        assertThat(house.centre.listenTo(call, "offer").join()).isEqualTo("answer to offer");
        hears(new VoiceEvent.Answered(call.leg()));
        hearsToTheEnd();
    }

    private static org.callosum.flow.FlowDefinition read(String yaml) {
        return Objects.requireNonNull(
                FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition());
    }

    private void hears(VoiceEvent.OfLeg event) {
        house.hears(event);
    }

    private void hearsToTheEnd() {
        hears(new VoiceEvent.PlayEnded(call.leg(), Objects.requireNonNull(house.voice.lastPlay), true));
    }

    private List<String> kinds() {
        return call.lines().stream().map(TestCall.Line::kind).toList();
    }

    private List<String> steps() {
        return call.lines().stream()
                .filter(line -> line.kind().equals("step-entered"))
                .map(line -> Objects.requireNonNull(line.data().get("step")))
                .toList();
    }

    private void nothingHappened() {
        assertThat(house.commands).as("the floor").hasSize(commands);
        assertThat(house.history).isEmpty();
        assertThat(house.cases).isEmpty();
        assertThat(house.voice.orders).noneMatch(order -> order.startsWith("dial"));
    }

    @Test
    void whoWouldWaitHearsTheTreatmentAndNobodyIsAsked() {
        call.press('1');
        assertThat(steps()).containsExactly("hello", "choose", "wait", "tell", "music");
        assertThat(kinds()).contains("would-wait");
        assertThat(call.over()).isFalse();
        call.agentAnswers();
        assertThat(kinds()).contains("would-answer");
        assertThat(call.over()).isTrue();
        assertThat(house.voice.orders).contains("close browser");
        assertThat(ended).isEqualTo(1);
        nothingHappened();
    }

    @Test
    void nobodyIsDialledAndNothingRecorded() {
        hears(new VoiceEvent.Digit(call.leg(), '2', VoiceEvent.DigitSource.INFO));
        assertThat(kinds()).contains("would-dial");
        assertThat(steps()).endsWith("dial", "bye");
        assertThat(call.over()).isTrue();
        nothingHappened();
    }

    @Test
    void aMessageIsOnlySaidToBeTaken() {
        call.press('3');
        assertThat(kinds()).contains("would-record");
        assertThat(call.over()).isTrue();
        nothingHappened();
    }

    @Test
    void whoHangsUpEndsItOnce() {
        hears(new VoiceEvent.Ended(call.leg(), VoiceEvent.EndCause.values()[0], 0));
        call.hangUp();
        assertThat(call.over()).isTrue();
        assertThat(ended).isEqualTo(1);
        nothingHappened();
    }

    @Test
    void whatIsToldOfIsBounded() {
        for (int key = 0; key < 2 * TestCall.MOST_LINES; key++) {
            call.press('9');
            hearsToTheEnd();
        }
        assertThat(call.lines().size()).isLessThanOrEqualTo(TestCall.MOST_LINES);
    }
}
