package org.callosum.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The committed recordings belong to the texts, and can be heard.
class PromptRecordingsTest {
    private static final Path PROMPTS = PlaybookTest.PLAYBOOK.resolve("prompts");

    private static List<PromptTexts> texts() throws IOException {
        return PromptTexts.read(PROMPTS.resolve("texts.yaml"));
    }

    @Test
    void everyTextIsRecordedInEachLanguageAndNothingElseIs() throws IOException {
        var codes = new HashSet<String>();
        texts().forEach(text -> codes.add(text.code() + ".ulaw"));
        for (var language : MakePrompts.RECORDED) {
            try (var files = Files.list(PROMPTS.resolve(language))) {
                assertThat(files.map(file -> String.valueOf(file.getFileName())).toList())
                        .containsExactlyInAnyOrderElementsOf(codes);
            }
        }
    }

    @Test
    void everyTextIsWrittenInThreeLanguagesUnlessItNamesOne() throws IOException {
        for (var text : texts()) {
            if (text.spokenIn() == null) {
                assertThat(text.text().texts()).as(text.code()).containsOnlyKeys("en", "zh-Hans", "zh-Hant");
            }
        }
    }

    @Test
    void recordingsAreLevelAndNotClipped() throws IOException {
        for (var language : MakePrompts.RECORDED) {
            for (var text : texts()) {
                var file = PROMPTS.resolve(language).resolve(text.code() + ".ulaw");
                var recording = Recording.ofUlaw(Files.readAllBytes(file));
                var levelDb = 10 * Math.log10(Recording.activePower(recording.samples()));
                var peak = 0f;
                for (var sample : recording.samples()) {
                    peak = Math.max(peak, Math.abs(sample));
                }
                assertThat(recording.samples().length).as(file.toString()).isBetween(1_200, 20 * Recording.RATE);
                assertThat(levelDb).as(file.toString()).isBetween(Recording.LEVEL_DB - 4, Recording.LEVEL_DB + 0.5);
                assertThat(peak).as(file.toString()).isLessThan(0.9f);
            }
        }
    }

    @Test
    void theCodecKeepsEveryLevelWithinHalfAStep() {
        for (var linear = -32_000; linear <= 32_000; linear += 7) {
            var back = Recording.linear(Recording.ulaw(linear));
            assertThat(Math.abs(back - linear)).isLessThanOrEqualTo((Math.abs(linear) + 132) / 32 + 1);
        }
    }
}
