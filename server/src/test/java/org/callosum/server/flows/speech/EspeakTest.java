package org.callosum.server.flows.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspeakTest {
    @TempDir
    Path folder;

    @Test
    void withoutTheProgramSpeechIsNotConfiguredAndSaysWhatToDo() {
        var speech = Espeak.found(folder.toString(), Duration.ofSeconds(5));
        assertThat(speech.configured()).isFalse();
        assertThat(speech.voices("en")).isEmpty();
        assertThatThrownBy(() -> speech.speak("Good morning", "en-gb"))
                .isInstanceOfSatisfying(
                        SpeechFailed.class, failed -> assertThat(failed.code()).isEqualTo("speech-not-configured"))
                .hasMessageContaining("install espeak-ng");
    }

    @Test
    void theTextGoesInByStandardInputAndNothingOfItIsACommand() throws Exception {
        // this program stands in for espeak-ng: it writes down what it was given and speaks nothing
        var speech = program("""
                #!/bin/sh
                printf '%s\\n' "$@" > @/arguments
                /bin/cat > @/text
                """);
        var text = "$(touch @/broken); `id` -w /etc/passwd 您好".replace("@", folder.toString());
        assertThatThrownBy(() -> speech.speak(text, "en-gb")).isInstanceOf(SpeechFailed.class);
        assertThat(Files.readString(folder.resolve("text"))).isEqualTo(text);
        assertThat(Files.readString(folder.resolve("arguments")))
                .doesNotContain("touch")
                .doesNotContain("您");
        assertThat(folder.resolve("broken")).doesNotExist();
    }

    @Test
    void aProgramThatHangsIsEnded() throws Exception {
        var speech = new Espeak(script("#!/bin/sh\nexec /bin/sleep 600\n"), Duration.ofMillis(200));
        assertThatThrownBy(() -> speech.speak("Good morning", "en-gb"))
                .isInstanceOf(SpeechFailed.class)
                .hasMessageContaining("took over");
    }

    @Test
    void anUnknownVoiceOrATextThatIsTooLongIsRefusedBeforeAnythingRuns() throws Exception {
        var speech = program("#!/bin/sh\n/bin/touch @/ran\n");
        assertThatThrownBy(() -> speech.speak("Good morning", "-f/etc/passwd"))
                .isInstanceOfSatisfying(
                        SpeechFailed.class, failed -> assertThat(failed.code()).isEqualTo("speech-voice-unknown"));
        assertThatThrownBy(() -> speech.speak("a".repeat(2_001), "en-gb"))
                .isInstanceOfSatisfying(
                        SpeechFailed.class, failed -> assertThat(failed.code()).isEqualTo("speech-text-too-long"));
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void theInstalledProgramSpeaksEnglishAndMandarin() throws Exception {
        var speech = Espeak.found(System.getenv("PATH"), Duration.ofSeconds(20));
        assumeTrue(speech.configured(), "espeak-ng is not installed here");
        assertThat(speech.speak("Welcome. Please hold the line.", "en-gb").durationMillis())
                .isBetween(800, 8_000);
        assertThat(speech.speak("欢迎致电，请稍候。", speech.voices("zh-Hans").getFirst())
                        .durationMillis())
                .isBetween(800, 8_000);
    }

    private Espeak program(String script) throws IOException {
        return new Espeak(script(script), Duration.ofSeconds(20));
    }

    private Path script(String script) throws IOException {
        var file = folder.resolve("speaker");
        Files.writeString(file, script.replace("@", folder.toString()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
