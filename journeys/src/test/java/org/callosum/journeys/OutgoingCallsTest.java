package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.OutsideLine;
import org.callosum.journeys.house.PromisedCall;
import org.callosum.journeys.house.Recorded;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Stereo;
import org.callosum.journeys.house.Telephone;
import org.callosum.journeys.house.Tone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// An agent in a browser calls customers: from their record, and back who was promised it. Their telephones are real.
@ExtendWith(Journey.class)
class OutgoingCallsTest {
    private static final String NORTHLIGHT = "8002";
    private static final String EDWIN = "+442079460212";
    private static final double CUSTOMERS_HUM = 1_000;
    private static final double AGENTS_HUM = 600;

    @Test
    void aCustomerIsCalledFromTheirRecord(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var from = Instant.now();
        try (var telephone = Telephone.reachable();
                var _ = OutsideLine.to(telephone, administrator)) {
            var customer = administrator
                    .get("customers?q=" + EDWIN.substring(1))
                    .path("items")
                    .path(0)
                    .path("id")
                    .asString();
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            desk.navigate(centre.address()
                    .resolve("/desk/customers?record=" + customer)
                    .toString());
            calls(desk, "Call " + EDWIN);
            var ring = telephone.await(VoiceEvent.IncomingCall.class);
            assertThat(desk.getByText("it rings…").first()).isVisible();
            assertThat(Chromium.button(desk, "Hold")).isHidden();
            telephone.answer(ring.leg());
            telephone.await(VoiceEvent.Answered.class);
            telephone.hum(ring.leg(), CUSTOMERS_HUM);
            assertThat(desk.getByText("it rings…")).isHidden();
            Chromium.hearEachOther(desk);
            telephone.hangUp(ring.leg());
            Chromium.chooseFirstDisposition(desk);
        }
        var row = outgoing(centre, from, "handled");
        assertThat(row.path("from").asString()).isEqualTo(EDWIN);
        var interaction = administrator.get("interactions/" + row.path("id").asString());
        assertThat(Recorded.steps(interaction))
                .containsSubsequence("conversation-started", "called-out", "call-out-reached", "ended", "wrapped-up");
        var recording = interaction.path("recordings");
        assertThat(recording).hasSize(1);
        var sound = Stereo.of(
                administrator.bytes("recordings/" + recording.path(0).path("id").asString() + "/audio"));
        assertThat(loudest(sound.left(), CUSTOMERS_HUM))
                .as("the customer on the left")
                .isGreaterThan(0.8);
        assertThat(loudest(sound.right(), AGENTS_HUM))
                .as("the agent on the right")
                .isGreaterThan(0.8);
    }

    @Test
    void aCustomerIsCalledFromACaseAndTheNextCallerComesIn(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var from = Instant.now();
        try (var telephone = Telephone.reachable();
                var caller = new Telephone();
                var _ = OutsideLine.to(telephone, administrator)) {
            var customer = administrator
                    .get("customers?q=" + EDWIN.substring(1))
                    .path("items")
                    .path(0);
            var work = administrator.post(
                    "cases",
                    Map.of(
                            "type",
                            "call-back",
                            "reason",
                            "promised",
                            "clientId",
                            customer.path("clientId").asString(),
                            "customerId",
                            customer.path("id").asString(),
                            "subject",
                            "Tell him when the engineer comes"));
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            desk.navigate(centre.address()
                    .resolve("/desk/cases?record=" + work.path("id").asString())
                    .toString());
            calls(desk, "Call");
            var ring = telephone.await(VoiceEvent.IncomingCall.class);
            telephone.answer(ring.leg());
            telephone.await(VoiceEvent.Answered.class);
            telephone.hum(ring.leg(), CUSTOMERS_HUM);
            Chromium.hearEachOther(desk);

            // somebody calls meanwhile and waits for the one agent there is
            var leg = caller.call(NORTHLIGHT, "+442079460398", centre.sipPort());
            caller.hum(leg, CUSTOMERS_HUM);
            caller.press(leg, "112");
            Await.until("they wait", () -> waiting(centre) == 1);
            desk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.finishWrapUp(desk);
            Chromium.button(desk, "Accept").first().click();
            Chromium.hearEachOther(desk);
            caller.hangUp(leg);
            Chromium.chooseFirstDisposition(desk);
        }
        var both = administrator.get("interactions?from=" + from).path("items");
        assertThat(both).extracting(each -> each.path("direction").asString()).containsExactlyInAnyOrder("out", "in");
        assertThat(both).extracting(each -> each.path("outcome").asString()).containsOnly("handled");
        assertThat(both)
                .as("by the same agent")
                .extracting(each -> each.path("agentName").asString())
                .containsOnly(both.path(0).path("agentName").asString());
    }

