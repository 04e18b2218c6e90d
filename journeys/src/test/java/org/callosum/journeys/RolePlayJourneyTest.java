package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.journeys.house.CustomersTalk.AGENTS_HUM;
import static org.callosum.journeys.house.CustomersTalk.CUSTOMERS_HUM;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Settings;
import org.callosum.journeys.house.Staff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two people rehearse a script in two browsers, by voice and by text: each has a tone of their own, and what each
/// hears is measured; in the end both judge.
@ExtendWith(Journey.class)
class RolePlayJourneyTest {
    private static final String CARD = "You missed an interview because of it";

    @Test
    void twoTalkAndWriteTheScriptRunsBothJudgeAndNoContactComesOfIt(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        int before = administrator.get("interactions").path("total").asInt();
        var ines = Staff.of(centre, "ines");
        var agent = opened(centre, browser, centre.agent(), centre.agentPassword(), AGENTS_HUM);
        var choices = new Settings(agent, centre.address());
        choices.choose("Client", "Northlight");
        choices.choose("Scenario", "No network at home");
        choices.choose("Customer", "Ines");
        choices.button("Begin").click();
        assertThat(agent.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("No network at home")))
                .isVisible();
        var player = opened(centre, browser, ines.account(), ines.password(), CUSTOMERS_HUM);
        player.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("No network at home"))
                .first()
                .click();
        assertThat(player.getByText(CARD)).isVisible();
        // the card is the player's alone
        assertThat(agent.getByText(CARD)).isHidden();

        button(agent, "Talk").click();
        assertThat(agent.getByText("On the line; the other is not yet")).isVisible();
        assertThat(player.getByText("The other is on the line")).isVisible();
        button(player, "Talk").click();
        assertThat(agent.getByText("You hear each other")).isVisible();
        assertThat(player.getByText("You hear each other")).isVisible();
        Chromium.hearTone(agent, CUSTOMERS_HUM);
        Chromium.hearTone(player, AGENTS_HUM);

        written(player, "I cannot be reached since Monday!");
        assertThat(agent.getByText("I cannot be reached since Monday!")).isVisible();
        written(agent, "That is annoying; I want it to work for you again.");
        assertThat(player.getByText("That is annoying; I want it to work for you again."))
                .isVisible();
        agent.keyboard().press("Alt+s");
        agent.keyboard().press("1"); // no connection
        assertThat(agent.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Since when")))
                .isVisible();
        assertThat(agent.getByText("Said so far: 1 step")).isVisible();

        button(player, "End the talk").click();
        judged(agent, "Well");
        assertThat(agent.getByText("The other has not judged yet")).isVisible();
        judged(player, "Partly");
        for (var page : new Page[] {player, agent}) {
            assertThat(page.getByText("The agent’s judgement")).isVisible();
            assertThat(page.getByText("The customer’s judgement")).isVisible();
            assertThat(page.getByText("100 %")).isVisible();
            assertThat(page.getByText("50 %")).isVisible();
        }
        assertThat(administrator.get("interactions").path("total").asInt())
                .as("no contact, live or past")
                .isEqualTo(before);
        assertThat(administrator.get("audit?size=50").path("items").findValuesAsString("action"))
                .contains("role-play-talked");
    }

    /// Somebody signed in who looks at their role plays.
    private static Page opened(SampleCentre centre, Chromium browser, String account, String password, double hertz) {
        var page = browser.humming(centre.address(), "en-GB", hertz);
        Chromium.signIn(page, account, password);
        assertThat(page.locator(".rail")).isVisible();
        page.navigate(centre.address().resolve("/desk/role-plays").toString());
        return page;
    }

    private static void written(Page page, String words) {
        var field = page.getByLabel("Say something");
        field.fill(words);
        field.press("Enter");
    }

    /// The same answer to all four questions.
    private static void judged(Page page, String answer) {
        var panel = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Your judgement"));
        assertThat(panel).isVisible();
        for (var question : panel.getByRole(AriaRole.RADIOGROUP).all()) {
            question.getByText(answer, new Locator.GetByTextOptions().setExact(true))
                    .click();
        }
        button(page, "Keep my judgement").click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
