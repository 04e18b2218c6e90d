package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.CustomersTalk;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.OutsideLine;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
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

    @Test
    void whoWaitsAnswersOnThePageAndIsCalledBackFromAnHourOn(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var from = Instant.now();
        try (var telephone = Telephone.reachable();
                var _ = OutsideLine.to(telephone, administrator)) {
            var page = browser.humming(centre.callPage(), "en-GB", CustomersTalk.CUSTOMERS_HUM);
            page.getByLabel("Your name (optional)").fill("Greta Moss");
            Chromium.button(page, "Start the call").click();
            var state = page.getByRole(AriaRole.STATUS);
            assertThat(state).containsText("Connected. Please listen.");
            Chromium.button(page, "Key 1").click(); // English
            Chromium.button(page, "Key 2").click(); // returns and refunds; nobody is there
            assertThat(state).containsText("You are waiting for an agent.");

            Chromium.button(page, "Call-back").click();
            page.getByLabel("Call-back number").fill("020 7946 0399");
            Chromium.button(page, "Send").click();
            Chromium.button(page, "Number is right").click();
            Chromium.button(page, "At another hour").click();
            var hour = LocalTime.now(ZoneOffset.UTC).plusHours(12).getHour();
            page.getByLabel("Hour of the call-back").selectOption("%02d".formatted(hour));
            Chromium.button(page, "Send").click();
            assertThat(state).containsText("We will call you back.");
            assertThat(Chromium.button(page, "Call again")).isVisible();
        }
        var row = Await.until(
                "their place is kept",
                () -> administrator
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> !each.isMissingNode()
                        && Recorded.steps(administrator.get(
                                        "interactions/" + each.path("id").asString()))
                                .contains("customer-away"));
        assertThat(row.path("outcome").asString()).isEqualTo("open");
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
