package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.CustomersTalk;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A customer without a telephone: a page, one button, the same menu, the same agents.
@ExtendWith(Journey.class)
class CustomerPageTest {
    private static final String ENDED = "The call has ended. Thank you.";

    @Test
    void theAgentHangsUpOnACustomersPage(SampleCentre centre, Chromium browser) {
        var talk = CustomersTalk.begin(centre, browser, "Wendy Oakes");
        Chromium.button(talk.desk(), "Hang up").click();
        assertThat(talk.state()).containsText(ENDED);
        assertThat(Chromium.button(talk.customer(), "Call again")).isVisible();
        isRemembered(talk, "Wendy Oakes", "agent");
    }

    @Test
    void theCustomersPageHangsUp(SampleCentre centre, Chromium browser) {
        var talk = CustomersTalk.begin(centre, browser, "Oliver Reed");
        Chromium.button(talk.customer(), "Hang up").click();
        assertThat(talk.state()).containsText(ENDED);
        isRemembered(talk, "Oliver Reed", "customer");
    }

    private static void isRemembered(CustomersTalk talk, String name, String endedBy) {
        Chromium.chooseFirstDisposition(talk.desk());
        var interaction = talk.records().oneServedCall(endedBy);
        assertThat(interaction.path("fromName").asString()).isEqualTo(name);
        assertThat(interaction.path("agentName").asString()).startsWith("Amy");
        assertThat(interaction.path("keys").path(0).path("digits").asString()).isEqualTo("1");
        assertThat(interaction.path("keys").path(1).path("digits").asString()).isEqualTo("2");
        var sound = talk.records().sound(interaction);
        assertThat(Tone.share(sound.left(), CustomersTalk.CUSTOMERS_HUM)).isGreaterThan(0.9);
        assertThat(Tone.share(sound.right(), CustomersTalk.AGENTS_HUM)).isGreaterThan(0.9);
    }
}
