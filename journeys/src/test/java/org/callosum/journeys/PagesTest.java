package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.callosum.journeys.house.Axe;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Fingers;
import org.callosum.journeys.house.Furniture;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Stop;
import org.callosum.journeys.house.Telephone;
import org.junit.jupiter.api.Test;

/// Every page, by day in English on a wide screen and by night in Chinese on a telephone.
class PagesTest {
    private static final String NORTHLIGHT = "8002";
    private static final String ROSALIND = "+442079460211";
    private static final double HUM_HERTZ = 440;
    private static final Path PICTURES = Path.of("target", "pages");

    /// axe-core finds nothing against WCAG 2.2 A and AA, nothing is wider than the screen, a finger hits what it wants.
    /// What each page looked like lies in `target/pages`.
    @Test
    void everyPageCanBeReadAndReached() {
        var findings = new ArrayList<String>();
        var seen = new ArrayList<String>();
        try (var centre = SampleCentre.start();
                var browser = new Chromium();
                var telephone = new Telephone()) {
            Furniture.bring(centre.administrator());
            Gallery.Caller rosalind = () -> {
                var leg = telephone.call(NORTHLIGHT, ROSALIND, centre.sipPort());
                telephone.hum(leg, HUM_HERTZ);
                telephone.press(leg, "11");
            };
            Gallery.walk(Gallery.doors(centre), browser, rosalind, new Gallery.Visitor() {
                @Override
                public void see(String name, Look look, Page page) {
                    seen.add(name);
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(name + "." + look.suffix() + ".png")));
                    findings.addAll(Axe.findings(page, name + " " + look.suffix()));
                    if (look.onAPhone()) {
                        findings.addAll(Fingers.findings(page, name));
                    }
                }

                @Override
                public void missed(String name, Look look, Throwable why) {
                    findings.add("%s %s: not reached: %s".formatted(name, look.suffix(), why.getMessage()));
                }
            });
            keysAlone(browser, centre, findings);
        }
        assertThat(findings).isEmpty();
        assertThat(seen).hasSizeGreaterThan(2 * Stop.all().size());
    }

    /// A list's main act, a record, and the way back, without a mouse.
    private static void keysAlone(Chromium browser, SampleCentre centre, List<String> findings) {
        var doors = Gallery.doors(centre);
        var page = Look.DAY.signedIn(browser, centre.address(), doors.administrator(), doors.administratorPassword());
        for (var path : List.of("/desk/customers", "/people/agents", "/settings/queues", "/settings/numbers")) {
            page.navigate(centre.address().resolve(path).toString());
            var row = page.locator(".list-open").first();
            PlaywrightAssertions.assertThat(row).isVisible();
            page.keyboard().press("/");
            PlaywrightAssertions.assertThat(page.locator("#list-search")).isFocused();
            reach(page, ".list-open");
            if (!outlined(page)) {
                findings.add(path + ": the focus of a row cannot be seen");
            }
            page.keyboard().press("Enter");
            PlaywrightAssertions.assertThat(page.locator(".record .record-body"))
                    .isVisible();
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator(".record .record-body"))
                    .isHidden();
            PlaywrightAssertions.assertThat(row).isFocused();
            page.keyboard().press("Alt+c");
            PlaywrightAssertions.assertThat(page.locator(".record .record-body"))
                    .isVisible();
            page.keyboard().press("Escape");
            PlaywrightAssertions.assertThat(page.locator(".record .record-body"))
                    .isHidden();
        }
        page.context().close();
    }

    private static void reach(Page page, String what) {
        for (int tabs = 0; tabs < 30; tabs++) {
            if ((boolean) page.evaluate("what => document.activeElement.matches(what)", what)) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(what + " is not reached by Tab on " + page.url());
    }

    private static boolean outlined(Page page) {
        return (boolean) page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'");
    }
}
