package org.callosum.server.platform.editing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedTogetherTest {
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private final List<List<Integer>> asked = new ArrayList<>();

    private final AskedTogether<Integer, String> desk = new AskedTogether<>(this::answer, threads::add);

    private Map<Integer, String> answer(List<Integer> questions) {
        asked.add(questions);
        if (questions.contains(13)) {
            throw new IllegalStateException("unlucky");
        }
        return questions.stream()
                .filter(each -> each % 2 == 0)
                .collect(Collectors.toMap(each -> each, each -> "#" + each));
    }

    private void work() {
        Objects.requireNonNull(threads.poll()).run();
    }

    @Test
    void whatIsAskedWhileNobodyAnswersIsAnsweredTogether() {
        var first = desk.ask(2);
        var same = desk.ask(2);
        var unknown = desk.ask(3);
        assertThat(threads).as("one thread at a time").hasSize(1);
        work();
        assertThat(asked).containsExactly(List.of(2, 3));
        assertThat(first.join()).isEqualTo("#2");
        assertThat(same.join()).isEqualTo("#2");
        assertThat(unknown.join()).isNull();
        desk.ask(4);
        assertThat(threads).as("asked again afterwards").hasSize(1);
    }

    @Test
    void aFailureIsToldToThoseWhoAskedAndTheNextAreAnswered() {
        var unlucky = desk.ask(13);
        work();
        var lucky = desk.ask(6);
        work();
        assertThat(unlucky).isCompletedExceptionally();
        assertThat(lucky.join()).isEqualTo("#6");
    }

    @Test
    void beyondTheBoundQuestionsAreRefusedAtOnce() {
        IntStream.range(0, AskedTogether.LIMIT).forEach(desk::ask);
        assertThat(desk.ask(1)).isCompletedExceptionally();
        work();
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(AskedTogether.LIMIT);
    }
}
