package org.callosum.journeys.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.TestReporter;

/// That a tone is not in what browsers hear.
public final class Unheard {
    public static final double DECIBELS = -60;
    private static final int LOOKS = 41;

    private Unheard() {}

    /// Looks at what each page hears again and again. A tone that is there is there in each look; a torn
    /// packet is a click in one of them, which has a little of every tone: so the middle one counts.
    ///
    /// @param when for whoever reads the report
    public static void in(TestReporter reporter, String when, double hertz, Page... pages) {
        for (var page : pages) {
            var levels = DoubleStream.generate(() -> Chromium.level(page, hertz))
                    .limit(LOOKS)
                    .sorted()
                    .toArray();
            var what = when + ": " + hertz + " Hz in " + page.url();
            reporter.publishEntry(what, levels[LOOKS / 2] + " dB, at most " + levels[LOOKS - 1]);
            assertThat(levels[LOOKS / 2]).as(what).isLessThan(DECIBELS);
        }
    }
}
