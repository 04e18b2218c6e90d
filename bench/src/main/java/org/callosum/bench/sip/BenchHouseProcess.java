package org.callosum.bench.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The product in a fresh data folder with the bench's test lines, it and its database pinned to one core.
final class BenchHouseProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Bench house: sip (\\S+), (\\d+) agents ready");
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final String sip;
    private final Path log;

    private BenchHouseProcess(Process process, String sip, Path log) {
        this.process = process;
        this.sip = sip;
        this.log = log;
    }

    /// @param launcher `callosum` of this checkout
    /// @param cpu the one core it gets
    static BenchHouseProcess start(Path launcher, Path work, int agents, String cpu, String javaOptions) {
        try {
            Path data = Files.createTempDirectory(work, "house-");
            // free ports; sound stays away from the ports of the tools
            Files.writeString(data.resolve("callosum.yaml"), """
                    voice:
                      sip-port: 0
                      media-ports: 20000-39998
                    """);
            Path log = data.resolveSibling(data.getFileName() + ".log");
            var builder = new ProcessBuilder(
                            "taskset", "-c", cpu, launcher.toString(), "run", "--data", data.toString(), "--port", "0")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("CALLOSUM_JAVA_OPTS", "-Dcallosum.bench.agents=" + agents + " " + javaOptions);
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "bench-house-end")); // when interrupted
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (System.nanoTime() - until < 0 && !process.waitFor(200, TimeUnit.MILLISECONDS)) {
                var ready = READY.matcher(Files.readString(log));
                if (ready.find()) {
                    return new BenchHouseProcess(process, ready.group(1), log);
                }
            }
            var said = Files.readString(log);
            process.destroy();
            throw new BenchProblem("the bench house did not start:\n" + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchProblem("interrupted");
        }
    }

    String sip() {
        return sip;
    }

    /// The floor's decisions since the start: how many, and of them within so many milliseconds. The house says so
    /// every
    /// few seconds.
    Decisions decisions() {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(Decisions.LINE))
                    .reduce((_, later) -> later)
                    .map(Decisions::read)
                    .orElse(Decisions.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The launcher becomes the JVM, so its process is the one under test.
    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
