package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A page between calls: changed by its author, compared, approved by another, and read anew with what changed.
@ExtendWith(Journey.class)
class PageByHandTest {
    private static final String PAGE = "journey-kettles";

    @Test
    void aPageIsEditedComparedApprovedByAnotherAndReadAnew(SampleCentre centre, Chromium browser) {
        var mei = Staff.of(centre, "mei").promoted(centre, "team-leader");
        brought(centre);
        var reader = Look.DAY.signedIn(browser, centre.address(), centre.agent(), centre.agentPassword());
        goTo(reader, centre, "/desk/pages/" + PAGE);
        Await.until(
                "it is known that it was read",
                () -> centre.agentsSession().get("pages/" + PAGE + "/read"),
                page -> page.path("readVersion").asInt(0) == 1);

        var author = Look.DAY.signedIn(browser, centre.address(), mei.account(), mei.password());
        goTo(author, centre, "/quality/pages/" + PAGE);
        author.getByLabel("Body").fill("Fill the kettle to the upper line, never above it.");
        author.keyboard().press("Control+s");
        say(author, "the makers changed the line");
        assertThat(author.getByText("Version 2", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        author.getByRole(AriaRole.BUTTON, named("Compare")).first().click();
        var difference = author.getByRole(AriaRole.DIALOG);
        assertThat(difference.locator("del")).containsText("lower");
        assertThat(difference.locator("ins")).containsText("upper");
        assertThat(author.getByRole(AriaRole.BUTTON, named("Show version 2 to readers")))
                .isHidden();

        var doors = Gallery.doors(centre);
        var other = Look.DAY.signedIn(browser, centre.address(), doors.administrator(), doors.administratorPassword());
        goTo(other, centre, "/quality/pages/" + PAGE);
        other.getByRole(AriaRole.BUTTON, named("Show version 2 to readers")).click();
        say(other, "checked with the makers");
        assertThat(other.getByText("Readers see version 2")).isVisible();

        reader.reload();
        var changed = reader.getByRole(AriaRole.REGION, named("Changed since you read it"));
        assertThat(changed).containsText("checked with the makers");
        assertThat(changed.locator("del")).containsText("lower");
        assertThat(changed.locator("ins")).containsText("upper");
    }

    private static void brought(SampleCentre centre) {
        var administrator = centre.administrator();
        administrator.post(
                "pages",
                Map.of(
                        "code",
                        PAGE,
                        "clientId",
                        client(administrator.get("clients"), "Harbour Goods"),
                        "content",
                        Map.of(
                                "kind",
                                "knowledge",
                                "title",
                                Map.of("en", "How full a kettle may be"),
                                "body",
                                Map.of("en", "Fill the kettle to the lower line, never above it.")),
                        "reason",
                        "journey"));
        administrator.post("pages/" + PAGE + "/versions/1/approve", Map.of("reason", "journey"));
    }

    private static String client(JsonNode clients, String name) {
        return clients.path("items")
                .valueStream()
                .filter(each -> each.at("/name/en").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    /// Why something is done, in the dialog that asks for it.
    private static void say(Page page, String reason) {
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.TEXTBOX).first().fill(reason);
        button(dialog, "Save").click();
        assertThat(dialog).isHidden();
    }

    private static void goTo(Page page, SampleCentre centre, String path) {
        page.navigate(centre.address().resolve(path).toString());
        assertThat(page.locator("h1").first()).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
