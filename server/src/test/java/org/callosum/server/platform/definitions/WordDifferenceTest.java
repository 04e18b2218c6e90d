package org.callosum.server.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.callosum.server.platform.definitions.LineDifference.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordDifferenceTest {
    @Test
    void aWordThatChangedStandsAlone() {
        assertThat(WordDifference.between("Call back within 4 hours.", "Call back within 2 hours."))
                .containsExactly(
                        new WordDifference.Run(Kind.SAME, "Call back within "),
                        new WordDifference.Run(Kind.REMOVED, "4"),
                        new WordDifference.Run(Kind.ADDED, "2"),
                        new WordDifference.Run(Kind.SAME, " hours."));
    }

    @Test
    void ofChineseEachCharacterIsAWord() {
        assertThat(WordDifference.between("三天内退货", "七天内退换货"))
                .contains(new WordDifference.Run(Kind.REMOVED, "三"), new WordDifference.Run(Kind.ADDED, "换"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theRunsOfEachSideAreItsText(long seed) {
        var random = new Random(seed);
        var from = text(random);
        var to = text(random);
        var runs = WordDifference.between(from, to);
        assertThat(side(runs, Kind.ADDED)).isEqualTo(from);
        assertThat(side(runs, Kind.REMOVED)).isEqualTo(to);
    }

    private static String side(java.util.List<WordDifference.Run> runs, Kind without) {
        return runs.stream()
                .filter(run -> run.kind() != without)
                .map(WordDifference.Run::text)
                .collect(Collectors.joining());
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int word = 0; word < 200; word++) {
            text.append(random.nextBoolean() ? "word" + random.nextInt(9) + " " : "字\n".repeat(random.nextInt(3)));
        }
        return text.toString();
    }
}
