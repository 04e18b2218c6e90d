package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.callosum.floor.FloorCommand;
import org.callosum.flow.FlowCatalogue;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowReader;
import org.callosum.flow.FlowStep;
import org.callosum.voice.DialTarget;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call-back that kept its place, over real SIP and real sound, asked for with the flow that is shipped.
class CallBackOverSipTest {
    private static final double CUSTOMER_HERTZ = 1_000;
    private static final double AGENT_HERTZ = 440;

    @TempDir
    Path folder;

    private static FlowDefinition shipped(String code) throws IOException {
        try (var in = Objects.requireNonNull(
                FlowReader.class.getClassLoader().getResourceAsStream("playbook/flows/" + code + ".yaml"))) {
            var yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Objects.requireNonNull(
                    FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition());
        }
    }

    /// Offers the call-back at once.
    private static FlowDefinition beside() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("ask", new FlowStep.SubFlow("ask-call-back", "music"));
        steps.put("music", new FlowStep.Pause(600_000, "hold", new LinkedHashMap<>(), "music"));
        return Flows.treatment("beside", steps, "ask");
    }

    private static void to(LiveHouse house, FloorCommand command) {
        assertThat(house.send(House.TENANT, command).join())
                .as(command.toString())
                .isTrue();
    }

    private static long seconds(Path file, FarEnd of) {
        try (var reader = RecordingReader.open(file, of.key)) {
            return reader.durationMillis() / 1_000;
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Test
    void whoRangOffIsCalledBackBeforeThoseWhoCameLater() throws IOException {
        try (var house = new LiveHouse(folder, Flows.treated("billing", "beside"), beside(), shipped("ask-call-back"));
                var first = FarEnd.reachable();
                var second = FarEnd.customer();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            house.callBackTo = number -> new DialTarget.Address(
                    "sip:%s@127.0.0.1:%d".formatted(number, first.port(SipBinding.Transport.UDP)));
            to(house, new FloorCommand.GoNotReady(House.AMY, "break"));
            var dialled = first.dial("4001", house.port());
            first.await(VoiceEvent.Answered.class);
            until("the call-back is offered", () -> house.history.contains("call-back-offered"));
            first.press(dialled, "1");
            until("the number is asked for", () -> house.history.contains("keys 1"));
            first.press(dialled, "1");
            first.await(VoiceEvent.Ended.class);
            until("the first is away", () -> house.history.contains("customer-away"));
            assertThat(house.callBacks.states).containsExactly("promised");
            var promised = house.callBacks.last();
            assertThat(promised.number()).isEqualTo("85212345678");

            second.dial("4001", house.port());
            second.await(VoiceEvent.Answered.class);
            until("both wait", () -> house.waiting().size() == 2);
            assertThat(house.waiting()).first().isEqualTo(promised.interaction());

            to(house, new FloorCommand.GoReady(House.AMY));
            var ring = amy.await(VoiceEvent.IncomingCall.class);
            amy.answer(ring.leg());
            amy.await(VoiceEvent.Answered.class);
            var back = first.await(VoiceEvent.IncomingCall.class);
            assertThat(back.fromNumber()).as("the number they had called").isEqualTo("4001");
            first.answer(back.leg());
            first.await(VoiceEvent.Answered.class);
            first.hum(back.leg(), CUSTOMER_HERTZ);
            amy.hum(ring.leg(), AGENT_HERTZ);
            var heardBack = folder.resolve("first.rec");
            var heardByAmy = folder.resolve("amy.rec");
            first.listen(back.leg(), heardBack);
            amy.listen(ring.leg(), heardByAmy);
            until("both hear", () -> seconds(heardBack, first) >= 2 && seconds(heardByAmy, amy) >= 2);
            assertThat(house.callBacks.states).containsExactly("promised", "dialling", "reached");

            amy.hangUp(ring.leg());
            first.await(VoiceEvent.Ended.class);
            assertThat(FarEnd.Tone.share(lastSecond(heardBack, first.key).left(), AGENT_HERTZ))
                    .as("the customer hears the agent")
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(lastSecond(heardByAmy, amy.key).left(), CUSTOMER_HERTZ))
                    .as("the agent hears the customer")
                    .isGreaterThan(0.5);
            until("wrap-up", house::wrapsUp);
            to(house, new FloorCommand.CompleteWrapUp(promised.interaction(), List.of()));
            amy.await(VoiceEvent.IncomingCall.class);
            assertThat(house.waiting()).as("now it is the second's turn").hasSize(1);
            until("the end on record", () -> house.history.contains("ended handled"));
        }
    }

    @Test
    void whoDoesNotAnswerTheCallBackKeepsThePlaceForTheNextAttempt() throws IOException {
        try (var house = new LiveHouse(folder, Flows.treated("billing", "beside"), beside(), shipped("ask-call-back"));
                var first = FarEnd.reachable();
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, house.port())) {
            house.callBackTo = number -> new DialTarget.Address(
                    "sip:%s@127.0.0.1:%d".formatted(number, first.port(SipBinding.Transport.UDP)));
            to(house, new FloorCommand.GoNotReady(House.AMY, "break"));
            var dialled = first.dial("4001", house.port());
            first.await(VoiceEvent.Answered.class);
            until("the call-back is offered", () -> house.history.contains("call-back-offered"));
            first.press(dialled, "1");
            until("the number is asked for", () -> house.history.contains("keys 1"));
            first.press(dialled, "1");
            until("the promise", () -> house.callBacks.states.contains("promised"));
            first.hangUp(dialled);
            until("the first is away", () -> house.history.contains("customer-away"));
            to(house, new FloorCommand.GoReady(House.AMY));
            var ring = amy.await(VoiceEvent.IncomingCall.class);
            amy.answer(ring.leg());
            var back = first.await(VoiceEvent.IncomingCall.class);
            first.hangUp(back.leg());
            until("the attempt has failed", () -> house.history.contains("call-back-not-reached"));
            amy.await(VoiceEvent.Ended.class);
            assertThat(house.callBacks.states).last().asString().startsWith("resting");
            assertThat(house.cases).isEmpty();
            until("wrap-up", house::wrapsUp);
        }
    }
}
