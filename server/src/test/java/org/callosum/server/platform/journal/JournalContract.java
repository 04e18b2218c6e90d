package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every journal promises, whatever stores it.
abstract class JournalContract {
    /// A fresh journal with its ownership, and a tenant in it.
    abstract Journal journal();

    abstract Ownership ownership();

    abstract long tenant();

    /// Lets the term in force run out.
    abstract void letTermEnd();

    private Ownership.Term take(String node) {
        return Objects.requireNonNull(ownership().take(tenant(), node, false));
    }

    private static String event(int n) {
        return "{\"n\": %d}".formatted(n);
    }

    private List<Journal.Entry> all() {
        List<Journal.Entry> entries = new ArrayList<>();
        journal().read(tenant(), 0, entries::add);
        return entries;
    }

    @Test
    void aBatchIsReadBackInOrder() {
        Ownership.Term term = take("a");
        journal().append(tenant(), term.epoch(), 1, List.of(event(1), event(2)));
        journal().append(tenant(), term.epoch(), 3, List.of(event(3)));
        assertThat(all())
                .containsExactly(
                        new Journal.Entry(1, event(1)), new Journal.Entry(2, event(2)), new Journal.Entry(3, event(3)));
        List<Long> positions = new ArrayList<>();
        assertThat(journal().read(tenant(), 1, entry -> positions.add(entry.position())))
                .isEqualTo(3);
        assertThat(positions).containsExactly(2L, 3L);
    }

    @Test
    void nothingIsReadFromAnEmptyJournal() {
        assertThat(all()).isEmpty();
        assertThat(journal().read(tenant(), 0, entry -> {})).isZero();
    }

    @Test
    void aBatchLargerThanAPageIsReadWhole() {
        Ownership.Term term = take("a");
        List<String> events = new ArrayList<>();
        for (int n = 1; n <= 2_500; n++) {
            events.add(event(n));
        }
        journal().append(tenant(), term.epoch(), 1, events);
        assertThat(all()).hasSize(2_500);
    }

    @Test
    void aWriterWhoseTermHasEndedIsRefusedAndItsSuccessorWrites() {
        Ownership.Term first = take("a");
        journal().append(tenant(), first.epoch(), 1, List.of(event(1)));
        letTermEnd();
        Ownership.Term second = take("b");
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThatThrownBy(() -> journal().append(tenant(), first.epoch(), 2, List.of(event(99))))
                .isInstanceOf(Journal.NotOwnerException.class);
        journal().append(tenant(), second.epoch(), 2, List.of(event(2)));
        assertThat(all()).extracting(Journal.Entry::event).containsExactly(event(1), event(2));
    }

    @Test
    void aTermThatHasEndedIsRefusedEvenWithoutASuccessor() {
        Ownership.Term term = take("a");
        letTermEnd();
        assertThatThrownBy(() -> journal().append(tenant(), term.epoch(), 1, List.of(event(1))))
                .isInstanceOf(Journal.NotOwnerException.class);
        assertThat(ownership().renew(term)).isFalse();
        assertThat(all()).isEmpty();
    }

    @Test
    void whileOneNodeOwnsTheFloorAnotherDoesNotGetIt() {
        Ownership.Term term = take("a");
        assertThat(ownership().take(tenant(), "b", true)).isNull();
        assertThat(ownership().renew(term)).isTrue();
        ownership().release(term);
        assertThat(ownership().take(tenant(), "b", false)).isNotNull();
    }

    @Test
    void aRestartedNodeNeedNotWaitForItsOwnTermAndShutsOutItsFormerSelf() {
        Ownership.Term before = take("a");
        Ownership.Term after = Objects.requireNonNull(ownership().take(tenant(), "a", true));
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThatThrownBy(() -> journal().append(tenant(), before.epoch(), 1, List.of(event(1))))
                .isInstanceOf(Journal.NotOwnerException.class);
        assertThat(ownership().take(tenant(), "a", false)).isNull();
    }

    @Test
    void aPositionIsNeverWrittenTwice() {
        Ownership.Term term = take("a");
        journal().append(tenant(), term.epoch(), 1, List.of(event(1)));
        assertThatThrownBy(() -> journal().append(tenant(), term.epoch(), 1, List.of(event(2))))
                .isInstanceOf(Journal.NotOwnerException.class);
        assertThat(all()).extracting(Journal.Entry::event).containsExactly(event(1));
    }

    @Test
    void aFollowerGetsWhatIsThereAndWhatComes() throws InterruptedException {
        Ownership.Term term = take("a");
        journal().append(tenant(), term.epoch(), 1, List.of(event(1), event(2)));
        BlockingQueue<Journal.Entry> heard = new LinkedBlockingQueue<>();
        try (Journal.Following following = journal().follow(tenant(), 1, "test", heard::addAll)) {
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Journal.Entry(2, event(2)));
            journal().append(tenant(), term.epoch(), 3, List.of(event(3)));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new Journal.Entry(3, event(3)));
            assertThat(following.position()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void anEmptyBatchIsAMistake() {
        Ownership.Term term = take("a");
        assertThatThrownBy(() -> journal().append(tenant(), term.epoch(), 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
