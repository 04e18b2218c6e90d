package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A customer types what they want instead of choosing a key, and reaches the people for it.
@ExtendWith(Journey.class)
class WishTest {
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    @Test
    void whatACustomerTypesLeadsToTheQueueForIt(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var records = Recorded.before(administrator, "Billing");
        var site = page(administrator);
        var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
        Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
        var customer = browser.humming(
                centre.address().resolve("/call/" + site.path("key").asString()), "en-GB", CUSTOMERS_HUM);
        customer.getByLabel("Your name (optional)").fill("Nora Field");
        Chromium.button(customer, "Start the call").click();
        var state = customer.getByRole(AriaRole.STATUS);
        assertThat(state).containsText("Connected. Please listen.");
        Chromium.button(customer, "Key 1").click(); // English

        var wish = customer.getByLabel("Or in your own words");
        wish.fill("I think I was charged twice on my last bill");
        wish.press("Enter");

        var offer = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Billing"));
        assertThat(offer.getByRole(AriaRole.HEADING)).hasText("Nora Field");
        desk.keyboard().press("Alt+a");
        assertThat(state).containsText("You are talking with an agent.");
        Chromium.hearEachOther(desk, customer);
        Chromium.button(customer, "Hang up").click();
        Chromium.chooseFirstDisposition(desk);

        assertThat(records.oneServedCall("customer").path("fromName").asString())
                .isEqualTo("Nora Field");
    }

    /// A customer's page for Northlight, whose flow knows intents.
    private static JsonNode page(Api administrator) {
        var client = administrator
                .get("customers?q=442079460211")
                .path("items")
                .path(0)
                .path("clientId")
                .asString();
        var line = administrator.post(
                "entry-points",
                Map.of(
                        "number",
                        "8093",
                        "name",
                        Map.of("en", "In your own words"),
                        "clientId",
                        client,
                        "flowCode",
                        "northlight-main",
                        "language",
                        "en",
                        "widget",
                        true));
        var like = (ObjectNode)
                administrator.get("widget-sites").path("items").path(0).deepCopy();
        like.remove("id");
        like.remove("key");
        like.remove("version");
        like.put("clientId", client).put("entryPointId", line.path("id").asString());
        return administrator.post("widget-sites", like);
    }
}
