package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Furniture;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.Moments;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.junit.jupiter.api.Test;

/// Two pictures of every page of a centre at work. `./callosum pictures` asks for this class by name.
/// They lie in `target/pictures` or where `callosum.pictures.to` says, as `queues.en-light.png` and
/// `queues.zh-Hans-dark.png`; a few are taken once more in Chinese by day, for the Chinese front page, and some in
/// traditional Chinese, wide and dark (`queue.zh-Hant-dark.png`).
class EveryPicture {
    private static final int CALLS_PER_MINUTE = 12;
    private static final String NORTHLIGHT = "8002";
    private static final String ROSALIND = "+442079460211";
    private static final double HUM_HERTZ = 440;
    private static final Set<String> FRONT_PAGE = Set.of("desk", "board", "interaction");
    private static final Set<String> TAIWAN = Set.of(
            "sign-in",
            "call-page",
            "desk",
            "board",
            "board-agents",
            "customer-end",
            "cases",
            "skill-matrix",
            "interactions",
            "interaction",
            "client-end",
            "role",
            "queue",
            "opening-hours-record",
            "flow",
            "system");

    @Test
    void ofEveryPageInBothLooks() {
        var camera = new Camera(Path.of(System.getProperty("callosum.pictures.to", "target/pictures")));
        try (var centre = SampleCentre.start(RunningCentre.newData(), CALLS_PER_MINUTE);
                var browser = new Chromium();
                var telephone = new Telephone()) {
            Furniture.bring(centre.administrator());
            // of all who are ready, the free place gets this call
            Furniture.knowEachOther(centre, "Rosalind");
            Gallery.Caller rosalind = () -> {
                var leg = telephone.call(NORTHLIGHT, ROSALIND, centre.sipPort());
                telephone.hum(leg, HUM_HERTZ);
                telephone.press(leg, "11");
            };
            var doors = Gallery.doors(centre);
            Gallery.walk(doors, browser, rosalind, camera);
            Gallery.walk(doors.to(FRONT_PAGE), browser, Look.CHINESE_DAY, rosalind, camera);
            // once more, when the day has gone on for a while
            Gallery.walk(
                    doors.to(Set.of("board", "board-agents", "interactions")), browser, Look.DAY, rosalind, camera);
            Look.BOTH.forEach(look -> Moments.ofAHouse(doors, browser, look, camera));
            Gallery.walk(doors.to(TAIWAN), browser, Look.TAIWAN_EVENING, rosalind, camera);
            Moments.ofAnEmptyHouse(browser, camera);
        }
        System.out.println("%d pictures in %s".formatted(camera.taken, camera.folder.toAbsolutePath()));
        assertThat(camera.missed).isEmpty();
    }

    /// Goes on where a page is not reached, and says so in the end.
    private static final class Camera implements Gallery.Visitor {
        private final Path folder;
        private final List<String> missed = new ArrayList<>();
        private int taken;

        Camera(Path folder) {
            this.folder = folder;
        }

        @Override
        public void see(String name, Look look, Page page) {
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "." + look.suffix() + ".png")));
            taken++;
        }

        @Override
        public void missed(String name, Look look, Throwable why) {
            missed.add("%s %s: not reached: %s".formatted(name, look.suffix(), why.getMessage()));
        }
    }
}
