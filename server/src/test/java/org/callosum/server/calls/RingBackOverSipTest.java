package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.io.IOException;
import java.nio.file.Path;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CON-22: what a number plays before anybody answers, over real SIP (183 with a description) with the tone measured.
class RingBackOverSipTest {
    @TempDir
    Path folder;

    private double jingle(FarEnd customer) {
        try {
            return FarEnd.Tone.share(
                    lastSecond(folder.resolve("early.rec"), customer.key).left(), House.JINGLE_HERTZ);
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Test
    void theContentIsHeardBeforeTheAnswerAndWhoHangsUpInItHasLeftTheFlow() throws IOException {
        try (var house = new LiveHouse(folder, Flows.main());
                var customer = FarEnd.customer()) {
            var leg = customer.dial("4009", house.port());
            customer.await(VoiceEvent.Progress.class);
            customer.listen(leg, folder.resolve("early.rec"));
            until("the jingle", () -> jingle(customer) > 0.5);
            assertThat(house.history).contains("ring-back-played").doesNotContain("flow-started");
            customer.hangUp(leg);
            until("the end on record", () -> house.history.contains("ended left-flow"));
            assertThat(house.history).doesNotContain("flow-started");
        }
    }

    @Test
    void afterTheContentTheFlowAnswers() throws IOException {
        try (var house = new LiveHouse(folder, Flows.main());
                var customer = FarEnd.customer()) {
            var leg = customer.dial("4008", house.port());
            customer.await(VoiceEvent.Progress.class);
            customer.await(VoiceEvent.Answered.class);
            until("the flow", () -> house.history.contains("flow-started"));
            assertThat(house.history).containsSubsequence("ring-back-played", "flow-started");
            customer.press(leg, "1");
            until("the choice", () -> house.history.contains("menu-choice"));
        }
    }

    @Test
    void aNumberWithoutContentRingsAsBefore() throws IOException {
        try (var house = new LiveHouse(folder, Flows.main());
                var customer = FarEnd.customer()) {
            customer.dial("4001", house.port());
            customer.await(VoiceEvent.Answered.class);
            until("the flow", () -> house.history.contains("flow-started"));
            assertThat(house.history).doesNotContain("ring-back-played");
        }
    }
}
