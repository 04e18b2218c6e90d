package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.callosum.journeys.house.Api;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.RunningCentre;
import org.junit.jupiter.api.Test;

/// `./callosum bench floor-view` asks for this class by name: the floor's map with 1 000 agents and 100 changes of
/// state a second, fed by the real floor through the real topic. The server has one core, the browser another. Prints
/// and stores what it has seen; judges nothing, since a shared machine judges wrongly.
///
/// Options as system properties: `callosum.bench.agents`, `.changes`, `.warm` and `.secs` (seconds), `.core` (of the
/// server), `.tool-core`, `.out`.
class FloorViewBench {
    private static final String FRAMES = """
            () => {
              window.__callosumPaintDelays = [];
              window.__frames = [];
              let last = performance.now();
              const step = (now) => { window.__frames.push(now - last); last = now; requestAnimationFrame(step); };
              requestAnimationFrame(step);
            }
            """;
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
                                .setExecutablePath(pinned(System.getProperty("callosum.bench.tool-core", "0")))
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
            page.evaluate(FRAMES);
            page.waitForTimeout(seconds * 1_000.0);
            var delays = numbers(page, "window.__callosumPaintDelays");
            var frames = numbers(page, "window.__frames");
            assertThat(delays).as("changes seen on the map").isNotEmpty();
            report(agents, changes, seconds, before, delays, frames);
        }
    }

    /// A browser that stays on its core, with all that it starts.
    private static Path pinned(String core) throws IOException {
        var browser = System.getenv().getOrDefault("CALLOSUM_CHROMIUM", "/usr/bin/chromium");
        var script = Files.createTempFile(
                "chromium-on-a-core",
                ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, "#!/bin/sh\nexec taskset -c %s %s \"$@\"\n".formatted(core, browser));
        script.toFile().deleteOnExit();
        return script;
    }

    private static double[] numbers(Page page, String list) {
        return ((List<?>) page.evaluate(list))
                .stream()
                        .mapToDouble(each -> ((Number) each).doubleValue())
                        .sorted()
                        .toArray();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static double under(double[] sorted, double limit) {
        long fewer =
                java.util.Arrays.stream(sorted).filter(each -> each < limit).count();
        return 100.0 * fewer / sorted.length;
    }

    private static void report(int agents, int changes, int seconds, double load, double[] delays, double[] frames)
            throws IOException {
        var json = String.format(
                Locale.ROOT,
                """
                {"bench": "floor-view", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f,
                 "agents": %d, "changesPerSecond": %d, "seconds": %d, "changesSeen": %d,
                 "delayMillis": {"p50": %.0f, "p95": %.0f, "p99": %.0f, "max": %.0f, "aim": "p99 under 500"},
                 "frames": {"count": %d, "p50": %.1f, "p95": %.1f, "p99": %.1f, "max": %.1f,
                            "percentUnder33": %.2f, "percentUnder150": %.3f, "aim": "95 under 33, 99.9 under 150"}}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                agents,
                changes,
                seconds,
                delays.length,
                percentile(delays, 0.5),
                percentile(delays, 0.95),
                percentile(delays, 0.99),
                delays[delays.length - 1],
                frames.length,
                percentile(frames, 0.5),
                percentile(frames, 0.95),
                percentile(frames, 0.99),
                frames[frames.length - 1],
                under(frames, 33),
                under(frames, 150));
        System.out.println(json);
        var out = System.getProperty("callosum.bench.out");
        if (out != null) {
            Files.writeString(Path.of(out), json);
        }
    }
}
