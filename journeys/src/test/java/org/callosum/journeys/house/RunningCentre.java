package org.callosum.journeys.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A centre in a process of its own, as an administrator starts it: real database, real ports on loopback.
public final class RunningCentre implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern ADDRESS = Pattern.compile("(https?://\\S+)");

    private final Process process;
    private final Path data;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private RunningCentre(Process process, Path data) {
        this.process = process;
        this.data = data;
        this.reader = Thread.ofPlatform().daemon().name("centre-output").start(this::read);
    }

    /// Starts with free ports and waits until it says that it is ready.
    ///
    /// @param options after `--data DIR --port 0`, for instance `--sip-port`, `0`
    public static RunningCentre start(Path data, String... options) {
        var words = new ArrayList<>(List.of("--data", data.toString(), "--port", "0"));
        words.addAll(List.of(options));
        return start(data, words);
    }

    /// Starts the sample centre.
    ///
    /// @param callsPerMinute 0 leaves the simulated people at home
    public static RunningCentre demo(Path data, int callsPerMinute) {
        return ready(data, command(callsPerMinute, "demo", "--data", data.toString(), "--port", "0"));
    }

    /// Starts the sample centre, the simulated people at home, with words before its command and after it.
    public static RunningCentre demo(Path data, List<String> before, List<String> options) {
        var words = new ArrayList<>(List.of("demo", "--data", data.toString(), "--port", "0"));
        words.addAll(options);
        var command = new ArrayList<>(before);
        command.addAll(command(0, words.toArray(String[]::new)));
        return ready(data, command);
    }

    /// Starts the sample centre on a database that nodes share.
    public static RunningCentre node(Path data, String database) {
        return ready(data, command(0, "demo", "--data", data.toString(), "--port", "0", "--database", database));
    }

    /// Starts a fresh centre that a bench fills, on one core of its own.
    ///
    /// @param properties of the bench, `callosum.bench.…=…`
    public static RunningCentre bench(Path data, String core, List<String> properties) {
        var command = new ArrayList<>(List.of("taskset", "-c", core));
        command.addAll(command(0, "run", "--data", data.toString(), "--port", "0"));
        int words = command.indexOf("-cp");
        properties.forEach(property -> command.add(words, "-D" + property));
        return ready(data, command);
    }

    /// Starts the bundled database alone.
    public static RunningCentre database(Path data) {
        var database = new RunningCentre(process(command(0, "database", "--data", data.toString())), data);
        database.await("ready", line -> line.startsWith("Callosum's database is ready: "));
        return database;
    }

    private static RunningCentre start(Path data, List<String> words) {
        return ready(data, command(0, words.toArray(String[]::new)));
    }

    private static RunningCentre ready(Path data, List<String> command) {
        var centre = new RunningCentre(process(command), data);
        centre.await("ready", line -> line.startsWith("Callosum is ready"));
        return centre;
    }

    /// What a program has said, and how it ended.
    public record Ended(int status, List<String> lines) {}

    /// Runs the program with these words until it ends: a copy, or a start that is refused.
    public static Ended run(String... words) {
        var process = process(command(0, words));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            var lines = output.lines().toList();
            return new Ended(process.waitFor(), lines);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(int callsPerMinute, String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseZGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcallosum.demo.calls-per-minute=" + callsPerMinute,
                "-cp",
                System.getProperty("java.class.path"),
                "org.callosum.server.Callosum"));
        command.addAll(List.of(words));
        return command;
    }

    private static Process process(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("CALLOSUM_"));
            return builder.start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = output.readLine()) != null) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException ended) {
            // the process is gone; what it said is kept
        }
        synchronized (lines) {
            lines.notifyAll();
        }
    }

    private String await(String what, java.util.function.Predicate<String> wanted) {
        long deadline = System.nanoTime() + START.toNanos();
        synchronized (lines) {
            int seen = 0;
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || !process.isAlive() && !reader.isAlive()) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "The centre did not say '%s'; it said:%n%s".formatted(what, String.join("\n", lines)));
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lines, Math.min(left, 200_000_000L));
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(stop);
                }
            }
        }
    }

    /// Where browsers reach it.
    public URI address() {
        return line("Callosum is ready")
                .map(ADDRESS::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(match -> URI.create(match.group(1)))
                .orElseThrow();
    }

    /// The first line that begins so.
    public Optional<String> line(String beginning) {
        return output().stream().filter(line -> line.startsWith(beginning)).findFirst();
    }

    public List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public Path data() {
        return data;
    }

    public long pid() {
        return process.pid();
    }

    /// As `kill -9`: no hook runs.
    public void kill() {
        process.destroyForcibly();
        ended();
    }

    private void ended() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join();
            Files.write(
                    Files.createDirectories(Path.of("target", "centres")).resolve(process.pid() + ".log"), output());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// As an administrator's Ctrl-C. What it said is kept in `target/centres`.
    @Override
    public void close() {
        process.destroy();
        ended();
    }

    /// A folder of its own for one centre, gone when the tests are over.
    public static Path newData() {
        try {
            var folder = Files.createTempDirectory("callosum-journey");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(folder)));
            return folder.resolve("data");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
