package org.callosum.voice.sip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the SIPp load tool, when it is installed, with a scenario of `src/test/resources/sipp`.
final class Sipp {
    private Sipp() {}

    static boolean installed() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "sipp"))) return true;
        }
        System.out.println("not run: SIPp is not on the PATH (Debian: apt install sip-tester)");
        return false;
    }

    /// Starts SIPp in an empty folder; its own messages go to a file there.
    static Process start(Path folder, String scenario, String... arguments) throws IOException {
        Path file = folder.resolve(scenario);
        try (var in = Sipp.class.getResourceAsStream("/sipp/" + scenario)) {
            Files.write(file, java.util.Objects.requireNonNull(in, scenario).readAllBytes());
        }
        var command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-nostdin", "-i", "127.0.0.1"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out-" + scenario + ".txt").toFile())
                .start();
    }

    /// SIPp's verdict: 0 = every call went as written.
    static int result(Process sipp, int seconds) throws InterruptedException {
        if (sipp.waitFor(seconds, TimeUnit.SECONDS)) return sipp.exitValue();
        sipp.destroyForcibly();
        throw new AssertionError("SIPp did not end within " + seconds + " s");
    }
}
