package org.callosum.server.flows.speech;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.callosum.server.flows.audio.SoundReader;
import org.callosum.server.flows.audio.UnreadableSound;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;

/// espeak-ng, run as a program of its own for each text: no shell, the text by standard input, an empty environment,
/// a bound on time and size, at most two at once.
///
/// Mandarin is `cmn-latn-pinyin`: the voice `cmn` of 1.51 reads each syllable as English and its tone as a digit.
public final class Espeak implements Speech {
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int AT_ONCE = 2;

    private final @Nullable Path program;
    private final Duration limit;
    private final Semaphore running = new Semaphore(AT_ONCE);

    /// @param program the executable; null: nothing is installed
    /// @param limit of wall-clock time per text
    public Espeak(@Nullable Path program, Duration limit) {
        this.program = program;
        this.limit = limit;
    }

    /// Looks for `espeak-ng` in the folders of a `PATH`.
    public static Espeak found(@Nullable String path, Duration limit) {
        if (path != null) {
            for (var folder : path.split(java.io.File.pathSeparator, -1)) {
                var candidate = Path.of(folder.isEmpty() ? "." : folder, "espeak-ng");
                if (!folder.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                    return new Espeak(candidate.toAbsolutePath(), limit);
                }
            }
        }
        return new Espeak(null, limit);
    }

    @Override
    public boolean configured() {
        return program != null;
    }

    @Override
    public @Nullable String program() {
        return program == null ? null : program.toString();
    }

    @Override
    public List<String> voices(String language) {
        if (program == null) {
            return List.of();
        }
        return switch (language) {
            case "en" -> List.of("en-gb", "en-us", "en-gb-scotland");
            case "zh-Hans", "zh-Hant" -> List.of("cmn-latn-pinyin");
            default -> List.of();
        };
    }

    @Override
    public Sound speak(String text, String voice) throws SpeechFailed {
        if (program == null) {
            throw new SpeechFailed(
                    "speech-not-configured",
                    "No text to speech is configured: install espeak-ng on this machine and start again, or upload a WAV file");
        }
        if (text.isBlank() || text.length() > MOST_CHARACTERS) {
            throw new SpeechFailed(
                    "speech-text-too-long",
                    "A text has 1 to %d characters, not %d".formatted(MOST_CHARACTERS, text.length()));
        }
        if (List.of("en", "zh-Hans").stream()
                .noneMatch(language -> voices(language).contains(voice))) {
            throw new SpeechFailed("speech-voice-unknown", "There is no voice " + voice);
        }
        try {
            if (!running.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SpeechFailed("speech-failed", "Other texts are being spoken; try again in a moment");
            }
            try {
                return SoundReader.read(run(program, text, voice), "speech.wav");
            } finally {
                running.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SpeechFailed("speech-failed", "Speaking was interrupted");
        } catch (IOException | UnreadableSound failed) {
            throw new SpeechFailed("speech-failed", "%s did not speak: %s".formatted(program, failed.getMessage()));
        }
    }

    private byte[] run(Path executable, String text, String voice)
            throws IOException, InterruptedException, SpeechFailed {
        var builder = new ProcessBuilder(
                executable.toString(), "-v", voice, "-s", "150", "-a", "120", "-b", "1", "--stdin", "--stdout");
        builder.environment().clear();
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var process = builder.start();
        try {
            // read before writing: a program that fills its pipe while we fill ours would wait for ever
            var sound = CompletableFuture.supplyAsync(
                    () -> bounded(process.getInputStream()),
                    task -> Thread.ofVirtual().start(task));
            try (var in = process.getOutputStream()) {
                in.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SpeechFailed("speech-failed", "Speaking took over %d s".formatted(limit.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new SpeechFailed("speech-failed", "%s ended with %d".formatted(executable, process.exitValue()));
            }
            var bytes = sound.join();
            if (bytes == null) {
                throw new SpeechFailed(
                        "speech-failed", "The sound of this text is over %d MB".formatted(MOST_BYTES >> 20));
            }
            return bytes;
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte @Nullable [] bounded(InputStream in) {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[16_384];
        try (in) {
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (out.size() + read > MOST_BYTES) {
                    return null;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // the process was ended from our side; what came so far is judged by its exit value
        }
        return out.toByteArray();
    }
}
