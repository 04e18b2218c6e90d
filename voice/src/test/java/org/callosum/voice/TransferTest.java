package org.callosum.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transfers by the far end, between two engines over real sockets.
class TransferTest {
    private TestEngine phone;
    private TestEngine centre;

    @BeforeEach
    void start() throws IOException {
        phone = new TestEngine();
        centre = new TestEngine();
    }

    @AfterEach
    void stop() {
        phone.close();
        centre.close();
    }

    @Test
    void aPhoneSendsItsPartnerElsewhereAndHearsHowItWent() {
        var legs = TestEngine.call(phone, centre, "1000");
        phone.voice.transfer(legs.near(), new DialTarget.Address("sip:2000@127.0.0.1"));
        var asked = centre.await(VoiceEvent.TransferRequested.class);
        assertThat(asked).isEqualTo(new VoiceEvent.TransferRequested(legs.far(), "2000", null));
        centre.voice.acceptTransfer(legs.far());
        centre.voice.reportTransfer(legs.far(), 180);
        centre.voice.reportTransfer(legs.far(), 200);
        var end = phone.await(VoiceEvent.TransferProgress.class, VoiceEvent.TransferProgress::over);
        assertThat(end).isEqualTo(new VoiceEvent.TransferProgress(legs.near(), 200, true));
        assertThat(phone.all(VoiceEvent.TransferProgress.class))
                .contains(new VoiceEvent.TransferProgress(legs.near(), 180, false));
    }

    @Test
    void aPhoneJoinsTheTwoItTalksWith() {
        var customer = TestEngine.call(phone, centre, "1000");
        var colleague = TestEngine.call(phone, centre, "1001");
        phone.voice.join(customer.near(), colleague.near());
        var asked = centre.await(VoiceEvent.TransferRequested.class);
        assertThat(asked.leg()).isEqualTo(customer.far());
        assertThat(asked.replaces()).isEqualTo(colleague.far());
        centre.voice.refuseTransfer(customer.far(), 603);
        assertThat(phone.await(VoiceEvent.TransferProgress.class))
                .isEqualTo(new VoiceEvent.TransferProgress(customer.near(), 603, true));
        assertThat(centre.all(VoiceEvent.Ended.class)).as("both calls stand").isEmpty();
    }

    @Test
    void aTargetThatLeadsNowhereIsToldAtOnce() {
        var legs = TestEngine.call(phone, centre, "1000");
        phone.voice.transfer(legs.near(), new DialTarget.Device("nobody"));
        assertThat(phone.await(VoiceEvent.TransferProgress.class).sipStatus()).isEqualTo(404);
    }
}
