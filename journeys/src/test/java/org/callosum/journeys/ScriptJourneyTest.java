package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.OneCall;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// An agent is led through a script by keyboard while they talk: a service is asked beside it, what is known is only
/// shown, what the customer tells is filled in once, and its result stands first at wrap-up.
@ExtendWith(Journey.class)
class ScriptJourneyTest {
    private static final String HARBOUR = "8001";
    private static final String HELEN = "+442079460223";
    private static final double HUM_HERTZ = 500;
    private static final String SCRIPT = """
            flow: journey-return
            kind: script
            name: {en: A return}
            start: what
            steps:
              what:
                ask:
                  say: {en: What would you like to return?}
                  replies:
                    - {label: {en: Something else}, next: stock}
                    - {label: {en: Tea}, next: stock}
                tone: {en: Friendly and brief}
              stock:
                lookup: {url: "https://stock.callosum.invalid/tea", timeout: 10s}
                next: who
                failed: who
              who:
                fill: {form: line-details, items: [customer-name, phone-number, since], say: {en: Since when?}}
                next: parcel
              parcel: {tell: {say: {en: Please put the label on the parcel.}}, next: result}
              result: {propose: journey-returned, next: bye}
              bye: {closing: {say: {en: Thank you for calling}}}
            """;

    @Test
    void aScriptLeadsThroughACallByKeysAndItsResultStandsFirst(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        brought(administrator);
        var records = Recorded.before(administrator, "Returns");
        var desk = browser.humming(centre.address(), "en-GB", HUM_HERTZ);
        Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
        try (var call = OneCall.own(HARBOUR, HELEN, "12", HUM_HERTZ, centre.sipPort())) {
            assertThat(Chromium.button(desk, "Accept")).isVisible();
            desk.keyboard().press("Alt+a");
            Chromium.hearEachOther(desk);
            led(desk);
            assertThat(desk.locator(".script-filled")).containsText("Monday");
            var proposed = desk.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Probably"));
            assertThat(proposed.getByRole(AriaRole.BUTTON).first()).hasText("Returned in a journey");
            desk.keyboard().press("Alt+x");
            call.awaitEnd();
            assertThat(proposed.getByRole(AriaRole.BUTTON).first()).isVisible();
            proposed.getByRole(AriaRole.BUTTON).first().click();
            assertThat(desk.locator(".script-filled")).containsText("Monday");
            Chromium.button(desk, "Finish, go ready").click();
            assertThat(desk.getByText("You are ready").first()).isVisible();
        }
        var contact = records.oneServedCall("agent");
        assertThat(administrator
                        .get("interactions/" + contact.path("id").asString() + "/told")
                        .findValuesAsString("en"))
                .contains("Monday");
        assertThat(administrator
                        .get("reports/scripts")
                        .valueStream()
                        .filter(row -> row.path("script").asString().equals("journey-return"))
                        .mapToLong(row -> row.at("/completed/part").asLong())
                        .sum())
                .isOne();
    }

    /// From the first question to the end, without the mouse.
    private static void led(Page desk) {
        var script = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("A return"));
        assertThat(script.getByText("What would you like to return?")).isVisible();
        assertThat(script.getByText("Friendly and brief")).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("2");
        // the name cannot be resolved, so the answer is soon that there is none; the script goes on by itself
        var since = field(script, "Since when");
        assertThat(since).isVisible();
        assertThat(desk.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Asked of services")))
                .containsText("no answer in time");
        assertThat(script.getByText("already known").first()).isVisible();
        assertThat(field(script, "Name")).isHidden();
        since.focus();
        desk.keyboard().type("Monday");
        // what was not sent yet is there after a reload, and the call goes on
        desk.reload();
        assertThat(since).hasValue("Monday");
        assertThat(Chromium.button(desk, "Hang up")).isVisible();
        desk.keyboard().press("Alt+Enter");
        assertThat(script.getByText("Please put the label on the parcel.")).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("Backspace");
        // one step back: what was filled in is known by now
        assertThat(script.locator(".script-known")).containsText("Monday");
        assertThat(since).isHidden();
        desk.keyboard().press("Alt+Enter");
        assertThat(script.getByText("Please put the label on the parcel.")).isVisible();
        desk.keyboard().press("Alt+l"); // to any step by its words
        desk.keyboard().type("thank");
        desk.keyboard().press("Escape");
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("1");
        assertThat(script.getByText("Thank you for calling")).isVisible();
        desk.keyboard().press("1");
        assertThat(script.getByText("The script is over")).isVisible();
    }

    private static Locator field(Locator script, String label) {
        return script.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName(label));
    }

    /// The script, the result that it proposes, and the queue in which it leads.
    private static void brought(Api administrator) {
        var queue = only(administrator.get("queues?size=200"), "Returns");
        var client = queue.path("clientId").asString();
        administrator.post(
                "dispositions",
                Map.of(
                        "code",
                        "journey-returned",
                        "name",
                        Map.of("en", "Returned in a journey"),
                        "group",
                        Map.of("en", "Returns"),
                        "clientId",
                        client,
                        "queueIds",
                        List.of(queue.path("id").asString())));
        administrator.post(
                "flows",
                Map.of(
                        "code",
                        "journey-return",
                        "name",
                        Map.of("en", "A return"),
                        "clientId",
                        client,
                        "yaml",
                        SCRIPT,
                        "reason",
                        "journey"));
        administrator.post("flows/journey-return/versions/1/approve", Map.of("reason", "journey"));
        var rules = administrator.get("script-rules/" + client);
        administrator.put(
                "script-rules/" + client,
                Map.of(
                        "version",
                        rules.path("version").asInt(),
                        "rules",
                        List.of(Map.of("script", "journey-return", "queue", "harbour-returns"))));
    }

    private static JsonNode only(JsonNode page, String name) {
        return page.path("items")
                .valueStream()
                .filter(each -> each.at("/name/en").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + name + " in " + page));
    }
}
