package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.lastSecond;
import static org.callosum.server.calls.CallOverSipTest.until;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.LEA;
import static org.callosum.server.calls.TwoLiveHouses.CUSTOMER_HERTZ;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.callosum.floor.FloorCommand;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.callosum.server.supervision.monitoring.LineMonitor.Answer;
import org.callosum.server.supervision.monitoring.LineMonitor.Mode;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supervisor at one node, a customer and their agent at another, each with a tone of their own: who hears
/// whom is measured at each end and in the recording.
class SupervisorSoundBetweenNodesTest {
    private static final double AGENT_HERTZ = 440;
    /// none of the tones that quantisation makes of the other two
    private static final double SUPERVISOR_HERTZ = 1_700;

    private static final double UNHEARD = 0.01;

    @TempDir
    Path folder;

    @Test
    void aWhisperIsHeardByTheAgentAloneAJoinByAllAndATakeOverLeavesTheAgentOut() throws IOException {
        try (var nodes = new TwoLiveHouses(folder);
                var customer = FarEnd.phone(LiveHouse.CUSTOMERS_PHONE, LiveHouse.SECRET, nodes.a.port());
                var amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, nodes.a.port());
                var lea = FarEnd.phone(LiveHouse.LEAS_PHONE, LiveHouse.SECRET, nodes.b.port())) {
            nodes.a.employs(LEA);
            nodes.browsersAre(LiveHouse.LEAS_PHONE);
            var customers = folder.resolve("customer.rec");
            var amys = folder.resolve("amy.rec");
            var leas = folder.resolve("lea.rec");
            var call = customer.calls(LiveHouse.CUSTOMERS_PHONE, "4001");
            customer.await(VoiceEvent.Answered.class);
            customer.hum(call, CUSTOMER_HERTZ);
            customer.listen(call, customers);
            var ring = amy.await(VoiceEvent.IncomingCall.class).leg();
            amy.answer(ring);
            amy.await(VoiceEvent.Answered.class);
            amy.hum(ring, AGENT_HERTZ);
            amy.listen(ring, amys);
            until("both talk", () -> customer.hears(customers, AGENT_HERTZ) > 0.9);

            var asked = comes(nodes, Mode.LISTEN);
            var leasLeg = lea.await(VoiceEvent.IncomingCall.class).leg();
            assertThat(asked).as("nobody is in before the line is there").isNotDone();
            lea.answer(leasLeg);
            lea.hum(leasLeg, SUPERVISOR_HERTZ);
            lea.listen(leasLeg, leas);
            assertThat(asked.join()).isEqualTo(Answer.IN);
            until("Lea hears both", () -> lea.hears(leas, CUSTOMER_HERTZ) > 0.4 && lea.hears(leas, AGENT_HERTZ) > 0.4);
            assertThat(amy.hears(amys, SUPERVISOR_HERTZ)).isLessThan(UNHEARD);
            assertThat(customer.hears(customers, SUPERVISOR_HERTZ)).isLessThan(UNHEARD);

            assertThat(comes(nodes, Mode.WHISPER).join()).isEqualTo(Answer.IN);
            until("Amy hears the whisper", () -> amy.hears(amys, SUPERVISOR_HERTZ) > 0.45);
            assertThat(customer.hears(customers, SUPERVISOR_HERTZ)).isLessThan(UNHEARD);
            until("the customer has Amy alone", () -> customer.hears(customers, AGENT_HERTZ) > 0.9);
            until("and so does the recording", () -> recorded(nodes, AGENT_HERTZ) > 0.9);
            assertThat(recorded(nodes, SUPERVISOR_HERTZ)).as("on record").isLessThan(UNHEARD);

            assertThat(comes(nodes, Mode.JOIN).join()).isEqualTo(Answer.IN);
            until("the customer hears Lea", () -> customer.hears(customers, SUPERVISOR_HERTZ) > 0.45);
            until("and so does the recording", () -> recorded(nodes, SUPERVISOR_HERTZ) > 0.45);
            until("and Amy still does", () -> amy.hears(amys, SUPERVISOR_HERTZ) > 0.4);

            nodes.a.tell(new FloorCommand.MoveConversation(nodes.a.interaction(), LEA, null));
            amy.await(VoiceEvent.Ended.class);
            until("the customer has Lea alone", () -> customer.hears(customers, SUPERVISOR_HERTZ) > 0.9);
            until("and Lea the customer", () -> lea.hears(leas, CUSTOMER_HERTZ) > 0.9);
            customer.hangUp(call);
            lea.await(VoiceEvent.Ended.class);
        }
    }

    private static CompletableFuture<Answer> comes(TwoLiveHouses nodes, Mode mode) {
        return new SupervisorLines(nodes.b.centre, nodes.words.second)
                .enter(
                        nodes.a.interaction(),
                        new LineMonitor.Coming(TENANT, LEA, mode, AMY, Announcement.SILENT, 1, gone -> {}));
    }

    /// How much of a tone the agents' side of the recording has had last.
    private double recorded(TwoLiveHouses nodes, double hertz) {
        try {
            var recording = nodes.a.keys.keySet().iterator().next();
            return FarEnd.Tone.share(
                    lastSecond(folder.resolve(recording + ".rec"), nodes.a.key(recording))
                            .right(),
                    hertz);
        } catch (IOException | RuntimeException notYet) {
            return 0;
        }
    }
}