    @Test
    void aBusyCustomerEndsInWordsAndWrapUp(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        var from = Instant.now();
        try (var telephone = Telephone.reachable();
                var _ = OutsideLine.to(telephone, administrator)) {
            var customer = administrator
                    .get("customers?q=" + EDWIN.substring(1))
                    .path("items")
                    .path(0)
                    .path("id")
                    .asString();
            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            desk.navigate(centre.address()
                    .resolve("/desk/customers?record=" + customer)
                    .toString());
            calls(desk, "Call " + EDWIN);
            telephone.reject(telephone.await(VoiceEvent.IncomingCall.class).leg(), 486);
            assertThat(desk.getByText("the line was busy").first()).isVisible();
            Chromium.chooseFirstDisposition(desk);
        }
        outgoing(centre, from, "not-reached");
    }

    /// @param button that offers the call
    private static void calls(Page desk, String button) {
        desk.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
        var dialog = desk.getByRole(AriaRole.DIALOG).last();
        dialog.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName("Reason"))
                .click();
        desk.locator(".ant-select-item-option-content")
                .getByText("News about a case")
                .click();
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Call").setExact(true))
                .click();
    }

    private static JsonNode outgoing(SampleCentre centre, Instant from, String outcome) {
        var row = Await.until(
                "the call in the history",
                () -> centre.administrator()
                        .get("interactions?from=" + from)
                        .path("items")
                        .path(0),
                each -> each.path("outcome").asString("").equals(outcome));
        assertThat(row.path("direction").asString()).isEqualTo("out");
        return row;
    }

    /// The largest share of this tone in any half second.
    private static double loudest(short[] samples, double hertz) {
        double most = 0;
        int part = Tone.RATE / 2;
        for (int i = 0; i + part <= samples.length; i += part) {
            most = Math.max(most, Tone.share(Arrays.copyOfRange(samples, i, i + part), hertz));
        }
        return most;
    }

    @Test
    void whoWasPromisedACallBackIsCalledAndKeptThePlace(SampleCentre centre, Chromium browser) {
        var administrator = centre.administrator();
        try (var telephone = Telephone.reachable();
                var later = new Telephone();
                var _ = OutsideLine.to(telephone, administrator)) {
            var promise = PromisedCall.of(centre, telephone, NORTHLIGHT, EDWIN, "12");
            later.press(later.call(NORTHLIGHT, "+442079460399", centre.sipPort()), "112"); // nobody we know: no points
            Await.until("the second waits, too", () -> waiting(centre) == 2);

            var desk = browser.humming(centre.address(), "en-GB", AGENTS_HUM);
            Chromium.beginShift(desk, centre.agent(), centre.agentPassword());
            Chromium.button(desk, "Go ready").first().click();
            Chromium.button(desk, "Accept").first().click();
            var ring = telephone.await(VoiceEvent.IncomingCall.class);
            assertThat(desk.getByText("Call-back: it rings…").first()).isVisible();
            assertThat(Chromium.button(desk, "Hold")).isHidden();
            telephone.answer(ring.leg());
            telephone.await(VoiceEvent.Answered.class);
            telephone.hum(ring.leg(), CUSTOMERS_HUM);
            Chromium.hearEachOther(desk);
            telephone.hangUp(ring.leg());
            Chromium.finishWrapUp(desk);
            assertThat(promise.has(administrator, "call-back-reached")).isTrue();
            assertThat(Chromium.button(desk, "Accept").first()).isVisible(); // now it is the second's turn
        }
    }

    private static int waiting(SampleCentre centre) {
        for (var queue : centre.administrator().get("floor").path("queues")) {
            if (queue.path("name").path("en").asString().equals("Faults")) {
                return queue.path("waiting").asInt();
            }
        }
        throw new AssertionError("no queue for faults");
    }
}
