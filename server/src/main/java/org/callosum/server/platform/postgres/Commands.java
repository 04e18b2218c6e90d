package org.callosum.server.platform.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs the small programs a supervisor needs.
final class Commands {
    private Commands() {}

    /// Runs to the end; fails with what the program said.
    static void run(List<String> command, Duration longest) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        cleanEnvironment(builder);
        Path said = Files.createTempFile("callosum", ".out");
        try {
            Process process = builder.redirectOutput(said.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("%s did not end within %d s".formatted(command.getFirst(), longest.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": "
                        + Files.readString(said, StandardCharsets.ISO_8859_1).strip());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted");
        } finally {
            Files.deleteIfExists(said);
        }
    }

    static boolean succeeds(List<String> command) {
        try {
            run(command, Duration.ofSeconds(5));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Locale and connection settings of whoever starts us must not reach the server's files.
    static void cleanEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("PG"));
        builder.environment().put("LANG", "C.UTF-8");
    }

    /// As one word of a POSIX shell.
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    static void removeTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
