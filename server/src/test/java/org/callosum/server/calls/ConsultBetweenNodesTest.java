package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.CallOverSipTest.until;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TwoLiveHouses.CUSTOMER_HERTZ;

import java.io.IOException;
import java.nio.file.Path;
import org.callosum.floor.FloorCommand;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Amy has a customer of one node and asks Ben, or sends the customer on to him: each of them by a telephone
/// that is registered at either node, over real SIP, with tones measured at each end.
class ConsultBetweenNodesTest {
    private static final double AMYS_HERTZ = 440;
    private static final double BENS_HERTZ = 1_700;
    private static final double UNHEARD = 0.01;

    /// Where Amy's and Ben's telephones are; the customer is on the line of A.
    private static final String WHERE = """
            B,A
            A,B
            B,B
            """;

    @TempDir
    Path folder;

    /// Amy and the customer talk.
    private final class Talk implements AutoCloseable {
        final TwoLiveHouses nodes = new TwoLiveHouses(folder);
        final LiveHouse amysNode;
        final FarEnd customer;
        final FarEnd amy;
        final FarEnd ben;
        final Path customers = folder.resolve("customer.rec");
        final Path amys = folder.resolve("amy.rec");
        final Path bens = folder.resolve("ben.rec");
        final LegId call;
        final LegId amysLeg;

        Talk(String amyAt, String benAt) throws IOException {
            customer = FarEnd.phone(LiveHouse.CUSTOMERS_PHONE, LiveHouse.SECRET, nodes.a.port());
            amysNode = node(amyAt);
            amy = FarEnd.phone(LiveHouse.PHONE, LiveHouse.SECRET, amysNode.port());
            ben = FarEnd.phone(
                    LiveHouse.BENS_PHONE, LiveHouse.SECRET, node(benAt).port());
            nodes.answersBy(LiveHouse.PHONE, AMY, amysNode, 70);
            nodes.answersBy(LiveHouse.BENS_PHONE, BEN, node(benAt), 80);
            call = customer.calls(LiveHouse.CUSTOMERS_PHONE, "4001");
            customer.await(VoiceEvent.Answered.class);
            customer.hum(call, CUSTOMER_HERTZ);
            customer.listen(call, customers);
            amysLeg = picksUp(amy, AMYS_HERTZ, amys);
            until("both talk", () -> customer.hears(customers, AMYS_HERTZ) > 0.9);
            nodes.a.employs(BEN);
            nodes.a.tell(new FloorCommand.GoReady(BEN));
        }

        private LiveHouse node(String name) {
            return name.equals("A") ? nodes.a : nodes.b;
        }

        LegId picksUp(FarEnd phone, double hertz, Path ear) {
            var ring = phone.await(VoiceEvent.IncomingCall.class);
            assertThat(ring.fromNumber())
                    .as("the customer's number, not a node's")
                    .isEqualTo(LiveHouse.CUSTOMERS_PHONE);
            phone.answer(ring.leg());
            phone.await(VoiceEvent.Answered.class);
            phone.hum(ring.leg(), hertz);
            phone.listen(ring.leg(), ear);
            return ring.leg();
        }

        /// As Amy's desk asks, which is at the node of her telephone.
        DeskTransfers desk() {
            return new CallTransfers(amysNode.centre, amysNode == nodes.a ? nodes.words.first : nodes.words.second);
        }

        double customerHears(double hertz) {
            return customer.hears(customers, hertz);
        }

