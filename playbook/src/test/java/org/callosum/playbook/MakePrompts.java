package org.callosum.playbook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Makes the prompt recordings from `prompts/texts.yaml`: espeak-ng, run as a separate program with the text on its
/// standard input, then 8 kHz, trimmed, levelled, G.711 µ-law without header. Started by `playbook/make-prompts.sh`.
/// The same espeak-ng gives the same bytes.
final class MakePrompts {
    /// The languages there are recordings of; zh-Hant uses those of zh-Hans.
    static final List<String> RECORDED = List.of("en", "zh-Hans");

    private static final Map<String, List<String>> VOICES = Map.of(
            "en", List.of("espeak-ng", "-v", "en-gb", "-s", "170", "--stdin", "--stdout"),
            // Plain cmn of espeak-ng 1.51 spells characters out as English letters.
            "zh-Hans", List.of("espeak-ng", "-v", "cmn-latn-pinyin", "-s", "205", "--stdin", "--stdout"));

    private MakePrompts() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var prompts = Path.of(arguments[0]);
        var bytes = 0L;
        var clips = 0;
        for (var text : PromptTexts.read(prompts.resolve("texts.yaml"))) {
            for (var language : RECORDED) {
                var voice = text.spokenIn() == null ? language : text.spokenIn();
                var clip = Recording.of(speak(voice, text.in(voice))).toUlaw();
                var folder = Files.createDirectories(prompts.resolve(language));
                Files.write(folder.resolve(text.code() + ".ulaw"), clip);
                bytes += clip.length;
                clips++;
            }
        }
        System.out.printf("%d clips, %d kB%n", clips, bytes / 1024);
    }

    private static byte[] speak(String language, String text) throws IOException, InterruptedException {
        var process = new ProcessBuilder(VOICES.getOrDefault(language, List.of()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        var wav = process.getInputStream().readAllBytes();
        var exit = process.waitFor();
        if (exit != 0 || wav.length < 100) {
            throw new IOException("espeak-ng ended with %d on: %s".formatted(exit, text));
        }
        return wav;
    }
}
