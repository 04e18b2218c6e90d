package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.callosum.floor.FloorCommand;
import org.callosum.flow.FlowDefinition;
import org.callosum.flow.FlowStep;
import org.callosum.voice.DialTarget;
import org.callosum.voice.SipBinding;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.recording.RecordingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A queue that nobody serves overflows to an answering service outside: a second telephone over real SIP, both
/// heard.
class OverflowOverSipTest {
    private static final double CUSTOMER_HERTZ = 1_000;
    private static final double SERVICE_HERTZ = 700;

    @TempDir
    Path folder;

    /// Waits a second and a half, then the answering service, then goodbye; where that is busy, a message.
    private static FlowDefinition overflowing() {
        var steps = new LinkedHashMap<String, FlowStep>();
        steps.put("wait", Flows.queue("billing", null, 1_500, Map.of("overflow", "service"), "goodbye"));
        var target = new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+85221234567");
        steps.put("service", new FlowStep.Dial(target, 20_000, "goodbye", "message", "message", "message"));
        steps.put("message", new FlowStep.Voicemail(60, "message", "billing", "goodbye", "goodbye"));
        steps.put("goodbye", new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL));
        return Flows.of(steps, "wait");
    }

    private LiveHouse house(FarEnd service) throws IOException {
        var house = new LiveHouse(folder, overflowing());
        house.elsewhere = new DialTarget.Address("sip:service@127.0.0.1:" + service.port(SipBinding.Transport.UDP));
        assertThat(house.send(House.TENANT, new FloorCommand.GoNotReady(House.AMY, "break"))
                        .join())
                .isTrue();
        return house;
    }

    private static long seconds(Path file, FarEnd of) {
        try (var reader = RecordingReader.open(file, of.key)) {
            return reader.durationMillis() / 1_000;
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }

    @Test
    void whoWaitedTooLongTalksWithTheAnsweringService() throws IOException {
        try (var customer = FarEnd.customer();
                var service = FarEnd.elsewhere();
                var house = house(service)) {
            var leg = customer.dial("4001", house.port());
            var ring = service.await(VoiceEvent.IncomingCall.class);
            assertThat(house.waiting()).as("no agent is offered them any more").isEmpty();
            service.answer(ring.leg());
            service.await(VoiceEvent.Answered.class);
            customer.hum(leg, CUSTOMER_HERTZ);
            service.hum(ring.leg(), SERVICE_HERTZ);
            var atCustomer = folder.resolve("customer.rec");
            var atService = folder.resolve("service.rec");
            customer.listen(leg, atCustomer);
            service.listen(ring.leg(), atService);
            until("both hear", () -> seconds(atCustomer, customer) >= 3 && seconds(atService, service) >= 3);
            assertThat(FarEnd.Tone.share(lastSecond(atCustomer, customer.key).left(), SERVICE_HERTZ))
                    .as("the customer hears the service")
                    .isGreaterThan(0.5);
            assertThat(FarEnd.Tone.share(lastSecond(atService, service.key).left(), CUSTOMER_HERTZ))
                    .as("the service hears the customer")
                    .isGreaterThan(0.5);
            service.hangUp(ring.leg());
            customer.await(VoiceEvent.Ended.class);
            until("the line given back", () -> house.placesBack.contains(true));
            until("the end on record", () -> house.history.contains("ended left-queue"));
        }
    }

    @Test
    void aServiceThatIsBusyIsNotTheEnd() throws IOException {
        try (var customer = FarEnd.customer();
                var service = FarEnd.elsewhere();
                var house = house(service)) {
            var leg = customer.dial("4001", house.port());
            service.reject(service.await(VoiceEvent.IncomingCall.class).leg(), 486);
            until("a message is taken", () -> house.history.contains("recording opened") || !house.keys.isEmpty());
            assertThat(house.placesBack).containsExactly(false);
            customer.press(leg, "#");
            customer.await(VoiceEvent.Ended.class);
            until("a case", () -> house.cases.stream().anyMatch(each -> each.startsWith("message")));
        }
    }
}
