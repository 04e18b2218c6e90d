package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Furniture;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.Moments;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;

/// Two pictures of every page of a centre at work. `./callosum pictures` asks for this class by name.
/// They lie in `target/pictures` or where `callosum.pictures.to` says, as `queues.en-light.png` and
/// `queues.zh-Hans-dark.png`; a few are taken once more in Chinese by day, for the Chinese front page, and some in
/// traditional Chinese, wide and dark (`queue.zh-Hant-dark.png`).
class EveryPicture {
    private static final int CALLS_PER_MINUTE = 12;
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
        var folder = Path.of(System.getProperty("callosum.pictures.to", "target/pictures"));
        var taken = new ArrayList<Path>();
        try (var centre = SampleCentre.start(RunningCentre.newData(), CALLS_PER_MINUTE);
                var browser = new Chromium()) {
            Furniture.bring(centre.administrator());
            Gallery.Visitor camera = (name, look, page) -> {
                var file = folder.resolve(name + "." + look.suffix() + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(file));
                taken.add(file);
            };
            var doors = Gallery.doors(centre);
            Gallery.walk(doors, browser, () -> {}, camera);
            Gallery.walk(doors.to(FRONT_PAGE), browser, Look.CHINESE_DAY, () -> {}, camera);
            Look.BOTH.forEach(look -> Moments.ofAHouse(doors, browser, look, camera));
            Moments.ofAnEmptyHouse(browser, camera);
            Gallery.walk(doors.to(TAIWAN), browser, Look.TAIWAN_EVENING, () -> {}, camera);
        }
        assertThat(taken).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        System.out.println("%d pictures in %s".formatted(taken.size(), folder.toAbsolutePath()));
    }
}
