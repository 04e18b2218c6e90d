package org.callosum.server.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.callosum.server.platform.definitions.LineDifference.Kind;
import org.callosum.server.platform.definitions.LineDifference.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDifferenceTest {
    @Test
    void onlyWhatChangedIsMarked() {
        assertThat(LineDifference.between("a\nb\nc\n", "a\nx\nc\nd\n"))
                .containsExactly(
                        new Line(Kind.SAME, "a"),
                        new Line(Kind.REMOVED, "b"),
                        new Line(Kind.ADDED, "x"),
                        new Line(Kind.SAME, "c"),
                        new Line(Kind.ADDED, "d"));
    }

    @Test
    void theSameTextHasNoDifferenceAndNothingBecomesSomething() {
        assertThat(LineDifference.between("a\nb", "a\nb"))
                .allMatch(line -> line.kind() == Kind.SAME)
                .hasSize(2);
        assertThat(LineDifference.between("", "a\nb"))
                .allMatch(line -> line.kind() == Kind.ADDED)
                .hasSize(2);
        assertThat(LineDifference.between("", "")).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keptAndRemovedLinesAreTheOldTextKeptAndAddedTheNew(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String from = text(random);
            String to = text(random);
            var lines = LineDifference.between(from, to);
            assertThat(lines.stream().filter(line -> line.kind() != Kind.ADDED).map(Line::text))
                    .containsExactlyElementsOf(from.lines().toList());
            assertThat(lines.stream()
                            .filter(line -> line.kind() != Kind.REMOVED)
                            .map(Line::text))
                    .containsExactlyElementsOf(to.lines().toList());
        }
    }

    @Test
    void textsWithTooManyEditsAreShownAsReplaced() {
        String from = numbered(3_000, "a");
        assertThat(LineDifference.between(from, numbered(3_000, "b"))).hasSize(6_000);
    }

    private static String numbered(int lines, String prefix) {
        return java.util.stream.IntStream.range(0, lines)
                .mapToObj(i -> prefix + i)
                .collect(Collectors.joining("\n"));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 'a', 'e')
                .mapToObj(letter -> Character.toString((char) letter))
                .collect(Collectors.joining("\n"));
    }
}
