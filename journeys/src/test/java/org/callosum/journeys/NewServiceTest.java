package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Settings;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A new service from nothing, in the browser alone: a form, the type of case that asks it, the script that fills it, a
/// queue, the flow and the number that lead there. Then a customer calls, and their case is opened and closed.
@ExtendWith(Journey.class)
class NewServiceTest {
    private static final String NUMBER = "8091";
    private static final String CUSTOMER = "+442079460233";
    private static final double HUM_HERTZ = 440;
    private static final Pattern CASE_PAGE = Pattern.compile(".*/desk/cases/\\d+.*");

    @Test
    void anAdministratorMakesAServiceAndTheNextCallerIsServedByIt(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var doors = Gallery.doors(centre);
        var page = Look.DAY.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
        try (var _ = Chromium.record(page, "new-service-made")) {
            var settings = new Settings(page, centre.address());
            form(settings);
            type(settings);
            script(settings, administrator);
            queue(settings);
            flowAndNumber(settings);
            forTheQueue(settings, administrator);
        }
        var desk = browser.humming(centre.address(), "en-GB", HUM_HERTZ);
        try (var _ = Chromium.record(desk, "new-service-used");
                var telephone = new Telephone()) {
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            served(centre, desk, telephone);
            closed(centre, desk);
        }
    }

    private static void form(Settings settings) {
        var page = settings.open("forms");
        settings.begin("New form", "Warranty claim", "warranty-claim");
        item(settings, "Yes or no", "Is there a receipt?");
        item(settings, "Line of text", "What broke?");
        page.getByLabel("Must be answered").check();
        // what the form's author sees is what the case's owner will see
        assertThat(page.getByRole(AriaRole.RADIOGROUP, new Page.GetByRoleOptions().setName("Is there a receipt?")))
                .isVisible();
        settings.putLive("two questions");
    }

    private static void item(Settings settings, String kind, String label) {
        var page = settings.page();
        settings.button("Add an item").click();
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(kind).setExact(true))
                .click();
        page.getByLabel("Question or label").fill(label);
    }

    private static void type(Settings settings) {
        settings.open("case-types");
        settings.begin("New case type", "Warranty", "warranty");
        settings.choose("Form with its fields", "Warranty claim");
        settings.putLive("with its form");
    }

    private static void script(Settings settings, Api administrator) {
        var page = settings.open("flows");
        settings.beginFlow("Warranty talk", "warranty-talk", "Leads an agent through a conversation");
        settings.step("hello").click();
        page.getByLabel("What is said: English").fill("You have reached the warranty desk. What is the matter?");

        settings.insert("Fill in");
        settings.choose("Form", "Warranty claim");
        settings.tick("Items", "Is there a receipt?", "What broke?");
        settings.insert("Open a case");
        settings.choose("Kind of case", "Warranty");
        settings.putLive("as we say it");
        assertThat(administrator.get("flows/warranty-talk").path("yaml").asString())
                .containsSubsequence(
                        "next: fill",
                        "items: [is-there-a-receipt, what-broke]}, next: open-case}",
                        "open-case: {type: warranty}, next: end}");
    }

    private static void queue(Settings settings) {
        settings.open("queues");
        settings.button("New queue").click();
        settings.write("code", "warranty");
        settings.name("Warranty");
        settings.pick(settings.field("clientId"), "Harbour Goods");
        settings.pick(settings.field("siteId"), "London");
        settings.keep();
    }

    private static void flowAndNumber(Settings settings) {
        settings.open("flows");
        settings.beginFlow("Warranty line", "warranty-line", "Meets who has just arrived");
        settings.step("hello").click();
        settings.insert("Queue");
        settings.choose("Queue", "Warranty");
        settings.choose("Otherwise", "bye");
        settings.putLive("to the new queue");

        settings.open("numbers");
        settings.button("New number").click();
        settings.write("number", NUMBER);
        settings.name("Warranty");
        settings.pick(settings.field("clientId"), "Harbour Goods");
        settings.pick(settings.field("flowCode"), "Warranty line");
        settings.keep();
    }

    private static void forTheQueue(Settings settings, Api administrator) {
        var page = settings.open("scripts");
        settings.button("Add a line").click();
        settings.pick(
                page.getByLabel("Queue", new Page.GetByLabelOptions().setExact(true))
                        .last(),
                "Warranty");
        settings.pick(
                page.getByLabel("Script", new Page.GetByLabelOptions().setExact(true))
                        .last(),
                "Warranty talk");
        // the first line that fits decides, so the new one comes before the one for every queue
        settings.button("Line 2 earlier").click();
        settings.button("Save").first().click();
        var client = administrator
                .get("queues?q=warranty")
                .path("items")
                .path(0)
                .path("clientId")
                .asString();
        Await.until(
                "the rule is stored",
                () -> administrator.get("script-rules/" + client),
                rules -> rules.toString().contains("warranty-talk"));
    }

    /// The call: said, filled in and opened by keys alone.
    private static void served(SampleCentre centre, Page desk, Telephone telephone) {
        var leg = telephone.call(NUMBER, CUSTOMER, centre.sipPort());
        telephone.hum(leg, HUM_HERTZ);
        desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Incoming call · Warranty"))
                .waitFor();
        desk.keyboard().press("Alt+a");
        Chromium.hearEachOther(desk);

        var script = desk.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Warranty talk"));
        assertThat(script.getByText("You have reached the warranty desk.")).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("1");
        var receipt =
                script.getByRole(AriaRole.RADIOGROUP, new Locator.GetByRoleOptions().setName("Is there a receipt?"));
        assertThat(receipt).isVisible();
        desk.keyboard().press("Tab");
        desk.keyboard().press("Space");
        assertThat(receipt.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName("Yes")))
                .isChecked();
        // behind the answer lies what takes it back
        desk.keyboard().press("Tab");
        desk.keyboard().press("Tab");
        assertThat(script.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("What broke?")))
                .isFocused();
        desk.keyboard().type("the lid of the kettle");
        desk.keyboard().press("Alt+Enter");
        assertThat(script.getByText("Open the case")).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("1");
        assertThat(script.getByText("Thank you for calling.")).isVisible();
        desk.keyboard().press("1");
        assertThat(script.getByText("The script is over")).isVisible();

        telephone.hangUp(leg);
        telephone.await(VoiceEvent.Ended.class);
        // nobody has given the new queue any dispositions yet
        Chromium.button(desk, "Finish, go ready").click();
        assertThat(desk.getByText("You are ready").first()).isVisible();
    }

    /// The case that came of it: what was said stands in it, and it is brought to its end.
    private static void closed(SampleCentre centre, Page desk) {
        var made = centre.administrator()
                .get("cases?type=warranty&open=true")
                .path("items")
                .path(0);
        var id = made.path("id").asString();
        assertThat(made.path("interactionId").asString("")).isNotEmpty();
        desk.navigate(centre.address().resolve("/desk/cases/" + id).toString());
        desk.waitForURL(CASE_PAGE);
        assertThat(desk.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("What broke?")))
                .hasValue("the lid of the kettle");
        Chromium.button(desk, "In progress").click();
        Chromium.button(desk, "Done").click();
        Await.until(
                "the case is closed",
                () -> centre.administrator().get("cases/" + id),
                stored -> !stored.path("closedAt").asString("").isEmpty());
    }
}
