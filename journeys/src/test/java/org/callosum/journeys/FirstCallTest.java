package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Pictures;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The promise of the first release: a telephone, a menu, a queue, a desk in a browser, both voices, the record of it.
@ExtendWith(Journey.class)
class FirstCallTest {
    private static final String NORTHLIGHT = "8002";
    private static final String ROSALIND = "+442079460211";
    private static final double HUM_HERTZ = 1_000;
    private static final int TWO_SECONDS_OF_PACKETS = 100;

    @Test
    void aTelephoneCallIsAnsweredInTheBrowserAndRemembered(SampleCentre centre, Chromium browser) {
        try (var telephone = new Telephone()) {
            var records = Recorded.before(centre.administrator(), "Faults");
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

            var interaction = records.oneServedCall("customer");
            assertThat(interaction.path("agentName").asString()).startsWith("Amy");
            assertThat(interaction.path("fromName").asString()).isEqualTo("Rosalind Tate");
            var sound = records.sound(interaction);
            assertThat(sound.millis()).isGreaterThan(1_500);
            assertThat(Tone.share(sound.left(), HUM_HERTZ)).isGreaterThan(0.9);
            assertThat(Tone.share(sound.right(), HUM_HERTZ)).isLessThan(0.1);
            assertThat(Tone.peak(sound.right())).isGreaterThan(1_000);
            Pictures.ofRecords(browser, centre, interaction.path("id").asString());
        }
    }

    /// As the desk's own figures say, which support asks for.
    private static void bothWays(Page desk) {
        double before = Chromium.stat(desk, "inbound.packets");
        double sentBefore = Chromium.stat(desk, "outbound.packets");
        Await.until(
                "two seconds of sound both ways",
                () -> Chromium.stat(desk, "inbound.packets") > before + TWO_SECONDS_OF_PACKETS
                        && Chromium.stat(desk, "outbound.packets") > sentBefore + TWO_SECONDS_OF_PACKETS
                        && Chromium.stat(desk, "inbound.audioEnergy") > 0);
    }
}
