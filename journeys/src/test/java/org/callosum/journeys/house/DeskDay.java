package org.callosum.journeys.house;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.function.BiConsumer;

/// One call at the agent's desk, from before the shift to the wrap-up, worked by keys wherever the desk has
/// keys, in whatever language it speaks.
public final class DeskDay {
    private static final double OFFER_PATIENCE_MILLIS = 120_000;

    private DeskDay() {}

    /// @param caller brings the call
    /// @param see shown each scene by name: `desk-signed-out`, `desk-ready`, `desk-ringing`, `desk-talking`,
    ///     `desk-keypad`, `desk-wrap-up`
    public static void work(Page desk, Runnable caller, BiConsumer<String, Page> see) {
        var address = URI.create(desk.url());
        desk.navigate(address.resolve("/desk").toString());
        visible(desk.locator(".idle[data-presence=signed-out] .presence-signin"));
        Stop.settled(desk);
        see.accept("desk-signed-out", desk);

        desk.locator(".idle .presence-signin button.ant-btn-primary").click();
        visible(desk.locator(".phone-button [data-sound=connected]"));
        desk.keyboard().press("Alt+r");
        visible(desk.locator(".idle[data-presence=ready]"));
        Stop.settled(desk);
        see.accept("desk-ready", desk);

        caller.run();
        PlaywrightAssertions.assertThat(desk.locator(".offer"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(OFFER_PATIENCE_MILLIS));
        see.accept("desk-ringing", desk);
        desk.keyboard().press("Alt+a");
        visible(desk.locator(".controls"));
        Stop.settled(desk);
        see.accept("desk-talking", desk);
        desk.keyboard().press("Alt+k");
        visible(desk.locator(".keypad"));
        Stop.settled(desk);
        see.accept("desk-keypad", desk);
        desk.keyboard().press("Alt+k");
        PlaywrightAssertions.assertThat(desk.locator(".keypad")).isHidden();

        desk.keyboard().press("Alt+x");
        visible(desk.locator(".wrap-acts"));
        desk.keyboard().press("Alt+1");
        see.accept("desk-wrap-up", desk);
        // not ready, so that in a busy centre no further call comes in between
        desk.locator(".wrap-acts button").nth(1).click();
        visible(desk.locator(".idle[data-presence=not-ready]"));
        desk.locator(".presence-out").click();
        visible(desk.locator(".idle[data-presence=signed-out]"));
    }

    private static void visible(Locator what) {
        PlaywrightAssertions.assertThat(what).isVisible();
    }
}
