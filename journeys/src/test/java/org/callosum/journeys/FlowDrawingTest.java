package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A flow is drawn by mouse and keys, put live, and a call follows it.
@ExtendWith(Journey.class)
class FlowDrawingTest {
    private static final String NUMBER = "8077";
    private static final String CALLER = "+442079460471";
    private static final String STARTER = """
            # drawn in a journey
            flow: drawn
            name: {en: Drawn}
            start: hello
            steps:
              hello: {play: welcome, next: bye}   # kept as it is
              bye: {hang-up: }
            """;

    @Test
    void aMenuWithTwoBranchesIsDrawnPutLiveAndFollowedByACall(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var client =
                administrator.get("clients").path("items").path(0).path("id").asString();
        administrator.post(
                "flows",
                Map.of(
                        "code",
                        "drawn",
                        "name",
                        Map.of("en", "Drawn"),
                        "clientId",
                        client,
                        "yaml",
                        STARTER,
                        "reason",
                        "begun"));
        var doors = Gallery.doors(centre);
        var page = Look.DAY.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
        page.navigate(centre.address().resolve("/settings/flows/drawn").toString());
        var hello = step(page, "hello");
        assertThat(hello).isVisible();

        // by keys: a menu behind the greeting
        hello.click();
        page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Find a kind of step"))
                .fill("menu");
        page.keyboard().press("Enter");
        assertThat(step(page, "menu")).isVisible();
        page.getByLabel("Question: English").fill("For news press one, to end press two.");
        page.getByLabel("Name: English").nth(0).fill("News");
        page.getByLabel("Name: English").nth(1).fill("End");

        // by mouse: a new step let go on the canvas, and two connections drawn
        var play = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Play").setExact(true));
        page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Find a kind of step"))
                .fill("");
        play.dragTo(page.locator(".react-flow__pane"), new Locator.DragToOptions().setTargetPosition(320, 420));
        assertThat(step(page, "play")).isVisible();
        page.getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions().setName("Play 1").setExact(true))
                .fill("message-saved");
        page.keyboard().press("Enter");
        button(page, "Show all").click();
        draw(page, "menu", "menu/options/0/next", "play");
        draw(page, "play", "next", "bye");

        // by keys: the second branch is chosen from a list
        step(page, "menu").click();
        var ways = page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Next"));
        ways.nth(1).fill("bye");
        page.keyboard().press("Enter");

        button(page, "Save as new draft").click();
        page.getByLabel("Reason").fill("a menu with two branches");
        button(page, "Save").last().click();
        var live = button(page, "Put version 2 live");
        assertThat(live).isEnabled();
        var saved = administrator.get("flows/drawn");
        assertThat(saved.path("findings")).isEmpty();
        assertThat(saved.path("yaml").asString())
                .startsWith("# drawn in a journey\nflow: drawn\n")
                .contains("  hello: {play: welcome, next: menu}   # kept as it is\n")
                .contains("label: {en: News}, next: play}")
                .contains("label: {en: End}, next: bye}")
                .contains("\n  bye: {hang-up: }\n");
        live.click();
        page.getByLabel("Reason").fill("drawn and read");
        button(page, "Save").last().click();
        assertThat(page.getByText("Live version 2")).isVisible();

        administrator.post(
                "entry-points",
                Map.of(
                        "number",
                        NUMBER,
                        "name",
                        Map.of("en", "Drawn"),
                        "clientId",
                        client,
                        "flowCode",
                        "drawn",
                        "language",
                        "en"));
        assertThat(ledBy(centre, administrator)).containsSubsequence("hello", "menu", "play", "bye");
    }

    @Test
    void aDraftNobodySavedIsHeardInTheBrowserAndIsNoContact(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        int before = administrator.get("interactions").path("total").asInt();
        var doors = Gallery.doors(centre);
        var page = Look.DAY.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
        page.navigate(
                centre.address().resolve("/settings/flows/northlight-main").toString());
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Try it"))
                .click();
        button(page, "Begin by voice").click();
        var log = page.getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName("By voice"));
        assertThat(log).containsText("welcome");
        Chromium.hearEachOther(page);
        var keys = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Keys"));
        keys.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("1").setExact(true))
                .click();
        assertThat(log).containsText("Key 1");
        button(page, "The caller hangs up").click();
        assertThat(log).containsText("The call is over");
        assertThat(administrator.get("interactions").path("total").asInt()).isEqualTo(before);
        assertThat(administrator.get("audit").path("items").findValuesAsString("action"))
                .contains("flow-test-called");
    }

    /// A call that presses one at the menu; the steps it was led through.
    private static List<String> ledBy(SampleCentre centre, Api administrator) {
        try (var telephone = new Telephone()) {
            var leg = telephone.call(NUMBER, CALLER, centre.sipPort());
            Await.until("the caller at the menu", () -> steps(administrator), each -> each.contains("menu"));
            telephone.press(leg, "1");
            telephone.await(VoiceEvent.Ended.class);
        }
        return Await.until("the way of the call", () -> steps(administrator), each -> each.contains("bye"));
    }

    private static List<String> steps(Api administrator) {
        var found = administrator
                .get("interactions?q=" + CALLER.substring(1))
                .path("items")
                .path(0)
                .path("id")
                .asString("");
        return found.isEmpty()
                ? List.of()
                : administrator
                        .get("interactions/" + found)
                        .path("timeline")
                        .valueStream()
                        .filter(each -> each.path("type").asString().equals("step-entered"))
                        .map(each -> each.path("data").path("step").asString())
                        .toList();
    }

    private static Locator step(Page page, String id) {
        return page.locator(".react-flow__node[data-id='" + id + "'] .step-head");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Draws a line from a way out of one step to the way into another, as a hand would.
    private static void draw(Page page, String from, String way, String to) {
        var out = page.locator(
                ".react-flow__node[data-id='" + from + "'] .react-flow__handle[data-handleid='" + way + "']");
        var in = page.locator(".react-flow__node[data-id='" + to + "'] .react-flow__handle.target");
        var start = out.boundingBox();
        var end = in.boundingBox();
        page.mouse().move(start.x + start.width / 2, start.y + start.height / 2);
        page.mouse().down();
        page.mouse().move(end.x - 20, end.y + 10);
        page.mouse().move(end.x + end.width / 2, end.y + end.height / 2);
        page.mouse().up();
        assertThat(page.locator(".react-flow__edge[aria-label='From " + from + " to " + to + "']"))
                .hasCount(1);
    }
}
