package org.callosum.server.platform.editing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

class RememberedTest {
    private static final Duration AGE = Duration.ofSeconds(10);

    private final ArrayDeque<Runnable> beside = new ArrayDeque<>();
    private long now = 1;
    private int readings;
    private boolean unreachable;
    private final Remembered<Integer> settings = new Remembered<>("settings", AGE, () -> now, this::read, beside::add);

    private Integer read() {
        if (unreachable) {
            throw new TransientDataAccessResourceException("no database");
        }
        return ++readings;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void anOldCopyIsReadAgainBesideTheQuestion() {
        assertThat(settings.value()).isEqualTo(1);
        pass(AGE);
        assertThat(settings.value()).as("nobody waits").isEqualTo(1);
        assertThat(settings.value()).isEqualTo(1);
        assertThat(beside).as("one reading for all who ask").hasSize(1);
        Objects.requireNonNull(beside.poll()).run();
        assertThat(settings.value()).isEqualTo(2);
        pass(AGE);
        assertThat(settings.value()).isEqualTo(2);
        assertThat(beside).hasSize(1);
    }

    @Test
    void aCopyTwiceAsOldIsNotTrusted() {
        settings.value();
        pass(AGE.multipliedBy(2));
        assertThat(settings.value()).isEqualTo(2);
        assertThat(beside).isEmpty();
    }

    @Test
    void anEditIsSeenByTheNextQuestion() {
        settings.value();
        settings.forget();
        assertThat(settings.value()).isEqualTo(2);
    }

    @Test
    void withoutADatabaseTheLastCopyStands() {
        settings.value();
        unreachable = true;
        pass(AGE.multipliedBy(2));
        assertThat(settings.value()).isEqualTo(1);
        unreachable = false;
        pass(AGE.multipliedBy(2));
        assertThat(settings.value()).isEqualTo(2);
    }
}
