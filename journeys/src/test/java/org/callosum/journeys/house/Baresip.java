package org.callosum.journeys.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A desk phone that is not ours: baresip (run as a program of its own). It registers with its secret, answers by
/// itself,
/// and a tone is its microphone.
public final class Baresip implements AutoCloseable {
    private static final List<Path> MODULES = List.of(
            Path.of("/usr/lib/baresip/modules"), Path.of("/usr/lib/x86_64-linux-gnu/baresip/modules"),
            Path.of("/usr/lib/aarch64-linux-gnu/baresip/modules"), Path.of("/usr/local/lib/baresip/modules"));

    private final Path folder;
    private final Process process;

    private Baresip(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /// @param centre SIP port on this machine
    public static Baresip start(DeskPhones.Phone phone, int hertz, int centre) {
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "baresip");
            Files.writeString(folder.resolve("config"), """
                    sip_listen 127.0.0.1:0
                    net_interface 127.0.0.1
                    audio_source ausine,%d
                    ausrc_srate 48000
                    ausrc_channels 2
                    rtp_timeout 0
                    module_path %s
                    module g711.so
                    module ausine.so
                    module_tmp account.so
                    module_app menu.so
                    """.formatted(hertz, modules()));
            Files.writeString(folder.resolve("accounts"), """
                    <sip:%1$s@127.0.0.1:%2$d;transport=udp>;auth_user=%1$s;auth_pass=%3$s;answermode=auto;regint=600;audio_codecs=pcma
                    """.formatted(phone.user(), centre, phone.secret()));
            Files.writeString(folder.resolve("contacts"), "");
            var process = new ProcessBuilder(
                            "baresip", "-4", "-f", folder.toAbsolutePath().toString(), "-v")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said.txt").toFile())
                    .start();
            return new Baresip(folder, process);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static Path modules() {
        return Stream.concat(MODULES.stream(), Stream.of(MODULES.getFirst()))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new AssertionError("baresip's modules are in none of " + MODULES));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "baresip, see " + folder;
    }
}
