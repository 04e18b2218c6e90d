package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Frames;
import org.callosum.journeys.house.RunningCentre;
import org.junit.jupiter.api.Test;

/// `./callosum bench floor-view` asks for this class by name: the floor's map with 1 000 agents and 100 changes of
/// state a second, fed by the real floor through the real topic. The server has one core, the browser another. Prints
/// and stores what it has seen; judges nothing, since a shared machine judges wrongly.
///
/// Options as system properties: `callosum.bench.agents`, `.changes`, `.warm` and `.secs` (seconds), `.core` (of the
/// server), `.tool-core`, `.out`.
class FloorViewBench {
    private static final String ADMINISTRATOR = "First administrator: admin   one-time password: ";

    @Test
    void aFullFloor() throws IOException {
        int agents = Integer.getInteger("callosum.bench.agents", 1_000);
        int changes = Integer.getInteger("callosum.bench.changes", 100);
        int warm = Integer.getInteger("callosum.bench.warm", 10);
        int seconds = Integer.getInteger("callosum.bench.secs", 60);
        double before = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var data = RunningCentre.newData();
        Files.createDirectories(data);
        Files.writeString(data.resolve("callosum.yaml"), "voice:\n  sip-port: 0\n");
        try (var centre = RunningCentre.bench(
                        data,
                        System.getProperty("callosum.bench.core", "1"),
                        List.of("callosum.bench.floor.agents=" + agents, "callosum.bench.floor.changes=" + changes));
                var playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Frames.onCore(
                                        Path.of(System.getenv().getOrDefault("CALLOSUM_CHROMIUM", "/usr/bin/chromium")),
                                        System.getProperty("callosum.bench.tool-core", "0")))
                                .setArgs(List.of("--no-sandbox")))) {
            var oneTime = centre.line(ADMINISTRATOR).orElseThrow().substring(ADMINISTRATOR.length());
            Api.firstSignIn(centre.address(), "admin", oneTime, "bench-password-1");
            var page = browser.newContext(
                            new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1920, 1080))
                    .newPage();
            page.navigate(centre.address().toString());
            Chromium.signIn(page, "admin", "bench-password-1");
            page.navigate(centre.address().resolve("/floor/agents").toString());
            PlaywrightAssertions.assertThat(page.locator(".map")).isVisible();
            page.waitForTimeout(warm * 1_000.0);
            page.evaluate("() => { window.__callosumPaintDelays = []; }");
            Frames.watch(page);
            page.waitForTimeout(seconds * 1_000.0);
            var delays = Frames.numbers(page, "window.__callosumPaintDelays");
            var frames = Frames.of(page);
            assertThat(delays).as("changes seen on the map").isNotEmpty();
            report(agents, changes, seconds, before, delays, frames);
        }
    }

    private static void report(int agents, int changes, int seconds, double load, double[] delays, Frames frames)
            throws IOException {
        var json = String.format(
                Locale.ROOT,
                """
                {"bench": "floor-view", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f,
                 "agents": %d, "changesPerSecond": %d, "seconds": %d, "changesSeen": %d,
                 "delayMillis": {"p50": %.0f, "p95": %.0f, "p99": %.0f, "max": %.0f, "aim": "p99 under 500"},
                 "frames": %s, "framesAim": "95 under 33, 99.9 under 150"}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                agents,
                changes,
                seconds,
                delays.length,
                Frames.percentile(delays, 0.5),
                Frames.percentile(delays, 0.95),
                Frames.percentile(delays, 0.99),
                delays[delays.length - 1],
                frames.json());
        System.out.println(json);
        var out = System.getProperty("callosum.bench.out");
        if (out != null) {
            Files.writeString(Path.of(out), json);
        }
    }
}
