package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A customer without a telephone: a page, one button, the same menu, the same agents.
@ExtendWith(Journey.class)
class CustomerPageTest {
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;
    private static final String ENDED = "The call has ended. Thank you.";

    @Test
    void theAgentHangsUpOnACustomersPage(SampleCentre centre, Chromium browser) {
        var talk = Talk.begin(centre, browser, "Wendy Oakes");
        Chromium.button(talk.desk, "Hang up").click();
        assertThat(talk.state).containsText(ENDED);
        assertThat(Chromium.button(talk.customer, "Call again")).isVisible();
        talk.isRemembered("agent");
    }

    @Test
    void theCustomersPageHangsUp(SampleCentre centre, Chromium browser) {
        var talk = Talk.begin(centre, browser, "Oliver Reed");
        Chromium.button(talk.customer, "Hang up").click();
        assertThat(talk.state).containsText(ENDED);
        talk.isRemembered("customer");
    }

    /// A talk that both sides hear.
    private record Talk(Page desk, Page customer, Locator state, String name, Recorded records) {
        static Talk begin(SampleCentre centre, Chromium browser, String name) {
            var records = Recorded.before(centre.administrator(), "Returns");
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());

            var customer = browser.humming(centre.callPage(), "en-GB", CUSTOMERS_HUM);
            customer.getByLabel("Your name (optional)").fill(name);
            Chromium.button(customer, "Start the call").click();
            var state = customer.getByRole(AriaRole.STATUS);
            assertThat(state).containsText("Connected. Please listen.");
            Chromium.button(customer, "Key 1").click(); // English
            Chromium.button(customer, "Key 2").click(); // returns and refunds

            var offer = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Returns"));
            assertThat(offer.getByRole(AriaRole.HEADING)).hasText(name);
            Chromium.button(desk, "Accept").click();
            assertThat(state).containsText("You are talking with an agent.");
            Chromium.hearEachOther(desk, customer);
            return new Talk(desk, customer, state, name, records);
        }

        void isRemembered(String endedBy) {
            Chromium.chooseFirstDisposition(desk);
            var interaction = records.oneServedCall(endedBy);
            assertThat(interaction.path("fromName").asString()).isEqualTo(name);
            assertThat(interaction.path("agentName").asString()).startsWith("Amy");
            assertThat(interaction.path("keys").path(0).path("digits").asString())
                    .isEqualTo("1");
            assertThat(interaction.path("keys").path(1).path("digits").asString())
                    .isEqualTo("2");
            var sound = records.sound(interaction);
            assertThat(Tone.share(sound.left(), CUSTOMERS_HUM)).isGreaterThan(0.9);
            assertThat(Tone.share(sound.right(), AGENTS_HUM)).isGreaterThan(0.9);
        }
    }
}