        @Override
        public void close() {
            ben.close();
            amy.close();
            customer.close();
            nodes.close();
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aColleagueIsAskedJoinsAndGetsTheCustomer(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            var id = talk.nodes.a.interaction();
            assertThat(talk.desk()
                            .consult(TENANT, id, new Target.Colleague(BEN))
                            .join())
                    .isEmpty();
            var bensLeg = talk.picksUp(talk.ben, BENS_HERTZ, talk.bens);
            until("Ben hears Amy", () -> talk.ben.hears(talk.bens, AMYS_HERTZ) > 0.9);
            until("Amy hears Ben", () -> talk.amy.hears(talk.amys, BENS_HERTZ) > 0.9);
            until("the customer hears Amy no more", () -> talk.customerHears(AMYS_HERTZ) < UNHEARD);
            assertThat(talk.customerHears(BENS_HERTZ)).isLessThan(UNHEARD);
            assertThat(talk.ben.hears(talk.bens, CUSTOMER_HERTZ)).isLessThan(UNHEARD);

            assertThat(talk.desk().together(TENANT, id).join()).isEmpty();
            until(
                    "the customer hears both",
                    () -> talk.customerHears(AMYS_HERTZ) > 0.4 && talk.customerHears(BENS_HERTZ) > 0.4);
            until("and Ben both", () -> talk.ben.hears(talk.bens, CUSTOMER_HERTZ) > 0.4);

            assertThat(talk.desk().complete(TENANT, id).join()).isEmpty();
            talk.amy.await(VoiceEvent.Ended.class);
            until("the customer has Ben alone", () -> talk.customerHears(BENS_HERTZ) > 0.9);
            until("and Ben the customer", () -> talk.ben.hears(talk.bens, CUSTOMER_HERTZ) > 0.9);
            talk.ben.hangUp(bensLeg);
            talk.customer.await(VoiceEvent.Ended.class);
            until("the end on record", () -> talk.nodes.a.history.contains("ended handled"));
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aQuestionThatIsGivenUpStopsTheRingingAndBringsTheCustomerBack(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            var id = talk.nodes.a.interaction();
            assertThat(talk.desk()
                            .consult(TENANT, id, new Target.Colleague(BEN))
                            .join())
                    .isEmpty();
            talk.ben.await(VoiceEvent.IncomingCall.class);
            assertThat(talk.desk().end(TENANT, id).join()).isEmpty();
            assertThat(talk.ben.await(VoiceEvent.Ended.class).cause()).isEqualTo(VoiceEvent.EndCause.CANCELLED);
            until("the customer hears Amy again", () -> talk.customerHears(AMYS_HERTZ) > 0.9);
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aCustomerSentOnBlindlyRingsAtTheColleague(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            assertThat(talk.desk()
                            .transfer(TENANT, talk.nodes.a.interaction(), new Target.Colleague(BEN))
                            .join())
                    .isEmpty();
            talk.amy.await(VoiceEvent.Ended.class);
            talk.picksUp(talk.ben, BENS_HERTZ, talk.bens);
            until("the customer hears Ben", () -> talk.customerHears(BENS_HERTZ) > 0.9);
            until("and Ben the customer", () -> talk.ben.hears(talk.bens, CUSTOMER_HERTZ) > 0.9);
            talk.customer.hangUp(talk.call);
            talk.ben.await(VoiceEvent.Ended.class);
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aColleagueWhoRefusesSendsTheCustomerBack(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            talk.desk()
                    .transfer(TENANT, talk.nodes.a.interaction(), new Target.Colleague(BEN))
                    .join();
            talk.ben.reject(talk.ben.await(VoiceEvent.IncomingCall.class).leg(), 486);
            until("the customer comes back", () -> talk.nodes.a.history.contains("transfer-recalled"));
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aTelephoneAsksAColleagueByItsSecondLineAndBringsBothTogether(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            var second = talk.amy.calls(LiveHouse.PHONE, LiveHouse.BENS_PHONE);
            talk.picksUp(talk.ben, BENS_HERTZ, talk.bens);
            assertThat(talk.amy.await(VoiceEvent.Answered.class).leg()).isEqualTo(second);
            talk.amy.hum(second, AMYS_HERTZ);
            var asked = folder.resolve("asked.rec");
            talk.amy.listen(second, asked);
            until("Amy hears Ben", () -> talk.amy.hears(asked, BENS_HERTZ) > 0.9);
            until("Ben hears Amy", () -> talk.ben.hears(talk.bens, AMYS_HERTZ) > 0.9);
            assertThat(talk.customerHears(BENS_HERTZ)).isLessThan(UNHEARD);
            until("the customer hears Amy no more", () -> talk.customerHears(AMYS_HERTZ) < UNHEARD);

            talk.amy.bringsTogether(talk.amysLeg, second);
            var told = talk.amy.await(VoiceEvent.TransferProgress.class);
            while (!told.over()) {
                told = talk.amy.await(VoiceEvent.TransferProgress.class);
            }
            assertThat(told.sipStatus()).isEqualTo(200);
            until("the customer hears Ben", () -> talk.customerHears(BENS_HERTZ) > 0.9);
            until("and Ben the customer", () -> talk.ben.hears(talk.bens, CUSTOMER_HERTZ) > 0.9);
            until("wrap-up", talk.nodes.a::wrapsUp);
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aSecondCallThatIsPutDownBringsTheCustomerBack(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            var second = talk.amy.calls(LiveHouse.PHONE, LiveHouse.BENS_PHONE);
            talk.picksUp(talk.ben, BENS_HERTZ, talk.bens);
            talk.amy.await(VoiceEvent.Answered.class);
            talk.amy.hangUp(second);
            talk.ben.await(VoiceEvent.Ended.class);
            until("the customer hears Amy again", () -> talk.customerHears(AMYS_HERTZ) > 0.9);
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aSecondCallThatIsDeclinedIsToldToTheTelephone(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            talk.amy.calls(LiveHouse.PHONE, LiveHouse.BENS_PHONE);
            talk.ben.reject(talk.ben.await(VoiceEvent.IncomingCall.class).leg(), 486);
            assertThat(talk.amy.await(VoiceEvent.Ended.class).sipStatus()).isEqualTo(480);
            until("the customer hears Amy again", () -> talk.customerHears(AMYS_HERTZ) > 0.9);
        }
    }

    @ParameterizedTest(name = "Amy at {0}, Ben at {1}")
    @CsvSource(textBlock = WHERE)
    void aTelephoneSendsTheCustomerToAColleaguesTelephone(String amyAt, String benAt) throws IOException {
        try (var talk = new Talk(amyAt, benAt)) {
            talk.amy.sendOn(talk.amysLeg, LiveHouse.BENS_PHONE);
            var told = talk.amy.await(VoiceEvent.TransferProgress.class);
            while (!told.over()) {
                told = talk.amy.await(VoiceEvent.TransferProgress.class);
            }
            assertThat(told.sipStatus()).isEqualTo(200);
            talk.picksUp(talk.ben, BENS_HERTZ, talk.bens);
            until("the customer hears Ben", () -> talk.customerHears(BENS_HERTZ) > 0.9);
        }
    }
}
