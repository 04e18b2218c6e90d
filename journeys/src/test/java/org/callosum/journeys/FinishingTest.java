package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Staff;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A difficult call from its mark to its follow-up: marked with a key, escalated in five steps, handed over to whoever
/// is responsible, and finished only when the next person knows what happened.
@ExtendWith(Journey.class)
class FinishingTest {
    private static final String NORTHLIGHT = "8002";
    private static final String PRIYA = "+442079460213";

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @Test
    void anEscalatedContactIsHandedOverWithItsNotesAndLeavesADatedFollowUp(SampleCentre centre, Chromium browser) {
        var ines = Staff.of(centre, "ines");
        try (var telephone = new Telephone()) {
            var amysDesk = browser.humming(centre.address(), "en-GB", 600);
            Chromium.beginWork(amysDesk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, PRIYA, centre.sipPort());
            telephone.hum(leg, 1_000);
            telephone.press(leg, "11");
            Chromium.button(amysDesk, "Accept").click();
            Chromium.hearEachOther(amysDesk);
            var inesDesk = browser.humming(centre.address(), "en-GB", 1_400);
            Chromium.beginWork(inesDesk, ines.account(), ines.password());

            // one key marks what the contact needs
            amysDesk.keyboard().press("Alt+Shift+6");
            assertThat(amysDesk.getByText("Let them finish. Name what you heard.", new Page.GetByTextOptions()))
                    .isVisible();

            // the mark is a sign by itself
            assertThat(amysDesk.getByText("The customer is very upset: consider escalating."))
                    .isVisible();
            amysDesk.keyboard().press("Alt+g");
            assertThat(amysDesk.getByRole(AriaRole.RADIO, named("Very upset seen in this contact")))
                    .isChecked();
            assertThat(Chromium.button(amysDesk, "Hang up")).isVisible(); // nothing covers the call
            amysDesk.keyboard().press("Control+Enter");
            amysDesk.getByRole(AriaRole.RADIO, named("Line and router Product desk"))
                    .check();
            amysDesk.keyboard().press("Control+Enter");
            assertThat(amysDesk.getByText("Say who will see to it", new Page.GetByTextOptions()))
                    .isVisible();
            Chromium.button(amysDesk, "Next Ctrl ⏎").click();
            amysDesk.getByRole(AriaRole.RADIO, named("Ask first, then hand over"))
                    .check();
            amysDesk.keyboard().press("Control+Enter");

            // attended: Ines is asked, and sees what is known before she says a word
            var search = amysDesk.getByRole(AriaRole.COMBOBOX, named("Colleague, queue or number"));
            search.fill("Ines");
            assertThat(amysDesk.getByRole(AriaRole.OPTION, named("Ines Marlow")))
                    .containsText("Free");
            search.press("Enter");
            assertThat(inesDesk.getByText("asks you about Priya Larkin")).isVisible();
            inesDesk.keyboard().press("Alt+a");
            assertThat(amysDesk.getByText("customer on hold").first()).isVisible();
            Chromium.hearEachOther(amysDesk, inesDesk);
            Chromium.button(amysDesk, "Hand over Alt O").click();
            assertThat(Chromium.button(inesDesk, "Transfer")).isVisible();
            assertThat(inesDesk.getByText("Escalated before it came to you")).isVisible();

            // Amy does not get away without the notes
            amysDesk.keyboard().press("Alt+1");
            amysDesk.keyboard().press("Alt+f");
            assertThat(amysDesk.getByText("so that nothing has to be told twice")
                            .first())
                    .isVisible();
            amysDesk.getByLabel("The situation, so that nothing need be told twice")
                    .fill("The line drops each evening.");
            amysDesk.getByLabel("What was tried").fill("Router restarted twice.");
            amysDesk.getByRole(AriaRole.CHECKBOX, named("The customer knows what happens next"))
                    .check();
            Chromium.button(amysDesk, "Keep the notes").click();
            assertThat(amysDesk.getByText("Everything the next person needs is there."))
                    .isVisible();
            amysDesk.keyboard().press("Alt+f");
            assertThat(amysDesk.locator(".idle")).isVisible();
            assertThat(inesDesk.getByText("The line drops each evening.")).isVisible();

            // Ines finishes with something left to do
            inesDesk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            inesDesk.getByRole(AriaRole.TEXTBOX, named("Notes")).first().fill("Engineer booked.");
            inesDesk.getByRole(AriaRole.RADIO, named("Pending resolved"))
                    .first()
                    .click();
            inesDesk.getByLabel("Until when")
                    .fill(LocalDateTime.now().plusDays(2).format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm")));
            inesDesk.getByLabel("What is still to do").fill("Ask whether the evening was quiet.");
            Chromium.button(inesDesk, "Finish, not ready").click();
            assertThat(inesDesk.locator(".idle")).isVisible();
        } finally {
            ines.session().send("POST", "desk/sign-out", null);
        }
        var administrator = centre.administrator();
        var followUp = Await.until(
                "the follow-up",
                () -> administrator
                        .get("cases?type=follow-up&open=true&sort=-createdAt")
                        .path("items")
                        .path(0),
                each -> each.path("notes").path(0).path("text").asString("").startsWith("Ask whether"));
        assertThat(followUp.path("ownerName").asString()).startsWith("Ines");
        var figures = administrator.get("reports/needs");
        assertThat(figures.path(0).path("code").asString()).isEqualTo("under-pressure");
    }
}
