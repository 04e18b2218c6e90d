package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A leader at the floor's screen and an agent at the desk, each in a browser of their own.
@ExtendWith(Journey.class)
class FloorViewTest {
    @Test
    void aLeaderSeesAStateChangeWritesToTheDeskAndTheLogSaysThatItWasRead(SampleCentre centre, Chromium browser) {
        var desk = browser.person(centre.address(), "en-GB");
        Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
        var name = centre.agentsSession().get("desk").path("name").asString();

        var doors = Gallery.doors(centre);
        centre.administrator();
        var leader = Look.DAY.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
        leader.navigate(
                centre.address().resolve("/floor/agents?view=list&state=ready").toString());
        var row = leader.locator(".agent-list tr").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(row).isVisible();

        row.getByRole(AriaRole.BUTTON).click();
        var person = leader.getByLabel(name, new Page.GetByLabelOptions().setExact(true)); // an alarm proposes, too
        button(person, "Set not ready").click();
        var dialog = leader.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Set not ready"));
        dialog.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Reason"))
                .click();
        leader.keyboard().press("Enter");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Do it"))
                .click();
        assertThat(row).isHidden();
        assertThat(desk.locator(".presence-state")).containsText("Not ready");

        button(person, "Send a message").click();
        leader.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"))
                .fill("Come to my desk, please");
        button(leader, "Do it").click();
        assertThat(desk.locator(".desk-messages")).containsText("Come to my desk, please");
        button(desk, "Read").click();
        assertThat(desk.locator(".desk-messages")).isHidden();

        breakGivenAndMoved(centre, leader, desk, person);

        leader.navigate(centre.address().resolve("/floor/actions").toString());
        var log = leader.locator(".floor-log li");
        assertThat(log.first()).containsText("Move a break");
        assertThat(log.nth(1)).containsText("Give a break");
        assertThat(log.nth(2)).containsText("Come to my desk, please");
        assertThat(log.nth(2)).containsText(name + " (read)");
        assertThat(log.nth(3)).containsText("Set not ready");
    }

    /// The desk tells each time what has become of the break, and keeps the last word.
    private static void breakGivenAndMoved(SampleCentre centre, Page leader, Page desk, Locator person) {
        var agent = centre.agentsSession().get("me").path("agentId").asString();
        var site = centre.administrator().get("agents/" + agent).path("siteId").asString();
        var zone = ZoneId.of(
                centre.administrator().get("sites/" + site).path("timeZone").asString());
        var from = ZonedDateTime.now(zone).plusMinutes(40);
        var at = DateTimeFormatter.ofPattern("HH:mm");

        button(person, "Give a break").click();
        var dialog = leader.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Give a break"));
        dialog.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Kind of break"))
                .click();
        leader.keyboard().press("Enter");
        dialog.getByLabel("Time").fill(at.format(from));
        button(dialog, "Do it").click();
        assertThat(desk.getByText("has given you a break at " + at.format(from)))
                .isVisible();
        button(desk, "Read").click();
        assertThat(desk.getByText("Next break " + at.format(from))).isVisible();

        button(person, "Move").click();
        dialog = leader.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Move a break"));
        dialog.getByText("By minutes").click();
        dialog.getByRole(AriaRole.SPINBUTTON, new Locator.GetByRoleOptions().setName("Minutes later"))
                .fill("20");
        button(dialog, "Do it").click();
        assertThat(desk.getByText("has moved your break from %s to %s"
                        .formatted(at.format(from), at.format(from.plusMinutes(20)))))
                .isVisible();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
