package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How fluent a page is: the times between its frames and its long tasks, for benches. Milliseconds throughout.
public final class Frames {
    private static final String WATCH = """
            () => {
              window.__frames = [];
              window.__tasks = [];
              let last = performance.now();
              const step = (now) => { window.__frames.push(now - last); last = now; requestAnimationFrame(step); };
              requestAnimationFrame(step);
              new PerformanceObserver((seen) => seen.getEntries().forEach((task) => window.__tasks.push(task.duration)))
                .observe({ type: 'longtask' });
            }
            """;

    private final double[] frames;
    private final double[] tasks;

    private Frames(double[] frames, double[] tasks) {
        this.frames = frames;
        this.tasks = tasks;
    }

    /// Counts from now on.
    public static void watch(Page page) {
        page.evaluate(WATCH);
    }

    /// What was counted since [#watch].
    public static Frames of(Page page) {
        return new Frames(numbers(page, "window.__frames"), numbers(page, "window.__tasks"));
    }

    /// A list of numbers that a page keeps, ascending.
    public static double[] numbers(Page page, String list) {
        return ((List<?>) page.evaluate(list))
                .stream()
                        .mapToDouble(each -> ((Number) each).doubleValue())
                        .sorted()
                        .toArray();
    }

    /// @param sorted ascending, at least one
    /// @param share 0 to 1
    public static double percentile(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, Math.max(0, (int) Math.ceil(share * sorted.length) - 1))];
    }

    /// Of the times between frames, as JSON.
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"count\": %d, \"p50\": %.1f, \"p95\": %.1f, \"p99\": %.1f, \"max\": %.1f, \"percentUnder33\": %.2f,"
                        + " \"percentUnder150\": %.3f}",
                frames.length,
                percentile(frames, 0.5),
                percentile(frames, 0.95),
                percentile(frames, 0.99),
                frames[frames.length - 1],
                under(33),
                under(150));
    }

    /// Of the main thread's tasks of 50 ms and more, as JSON.
    public String tasksJson() {
        return String.format(
                Locale.ROOT,
                "{\"over50\": %d, \"over200\": %d, \"longest\": %.0f}",
                tasks.length,
                Arrays.stream(tasks).filter(each -> each > 200).count(),
                tasks.length == 0 ? 0 : tasks[tasks.length - 1]);
    }

    private double under(double limit) {
        return 100.0 * Arrays.stream(frames).filter(each -> each < limit).count() / frames.length;
    }

    /// A program that stays on one core with all that it starts.
    ///
    /// @param core null: wherever it likes
    public static Path onCore(Path program, @Nullable String core) {
        if (core == null) {
            return program;
        }
        try {
            var script = Files.createTempFile(
                    "on-a-core",
                    ".sh",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(script, "#!/bin/sh\nexec taskset -c %s %s \"$@\"\n".formatted(core, program));
            script.toFile().deleteOnExit();
            return script;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
