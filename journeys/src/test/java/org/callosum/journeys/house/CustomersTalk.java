package org.callosum.journeys.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/// A customer on their page and Amy at her desk, each with a tone of their own, who hear each other about a
/// return.
///
/// @param state what the customer's page says of the call
/// @param records of the queue before it
public record CustomersTalk(Page desk, Page customer, Locator state, Recorded records) {
    public static final double CUSTOMERS_HUM = 1_000;
    public static final double AGENTS_HUM = 600;

    /// @param name under which the customer calls
    public static CustomersTalk begin(SampleCentre centre, Chromium browser, String name) {
        return begin(centre, centre, browser, name);
    }

    /// At one of several nodes.
    ///
    /// @param last the node that started last: each start gives Amy's place a new password
    public static CustomersTalk begin(SampleCentre centre, SampleCentre last, Chromium browser, String name) {
        var records = Recorded.before(centre.administrator(), "Returns");
        var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
        Chromium.beginWork(desk, last.agent(), last.agentPassword());

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
        return new CustomersTalk(desk, customer, state, records);
    }
}
