package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.stream.StreamSupport;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Baresip;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Tone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An agent with a desk phone that is not ours, and a customer at their page.
@ExtendWith(Journey.class)
class PhoneAgentTest {
    private static final double CUSTOMERS_HUM = 1_000;
    private static final int AGENTS_HUM = 600;

    @Test
    void aRegisteredPhoneAnswersACustomersPage(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var cui = Staff.of(centre, "cui");
        var phone = cui.phone(centre);
        try (var baresip = Baresip.start(phone, AGENTS_HUM, centre.sipPort())) {
            Await.until(
                    baresip + " to register",
                    () -> StreamSupport.stream(
                                    administrator
                                            .get("devices?size=200")
                                            .path("items")
                                            .spliterator(),
                                    false)
                            .filter(each -> each.path("username").asString().equals(phone.user()))
                            .anyMatch(each ->
                                    each.path("state").path("registered").asBoolean(false)));
            var records = Recorded.before(administrator, "Returns");
            cui.beginWork();

            var customer = browser.humming(centre.callPage(), "en-GB", CUSTOMERS_HUM);
            customer.getByLabel("Your name (optional)").fill("Gareth Pym");
            Chromium.button(customer, "Start the call").click();
            var state = customer.getByRole(AriaRole.STATUS);
            assertThat(state).containsText("Connected. Please listen.");
            Chromium.button(customer, "Key 1").click(); // English
            Chromium.button(customer, "Key 2").click(); // returns and refunds
            assertThat(state).containsText("You are talking with an agent.");
            Chromium.hearEachOther(customer);

            var contact = cui.desk().path("interaction").path("id").asString();
            cui.session().post("desk/interactions/" + contact + "/hang-up", null);
            assertThat(state).containsText("The call has ended. Thank you.");
            cui.wrapUp();
            cui.signOut();

            var interaction = records.oneServedCall("agent");
            assertThat(interaction.path("agentName").asString()).startsWith("Cui");
            var sound = records.sound(interaction);
            assertThat(Tone.share(sound.left(), CUSTOMERS_HUM)).isGreaterThan(0.9);
            assertThat(Tone.share(sound.right(), AGENTS_HUM)).isGreaterThan(0.9);
        }
    }
}
