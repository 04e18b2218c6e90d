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
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.OneCall;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An order is taken in a call, by keys: its script leads, what is said fills its form, its result closes it.
/// The note by template that the queue asks for is begun by a key, and nobody finishes without it.
@ExtendWith(Journey.class)
class TaskJourneyTest {
    private static final String HARBOUR = "8001";
    private static final String HELEN = "+442079460223";
    private static final String ORDER = "HG-20555";
    private static final double HUM_HERTZ = 500;

    @Test
    void anOrderIsTakenByItsScriptAndTheRequiredNoteIsWritten(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var queue = administrator.get("queues?q=returns").path("items").path(0);
        var client = queue.path("clientId").asString();
        var rules = administrator.get("note-rules/" + client).path("rules");
        noteRules(
                administrator,
                client,
                List.of(Map.of("form", "note-order", "queue", queue.path("code").asString(), "required", true)));
        var records = Recorded.before(administrator, "Returns");
        var desk = browser.humming(centre.address(), "en-GB", HUM_HERTZ);
        Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
        try (var call = OneCall.own(HARBOUR, HELEN, "12", HUM_HERTZ, centre.sipPort())) {
            assertThat(Chromium.button(desk, "Accept")).isVisible();
            desk.keyboard().press("Alt+a");
            Chromium.hearEachOther(desk);
            taken(desk);
            led(desk);
            noteBegun(desk);
            call.hangUp();
            call.awaitEnd();
            finished(desk);
        } finally {
            noteRules(administrator, client, rules);
        }
        var made = administrator
                .get("cases?type=quick-order-harbour&q=kestrel+tray")
                .path("items")
                .path(0);
        Await.until(
                "the result closed the order",
                () -> administrator.get("cases/" + made.path("id").asString()),
                order -> order.path("result").asString("").equals("done")
                        && !order.path("closedAt").asString("").isEmpty()
                        && order.at("/answers/quantity/value").asInt() == 3);
        var contact = records.oneServedCall("customer").path("id").asString();
        assertThat(made.path("interactionId").asString()).isEqualTo(contact);
        assertThat(administrator.get("interactions/" + contact).toString()).contains("Wants three trays.");
    }

    private static void taken(Page desk) {
        desk.keyboard().press("Alt+w");
        var task = desk.getByRole(AriaRole.COMBOBOX, named("Which one"));
        assertThat(task).isFocused();
        desk.keyboard().type("Quick order");
        assertThat(desk.locator(".ant-select-item-option-active")).hasText("Quick order");
        desk.keyboard().press("Enter");
        // while the list is open, Tab is its own
        assertThat(task).hasAttribute("aria-expanded", "false");
        desk.keyboard().press("Tab");
        assertThat(desk.getByRole(AriaRole.TEXTBOX, named("In one line"))).isFocused();
        desk.keyboard().type("Three kestrel trays");
        desk.keyboard().press("Enter");
        assertThat(desk.getByText("Its script leads through it above")).isVisible();
    }

    private static void led(Page desk) {
        var script = desk.getByRole(AriaRole.REGION, named("Task: order"));
        assertThat(script.getByText("I take it down at once.")).isVisible();
        digit(desk, "1");
        write(desk, script, "Article or service", "kestrel tray");
        write(desk, script, "Quantity", "3");
        // that she is no new customer is known: it is only shown
        assertThat(script.locator(".script-known")).containsText("New customer");
        desk.keyboard().press("Alt+Enter");
        choose(desk, script, "Payment", "Invoice");
        desk.keyboard().press("Alt+Enter");
        assertThat(script.getByText("I read it back.")).isVisible();
        digit(desk, "1");
        choose(desk, script, "Order read back and confirmed", "Yes");
        desk.keyboard().press("Tab");
        // the order of now: that she has another one is no answer
        assertThat(script.getByLabel("Order number")).isFocused();
        desk.keyboard().type(ORDER);
        desk.keyboard().press("Alt+Enter");
        for (var said : List.of(
                "It is placed.",
                "Is there anything else",
                "Then I repeat in one sentence",
                "Thank you for your time")) {
            assertThat(script.getByText(said)).isVisible();
            digit(desk, "1");
        }
        assertThat(script.getByText("The script is over")).isVisible();
    }

    private static void noteBegun(Page desk) {
        desk.keyboard().press("Alt+Shift+n");
        var note = note(desk);
        assertThat(note.getByLabel("Order number")).isFocused();
        desk.keyboard().type(ORDER);
        desk.keyboard().press("Tab");
        desk.keyboard().type("Wants three trays.");
        desk.keyboard().press("Control+s");
        assertThat(note.getByText("All saved")).isVisible();
    }

    /// Not before the note is whole.
    private static void finished(Page desk) {
        assertThat(Chromium.button(desk, "Finish, go ready")).isVisible();
        desk.keyboard().press("Alt+1");
        desk.keyboard().press("Alt+f");
        var answer = note(desk).getByLabel("What was said");
        assertThat(answer).hasAttribute("aria-invalid", "true");
        assertThat(Chromium.button(desk, "Finish, go ready")).isVisible();
        answer.fill("They come on Friday.");
        desk.keyboard().press("Alt+f");
        assertThat(desk.getByText("You are ready").first()).isVisible();
    }

    private static Locator note(Page desk) {
        return desk.getByRole(AriaRole.REGION, named("Note: order or delivery"));
    }

    /// From the script's step to the first of its choices, which is taken.
    private static void choose(Page desk, Locator script, String label, String first) {
        var choices = script.getByRole(AriaRole.RADIOGROUP, new Locator.GetByRoleOptions().setName(label));
        assertThat(choices).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("Tab");
        desk.keyboard().press("Space");
        assertThat(choices.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(first)))
                .isChecked();
    }

    private static void digit(Page desk, String digit) {
        desk.keyboard().press("Alt+s");
        desk.keyboard().press(digit);
    }

    /// From the script's step to its first field, what was said into it, and on.
    private static void write(Page desk, Locator script, String label, String said) {
        var field = script.getByLabel(label);
        assertThat(field).isVisible();
        desk.keyboard().press("Alt+s");
        desk.keyboard().press("Tab");
        assertThat(field).isFocused();
        desk.keyboard().type(said);
        desk.keyboard().press("Alt+Enter");
    }

    private static void noteRules(Api administrator, String client, Object rules) {
        var now = administrator.get("note-rules/" + client);
        administrator.put(
                "note-rules/" + client, Map.of("version", now.path("version").asInt(), "rules", rules));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
