package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Pictures;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The promise of the first release: a telephone, a menu, a queue, a desk in a browser, both voices, the record of it.
class FirstCallTest {
    private static final String NORTHLIGHT = "8002";
    private static final String ROSALIND = "+442079460211";
    private static final double HUM_HERTZ = 1_000;
    private static final int TWO_SECONDS_OF_PACKETS = 100;

    @Test
    void aTelephoneCallIsAnsweredInTheBrowserAndRemembered() {
        try (var centre = SampleCentre.start();
                var browser = new Chromium();
                var telephone = new Telephone()) {
            var administrator = centre.administrator();
            var desk = browser.person(centre.address(), "en-GB");
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());

            var leg = telephone.call(NORTHLIGHT, ROSALIND, centre.sipPort());
            telephone.hum(leg, HUM_HERTZ);
            telephone.press(leg, "11"); // a fault, nothing works; Rosalind is known to speak English

            var offer = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Faults"));
            assertThat(offer.getByRole(AriaRole.HEADING)).hasText("Rosalind Tate");
            desk.keyboard().press("Alt+a");
            assertThat(Chromium.button(desk, "Hang up")).isVisible();
            bothWays(desk);
            Pictures.ofDesk(desk);

            telephone.hangUp(leg);
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(desk);

            var interaction = remembered(administrator);
            Pictures.ofRecords(browser, centre, interaction);
        }
    }

    private static void bothWays(Page desk) {
        double before = Chromium.stat(desk, "inbound.packets");
        double sentBefore = Chromium.stat(desk, "outbound.packets");
        Await.until(
                "two seconds of sound both ways",
                () -> Chromium.stat(desk, "inbound.packets") > before + TWO_SECONDS_OF_PACKETS
                        && Chromium.stat(desk, "outbound.packets") > sentBefore + TWO_SECONDS_OF_PACKETS
                        && Chromium.stat(desk, "inbound.audioEnergy") > 0);
    }

    private static String remembered(Api administrator) {
        var row = Await.until(
                        "the call in the history",
                        () -> administrator.get("interactions").path("items").path(0),
                        each -> each.path("outcome").asString().equals("handled")
                                && each.path("dispositions").size() == 1)
                .deepCopy();
        assertThat(row.path("queueName").path("en").asString()).isEqualTo("Faults");
        assertThat(row.path("agentName").asString()).startsWith("Amy");
        assertThat(row.path("fromName").asString()).isEqualTo("Rosalind Tate");

        var recording = row.path("recordingIds").path(0).asString();
        var sound = Stereo.of(administrator.bytes("recordings/" + recording + "/audio"));
        assertThat(sound.millis()).isGreaterThan(1_500);
        assertThat(Tone.share(sound.left(), HUM_HERTZ)).isGreaterThan(0.9);
        assertThat(Tone.share(sound.right(), HUM_HERTZ)).isLessThan(0.1);
        assertThat(Tone.peak(sound.right())).isGreaterThan(1_000);

        var faults = queue(administrator, row.path("queueId").asString());
        assertThat(faults.path("today").path("answered").asLong()).isEqualTo(1);
        assertThat(faults.path("today").path("abandoned").asLong()).isZero();
        assertThat(faults.path("waiting").asInt()).isZero();
        return row.path("id").asString();
    }

    private static JsonNode queue(Api administrator, String id) {
        return StreamSupport.stream(administrator.get("floor").path("queues").spliterator(), false)
                .filter(each -> each.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
