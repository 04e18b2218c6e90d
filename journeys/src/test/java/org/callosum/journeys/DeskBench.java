package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Frames;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

/// `./callosum bench desk` asks for this class by name: an agent talks with a customer, is led by a script, searches
/// pages as they type and writes notes, for a minute and without rest. The centre has one core, the browser the other.
/// Prints and stores how fluent the desk stayed; judges nothing.
///
/// Options as system properties: `callosum.bench.warm` and `.secs` (seconds), `.core` (of the server), `.tool-core`,
/// `.out`.
class DeskBench {
    private static final String NORTHLIGHT = "8002";
    private static final String EDWIN = "+442079460212";
    private static final double HUM_HERTZ = 500;
    private static final List<String> WISHES = List.of("connection slow", "网速慢", "wfsw", "bill", "帳單", "contract end");

    @Test
    void aTalkWithScriptAndSearch() throws IOException {
        int warm = Integer.getInteger("callosum.bench.warm", 10);
        int seconds = Integer.getInteger("callosum.bench.secs", 60);
        double before = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var core = System.getProperty("callosum.bench.core", "1");
        try (var centre = SampleCentre.elsewhere(List.of("taskset", "-c", core), List.of(), "");
                var browser = new Chromium(
                        program -> Frames.onCore(program, System.getProperty("callosum.bench.tool-core", "0")));
                var telephone = new Telephone()) {
            var desk = browser.humming(centre.address(), "en-GB", HUM_HERTZ);
            Chromium.beginWork(desk, centre.agent(), centre.agentPassword());
            var leg = telephone.call(NORTHLIGHT, EDWIN, centre.sipPort());
            telephone.hum(leg, HUM_HERTZ);
            telephone.press(leg, "12"); // a fault, it is slow
            assertThat(Chromium.button(desk, "Accept")).isVisible();
            desk.keyboard().press("Alt+a");
            Chromium.hearEachOther(desk);
            assertThat(desk.getByRole(
                            AriaRole.REGION, new Page.GetByRoleOptions().setName("Complaint about the network")))
                    .isVisible();

            work(desk, warm);
            Frames.watch(desk);
            int rounds = work(desk, seconds);
            var frames = Frames.of(desk);
            telephone.hangUp(leg);
            telephone.await(VoiceEvent.Ended.class);
            report(seconds, rounds, before, frames);
        }
    }

    /// Round after round, as fast as somebody types: a search, its first page, a step of the script and back, a note.
    ///
    /// @return rounds
    private static int work(Page desk, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int rounds = 0;
        while (System.nanoTime() < end) {
            desk.keyboard().press("Alt+q");
            typed(desk, WISHES.get(rounds % WISHES.size()));
            assertThat(desk.getByRole(AriaRole.OPTION).first()).isVisible();
            desk.keyboard().press("Enter");
            desk.waitForTimeout(400);
            desk.keyboard().press("Alt+s");
            desk.keyboard().press("2");
            desk.waitForTimeout(400);
            desk.keyboard().press("Alt+s");
            desk.keyboard().press("Backspace");
            desk.waitForTimeout(400);
            desk.keyboard().press("Alt+n");
            typed(desk, "The line is slow since Monday, mostly in the evening. ");
            rounds++;
        }
        return rounds;
    }

    private static void typed(Page desk, String words) {
        desk.keyboard().type(words, new Keyboard.TypeOptions().setDelay(60));
    }

    private static void report(int seconds, int rounds, double load, Frames frames) throws IOException {
        var json = String.format(
                Locale.ROOT,
                """
                {"bench": "desk", "at": "%s", "commit": "%s", "cores": %d, "loadAverageBefore": %.2f,
                 "seconds": %d, "rounds": %d,
                 "frames": %s,
                 "longTasks": %s,
                 "aim": "95 %% of frames under 33 ms, no task over 200 ms"}
                """,
                Instant.now(),
                System.getProperty("callosum.bench.commit", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                load,
                seconds,
                rounds,
                frames.json(),
                frames.tasksJson());
        System.out.println(json);
        var out = System.getProperty("callosum.bench.out");
        if (out != null) {
            Files.writeString(Path.of(out), json);
        }
    }
}
