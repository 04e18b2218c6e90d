package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;

/// Pictures for the documents, taken on the way when `-Dcallosum.pictures=true`.
public final class Pictures {
    private static final boolean WANTED = Boolean.getBoolean("callosum.pictures");
    private static final Path FOLDER = Path.of("..", "docs", "pictures");

    private Pictures() {}

    /// The desk during a call, in two languages; it speaks English afterwards.
    public static void ofDesk(Page desk) {
        if (WANTED) {
            desk.mouse().move(700, 800);
            PlaywrightAssertions.assertThat(desk.getByRole(AriaRole.TOOLTIP)).isHidden();
            take(desk, "desk");
            speak(desk, "Language", "简体中文");
            take(desk, "desk.zh-Hans");
            speak(desk, "语言", "English");
        }
    }

    /// The queue board, and an interaction with the wave of its recording, as an administrator sees them.
    public static void ofRecords(Chromium browser, SampleCentre centre, String interaction) {
        if (WANTED) {
            var page = browser.person(centre.address().resolve("/floor"), "en-GB");
            Chromium.signIn(page, "admin", SampleCentre.NEW_PASSWORD);
            PlaywrightAssertions.assertThat(page.getByText("Faults").first()).isVisible();
            take(page, "board");
            page.navigate(centre.address()
                    .resolve("/insight/interactions/" + interaction)
                    .toString());
            PlaywrightAssertions.assertThat(Chromium.button(page, "Back 5 seconds"))
                    .isVisible();
            take(page, "interaction");
        }
    }

    private static void speak(Page desk, String menu, String language) {
        Chromium.button(desk, menu).click();
        desk.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(language))
                .click();
        PlaywrightAssertions.assertThat(
                        desk.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(language)))
                .isHidden();
        desk.mouse().move(700, 800);
    }

    private static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
