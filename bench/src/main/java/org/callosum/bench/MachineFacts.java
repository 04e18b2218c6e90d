package org.callosum.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/// What a figure was measured on. A load average above the bench's own share means that the figure is noisy.
public record MachineFacts(
        String at, String commit, String cpu, int cores, String os, String java, double loadAverageBefore) {
    public static MachineFacts now() {
        return new MachineFacts(
                Instant.now().toString(),
                readCommit(),
                readCpu(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version().toString(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String readCpu() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    private static String readCommit() {
        try {
            var process = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? "unknown" : text.strip();
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    /// On one line, for people.
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, Java %s, load average before %.2f",
                cpu,
                cores,
                os,
                java,
                loadAverageBefore);
    }

    /// One JSON object.
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"at\": \"%s\", \"commit\": \"%s\", \"cpu\": \"%s\", \"cores\": %d, \"os\": \"%s\", \"java\": \"%s\","
                        + " \"loadAverageBefore\": %.2f}",
                at,
                commit,
                cpu,
                cores,
                os,
                java,
                loadAverageBefore);
    }
}
