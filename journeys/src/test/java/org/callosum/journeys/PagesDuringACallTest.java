package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An agent looks something up while a customer talks, doubts it, and reads it mended.
@ExtendWith(Journey.class)
class PagesDuringACallTest {
    private static final String NORTHLIGHT = "8002";
    private static final String EDWIN = "+442079460212";
    private static final double HUM_HERTZ = 500;

    @Test
    void aPageIsFoundInEitherScriptDoubtedAndMended(SampleCentre centre, Chromium browser) {
        try (var telephone = new Telephone()) {
            var desk = browser.humming(centre.address(), "en-GB", HUM_HERTZ);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, EDWIN, centre.sipPort());
            telephone.hum(leg, HUM_HERTZ);
            telephone.press(leg, "12"); // a fault, it is slow
            assertThat(Chromium.button(desk, "Accept")).isVisible();
            desk.keyboard().press("Alt+a");
            Chromium.hearEachOther(desk);

            var proposed = desk.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Pages for this contact"));
            assertThat(proposed.getByText("No connection at all")).isVisible();
            // traditional characters find what is written in simplified ones
            found(desk, "網速", "网速慢");
            desk.keyboard().press("Enter");
            assertThat(heading(desk, "Connection is slow")).isVisible();
            desk.keyboard().press("Alt+m"); // a key of the call works wherever the cursor is
            assertThat(Chromium.button(desk, "Unmute")).isVisible();
            desk.keyboard().press("Alt+m");
            // first letters of pinyin; a slip finds nothing and says so
            found(desk, "wfsw", "完全无法上网");
            desk.keyboard().press("Enter");
            assertThat(heading(desk, "No connection at all")).isVisible();
            desk.keyboard().press("Alt+PageUp");
            assertThat(heading(desk, "Connection is slow")).isVisible();
            nothingCovers(desk, Chromium.button(desk, "Hang up"));

            Chromium.button(desk, "Is this right?").click();
            assertThat(desk.getByText("Sent. The answer comes to your desk.")).isVisible();
            assertThat(desk.getByLabel("What seems wrong?")).isFocused();
            desk.keyboard().type("The router of 2019 has no second band.");
            desk.keyboard().press("Enter");
            assertThat(desk.getByText("Doubt raised, with your words")).isVisible();
            desk.keyboard().press("Alt+x");
            telephone.await(VoiceEvent.Ended.class);
            Chromium.chooseFirstDisposition(desk);

            answered(centre, browser);
            desk.reload();
            assertThat(desk.getByText("True for the old router; the page says so now."))
                    .isVisible();
        }
    }

    /// Whoever looks after pages answers the doubt.
    private static void answered(SampleCentre centre, Chromium browser) {
        var doors = Gallery.doors(centre);
        var author = Look.DAY.signedIn(browser, centre.address(), doors.administrator(), doors.administratorPassword());
        author.navigate(centre.address().resolve("/quality/page-care").toString());
        var doubt = author.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("The router of 2019 has no second band."));
        doubt.getByRole(AriaRole.TEXTBOX).fill("True for the old router; the page says so now.");
        doubt.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Answer"))
                .click();
        assertThat(doubt).isHidden();
    }

    private static void found(Page desk, String typed, String title) {
        desk.keyboard().press("Alt+q");
        desk.keyboard().type(typed);
        assertThat(desk.getByRole(AriaRole.OPTION).first()).containsText(title);
    }

    private static Locator heading(Page desk, String title) {
        return desk.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title));
    }

    private static void nothingCovers(Page desk, Locator button) {
        assertThat(button).isInViewport();
        var box = button.boundingBox();
        assertThat((Boolean) desk.evaluate(
                        "([x, y]) => document.elementFromPoint(x, y)?.closest('button') !== null",
                        List.of(box.x + box.width / 2, box.y + box.height / 2)))
                .as("the button itself is what a click would meet")
                .isTrue();
    }
}
