package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is seen for moments only, and by no address: a notice after an act, a question in front of a page, the first
/// page of
/// a house where nothing is set up yet.
public final class Moments {
    private static final Pattern ONE_TIME = Pattern.compile("First administrator: (\\S+)\\s+one-time password: (\\S+)");

    private Moments() {}

    /// In a centre at work; changes nothing that the next look would see.
    public static void ofAHouse(Gallery.Doors doors, Chromium browser, Look look, Gallery.Visitor visitor) {
        var page = look.signedIn(browser, doors.address(), doors.administrator(), doors.administratorPassword());
        try {
            ofAHouse(page, look, visitor);
        } catch (AssertionError | PlaywrightException why) {
            visitor.missed("moments", look, why);
        }
        page.context().close();
    }

    private static void ofAHouse(Page page, Look look, Gallery.Visitor visitor) {
        goTo(page, "/insight/interactions?outcome=handled");
        page.locator(".list-open").first().click();
        page.waitForURL(url -> url.matches(".*/interactions/\\d+$"));
        Stop.settled(page);
        page.locator("dl.facts dd button.no-print").first().click();
        PlaywrightAssertions.assertThat(page.locator(".ant-modal .ant-select").first())
                .isVisible();
        Stop.settled(page);
        visitor.see("correction", look, page);

        goTo(page, "/settings/queues");
        page.locator(".list-open").first().click();
        var priority = page.locator("#priority");
        PlaywrightAssertions.assertThat(priority).isVisible();
        var before = priority.inputValue();
        priority.fill(before.equals("5") ? "6" : "5");
        page.locator(".record-foot .ant-btn-primary").click();
        var undo = page.locator(".ant-message-notice button").first();
        PlaywrightAssertions.assertThat(undo).isVisible();
        visitor.see("undo", look, page);
        undo.click();
        PlaywrightAssertions.assertThat(priority).hasValue(before);
    }

    /// The first page of an empty house.
    public static void ofAnEmptyHouse(Chromium browser, Gallery.Visitor visitor) {
        var data = RunningCentre.newData();
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("callosum.yaml"), "voice:\n  sip-port: 0\n");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        try (var centre = RunningCentre.start(data)) {
            var first = centre.line("First administrator")
                    .map(ONE_TIME::matcher)
                    .filter(Matcher::find)
                    .orElseThrow();
            Api.firstSignIn(centre.address(), first.group(1), first.group(2), SampleCentre.NEW_PASSWORD);
            for (var look : Look.BOTH) {
                var page = look.signedIn(browser, centre.address(), first.group(1), SampleCentre.NEW_PASSWORD);
                Stop.settled(page);
                visitor.see("first-steps", look, page);
                page.context().close();
            }
        }
    }

    private static void goTo(Page page, String path) {
        page.navigate(URI.create(page.url()).resolve(path).toString());
        PlaywrightAssertions.assertThat(page.locator(".list-open").first()).isVisible();
        Stop.settled(page);
    }
}
