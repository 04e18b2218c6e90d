package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.stream.Collectors;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an agent does during a call, and what the other side has of it.
@ExtendWith(Journey.class)
class DeskControlsTest {
    private static final String NORTHLIGHT = "8002";
    private static final String EDWIN = "+442079460212";
    private static final String CARD = "4929123456781234";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    @Test
    void keysReachTheOtherSideAndMutingSilencesTheAgent(SampleCentre centre, Chromium browser) {
        try (var telephone = new Telephone()) {
            var records = Recorded.before(centre.administrator(), "Faults");
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, EDWIN, centre.sipPort());
            telephone.hum(leg, CUSTOMERS_HUM);
            telephone.press(leg, "12"); // a fault, it is slow
            Chromium.button(desk, "Accept").click();
            Chromium.hearEachOther(desk);

            Chromium.button(desk, "Keypad").click();
            var keypad = desk.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Keypad"));
            for (var key : new String[] {"5", "#"}) {
                keypad.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(key))
                        .click();
                assertThat(telephone.await(VoiceEvent.Digit.class).digit()).isEqualTo(key.charAt(0));
            }
            desk.keyboard().press("Alt+k");

            desk.keyboard().press("Alt+m");
            assertThat(Chromium.button(desk, "Unmute")).isVisible();
            Chromium.hearEachOther(desk);
            Chromium.button(desk, "Unmute").click();
            assertThat(Chromium.button(desk, "Unmute")).isHidden();
            Chromium.hearEachOther(desk);
            desk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(desk);

            var sound = records.sound(records.oneServedCall("agent"));
            assertThat(hum(sound.right(), AGENTS_HUM)).containsPattern("#{10,}\\.{10,}#{10,}");
            assertThat(hum(sound.left(), CUSTOMERS_HUM)).doesNotContain("..........");
        }
    }

    @Test
    void whatACustomerSaysOrTypesDuringACardPauseIsKeptNowhere(SampleCentre centre, Chromium browser) {
        try (var telephone = new Telephone()) {
            var records = Recorded.before(centre.administrator(), "Faults");
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, EDWIN, centre.sipPort());
            telephone.hum(leg, CUSTOMERS_HUM);
            telephone.press(leg, "12");
            Chromium.button(desk, "Accept").click();
            Chromium.hearEachOther(desk);

            assertThat(desk.locator("[aria-keyshortcuts='Alt+P']")).isVisible();
            desk.keyboard().press("Alt+p");
            assertThat(desk.getByText("Recording paused")).isVisible();
            telephone.press(leg, CARD);
            Chromium.hearEachOther(desk);
            desk.keyboard().press("Alt+p");
            assertThat(desk.getByText("Recording paused")).isHidden();
            Chromium.hearEachOther(desk);
            desk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(desk);

            var interaction = records.oneServedCall("agent");
            assertThat(Recorded.steps(interaction)).containsSubsequence("recording-paused", "recording-resumed");
            var kept = new StringBuilder(interaction.toString());
            var administrator = centre.administrator();
            for (var place : new String[] {"interactions?size=200", "audit?size=200", "cases?size=200", "floor"}) {
                kept.append(administrator.get(place));
            }
            assertThat(kept.toString()).doesNotContain(CARD);
            assertThat(interaction.path("keys"))
                    .as("those that led through the menu, and no others")
                    .hasSize(2);
            assertThat(Recorded.steps(interaction)
                            .subList(
                                    Recorded.steps(interaction).indexOf("recording-paused"),
                                    Recorded.steps(interaction).indexOf("recording-resumed")))
                    .as("no step, choice or entry between")
                    .containsExactly("recording-paused");
            var sound = records.sound(interaction);
            assertThat(hum(sound.left(), CUSTOMERS_HUM)).containsPattern("#{10,}\\.{15,}#{10,}");
            assertThat(hum(sound.right(), AGENTS_HUM)).containsPattern("#{10,}\\.{15,}#{10,}");
        }
    }

    /// A sound's tenths of a second: `#` where this tone is heard, `.` where it is not. A single tenth that a busy
    /// machine tore a hole into counts as heard.
    private static String hum(short[] samples, double hertz) {
        int tenth = Tone.RATE / 10;
        return java.util.stream.IntStream.range(0, samples.length / tenth)
                .mapToObj(i -> java.util.Arrays.copyOfRange(samples, i * tenth, (i + 1) * tenth))
                .map(part -> Tone.share(part, hertz) > 0.8 ? "#" : ".")
                .collect(Collectors.joining())
                .replaceAll("(?<=#)\\.(?=#)", "#");
    }
}
