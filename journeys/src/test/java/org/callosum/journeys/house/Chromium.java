package org.callosum.journeys.house;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The browser that is installed on this machine, with a microphone that beeps. Ports of Playwright's own downloads
/// stay
/// unused.
public final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<BrowserContext> people = new ArrayList<>();

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(
                                Path.of(System.getenv().getOrDefault("CALLOSUM_CHROMIUM", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required")));
    }

    /// A window of a person who has never been here, microphone allowed.
    ///
    /// @param language of the browser, `en-GB`
    public Page person(URI address, String language) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(1440, 900)
                .setPermissions(List.of("microphone")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        people.add(context);
        var page = context.newPage();
        page.navigate(address.toString());
        return page;
    }

    public static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /// Signs in at the door and waits for what comes behind it.
    public static void signIn(Page page, String name, String password) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
    }

    /// From the door to a desk that waits for the next call, sound included.
    public static void beginWork(Page page, String name, String password) {
        signIn(page, name, password);
        button(page, "Start my shift").first().click();
        PlaywrightAssertions.assertThat(page.getByText("Sound connected").first())
                .isVisible();
        button(page, "Go ready").first().click();
        PlaywrightAssertions.assertThat(page.getByText("You are ready").first()).isVisible();
    }

    /// A figure of the desk's sound, `inbound.packets`.
    public static double stat(Page desk, String what) {
        // between two connections the page has nothing to tell
        return ((Number) desk.evaluate("async () => (await window.__callosum?.stats())?." + what + " ?? 0"))
                .doubleValue();
    }

    /// Says what the call was about and waits for the next.
    public static void chooseFirstDisposition(Page desk) {
        var finish = button(desk, "Finish, go ready");
        PlaywrightAssertions.assertThat(finish).isVisible();
        var first = desk.getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName("Disposition").setExact(true))
                .locator("button")
                .first();
        first.click();
        PlaywrightAssertions.assertThat(first).hasAttribute("aria-checked", "true");
        finish.click();
        PlaywrightAssertions.assertThat(desk.getByText("You are ready").first()).isVisible();
    }

    @Override
    public void close() {
        people.forEach(BrowserContext::close);
        browser.close();
        playwright.close();
    }
}
