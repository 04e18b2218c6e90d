package org.callosum.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.callosum.journeys.house.Await;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Furniture;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.RunningCentre;
import org.callosum.journeys.house.SampleCentre;
import org.callosum.journeys.house.Telephone;
import org.junit.jupiter.api.Test;

/// The pictures of `docs/guides`, in English and Chinese, by day: taken from a demo at work once its year is
/// made, and
/// kept small. Asked for by name, as [EveryPicture] is:
/// `./callosum mvn -q -pl journeys -am -Dtest=GuidePictures -Dsurefire.failIfNoSpecifiedTests=false test`.
class GuidePictures {
    private static final int CALLS_PER_MINUTE = 10;
    private static final String NORTHLIGHT = "8002";
    private static final String ROSALIND = "+442079460211";
    private static final double HUM_HERTZ = 440;
    private static final Duration YEAR_IS_MADE = Duration.ofMinutes(6);
    private static final int COLOURS = 256;
    private static final long MOST_BYTES = 150_000;
    private static final Set<String> WANTED = Set.of(
            "desk", // whose moments have names of their own
            "desk-talking",
            "desk-wrap-up",
            "customer",
            "case",
            "page-to-read",
            "board",
            "board-agents",
            "alarm-rules",
            "rounds",
            "peak-hours",
            "page-editor",
            "page-care",
            "script-figures",
            "script-settings",
            "form",
            "case-type",
            "application-tasks",
            "intents",
            "role",
            "queue",
            "flow",
            "opening-hours-record",
            "numbers");

    @Test
    void ofTheGuides() {
        var folder = Path.of(System.getProperty("callosum.pictures.to", "../docs/pictures/guides"));
        var camera = new Camera(folder);
        try (var centre = SampleCentre.start(RunningCentre.newData(), CALLS_PER_MINUTE);
                var browser = new Chromium();
                var telephone = new Telephone()) {
            Furniture.bring(centre.administrator());
            Furniture.knowEachOther(centre, "Rosalind");
            // the last of the year's work
            Await.until(
                    "the sample year",
                    YEAR_IS_MADE,
                    () -> centre.administrator().get("reports/recurring-problems"),
                    problems -> problems.size() >= 5);
            Gallery.Caller rosalind = () -> {
                var leg = telephone.call(NORTHLIGHT, ROSALIND, centre.sipPort());
                telephone.hum(leg, HUM_HERTZ);
                telephone.press(leg, "11");
            };
            var doors = Gallery.doors(centre).to(WANTED);
            Gallery.walk(doors, browser, Look.DAY, rosalind, camera);
            Gallery.walk(doors, browser, Look.CHINESE_DAY, rosalind, camera);
        }
        System.out.println("%d pictures in %s".formatted(camera.taken, folder.toAbsolutePath()));
        assertThat(camera.missed).isEmpty();
        assertThat(camera.large).as("larger than a guide should carry").isEmpty();
    }

    private static final class Camera implements Gallery.Visitor {
        private final Path folder;
        private final List<String> missed = new ArrayList<>();
        private final List<String> large = new ArrayList<>();
        private int taken;

        Camera(Path folder) {
            this.folder = folder;
        }

        @Override
        public void see(String name, Look look, Page page) {
            if (!WANTED.contains(name)) {
                return;
            }
            var file = folder.resolve(name + (look == Look.DAY ? ".en" : ".zh-Hans") + ".png");
            try {
                Files.createDirectories(folder);
                ImageIO.write(
                        fewColours(ImageIO.read(new ByteArrayInputStream(page.screenshot()))), "png", file.toFile());
                if (Files.size(file) > MOST_BYTES) {
                    large.add(file.getFileName() + " " + Files.size(file));
                }
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
            taken++;
        }

        @Override
        public void missed(String name, Look look, Throwable why) {
            missed.add("%s %s: not reached: %s".formatted(name, look.suffix(), why.getMessage()));
        }

        /// The most frequent colours stay, every other becomes the nearest of them: screens have few.
        private static BufferedImage fewColours(BufferedImage picture) {
            var counts = new HashMap<Integer, Integer>();
            int width = picture.getWidth();
            int height = picture.getHeight();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    counts.merge(picture.getRGB(x, y) & 0xffffff, 1, Integer::sum);
                }
            }
            var palette = counts.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                    .limit(COLOURS)
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
            var nearest = new HashMap<Integer, Integer>();
            counts.keySet().forEach(colour -> nearest.put(colour, nearest(palette, colour)));
            var model =
                    new IndexColorModel(8, palette.length, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
            var small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    small.getRaster().setSample(x, y, 0, nearest.get(picture.getRGB(x, y) & 0xffffff));
                }
            }
            return small;
        }

        private static int nearest(int[] palette, int colour) {
            int best = 0;
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < palette.length; i++) {
                int red = (palette[i] >> 16 & 0xff) - (colour >> 16 & 0xff);
                int green = (palette[i] >> 8 & 0xff) - (colour >> 8 & 0xff);
                int blue = (palette[i] & 0xff) - (colour & 0xff);
                int far = red * red + green * green + blue * blue;
                if (far < least) {
                    least = far;
                    best = i;
                }
            }
            return best;
        }
    }
}
