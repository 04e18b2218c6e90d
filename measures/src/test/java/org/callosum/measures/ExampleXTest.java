package org.callosum.measures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.callosum.kernel.Ratio;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.Outcome;
import org.callosum.measures.facts.QueueEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Example X of `metrics.md` 0.6: N = 104 entered; A = 80 of which A_T = 68; B = 20 of which B_s = 6 and B_T =
/// 9; F = 4. Sum of answered waits 1,120 s, of abandoned waits 520 s, of flow-outs 200 s. Conversations 16,800
/// s of which hold 1,200 s; wrap-up 2,400 s. Six transferred.
class ExampleXTest {
    private static final QueueId QUEUE = new QueueId(1);
    private static final long TEN = 1_800_003_600_000L;

    private final QueueCounts counts = exampleX().stream()
            .map(entry -> QueueCounts.of(entry, Thresholds.DEFAULT))
            .reduce(QueueCounts.NONE, QueueCounts::plus);

    static List<QueueEntry> exampleX() {
        var entries = new ArrayList<QueueEntry>();
        // 68 waits within T: 67 of 7 s and one of exactly 20 s = 489 s; 12 above: 11 of 52 s and one of 59 s = 631 s
        for (int i = 0; i < 80; i++) {
            long wait = i < 67 ? 7_000 : i == 67 ? 20_000 : i < 79 ? 52_000 : 59_000;
            entries.add(answered(i, wait, i < 6 ? Outcome.TRANSFERRED : Outcome.HANDLED));
        }
        // 6 of 4.999 s or less, 3 up to exactly T, 11 above: 6 × 4 + 5 + 20 + 20 + 11 × 41 = 520
        long[] abandoned = {4, 4, 4, 4, 4, 4, 5, 20, 20, 41, 41, 41, 41, 41, 41, 41, 41, 41, 41, 41};
        for (int i = 0; i < abandoned.length; i++) {
            entries.add(unanswered(100 + i, abandoned[i] * 1000, Outcome.ABANDONED));
        }
        var flowOuts = List.of(Outcome.OVERFLOW, Outcome.CALLBACK, Outcome.VOICEMAIL, Outcome.CLOSED);
        for (int i = 0; i < flowOuts.size(); i++) {
            entries.add(unanswered(200 + i, 50_000, flowOuts.get(i)));
        }
        return entries;
    }

    private static QueueEntry answered(int i, long wait, Outcome outcome) {
        long at = TEN + i * 1000L;
        long answeredAt = at + wait;
        long ended = answeredAt + 210_000;
        return new QueueEntry(
                new InteractionId(1 + i),
                QUEUE,
                at,
                answeredAt,
                ended,
                15_000,
                ended + 30_000,
                outcome,
                new AgentId(7),
                1,
                List.of());
    }

    private static QueueEntry unanswered(int i, long wait, Outcome outcome) {
        long at = TEN + i * 1000L;
        return new QueueEntry(new InteractionId(1 + i), QUEUE, at, 0, at + wait, 0, 0, outcome, null, 0, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "sl_offered, 68, 100",
        "sl_no_short, 68, 94",
        "sl_abn_ignored, 68, 91",
        "sl_abn_positive, 77, 100",
        "sl_answered, 68, 80",
        "sl_no_short_flowout, 68, 98"
    })
    void serviceLevelKeepsBothCountsInEveryVariant(String variant, long part, long whole) {
        assertThat(ServiceLevel.of(variant).of(counts)).isEqualTo(new Ratio(part, whole));
    }

    @Test
    void theDefaultIsWithoutShortAbandons() {
        assertThat(Thresholds.DEFAULT.variant().of(counts)).isEqualTo(new Ratio(68, 94));
    }

    @Test
    void countsAreThoseOfTheExample() {
        assertThat(counts.arrived()).isEqualTo(104);
        assertThat(counts.finished()).isEqualTo(104);
        assertThat(counts.answered()).isEqualTo(80);
        assertThat(counts.abandoned()).isEqualTo(20);
        assertThat(counts.abandonedShort()).isEqualTo(6);
        assertThat(counts.abandonedInT()).isEqualTo(9);
        assertThat(counts.flowOuts()).isEqualTo(4);
        assertThat(counts.transferred()).isEqualTo(6);
        assertThat(counts.conversationMillis()).isEqualTo(16_800_000);
        assertThat(counts.holdMillis()).isEqualTo(1_200_000);
        assertThat(counts.wrapUpMillis()).isEqualTo(2_400_000);
    }

    @Test
    void figuresAreThoseOfTheExample() {
        assertThat(counts.connectRate()).isEqualTo(new Ratio(80, 104));
        assertThat(counts.abandonRateGross()).isEqualTo(new Ratio(20, 100));
        assertThat(counts.abandonRate()).isEqualTo(new Ratio(14, 94));
        assertThat(counts.flowOutRate()).isEqualTo(new Ratio(4, 104));
        assertThat(counts.averageSpeedOfAnswerMillis()).hasValue(14_000);
        assertThat(counts.averageTimeToAbandonMillis()).hasValue(26_000);
        assertThat(counts.averageWaitMillis().getAsDouble() / 1000).isBetween(17.69, 17.70);
        assertThat(counts.averageHandleMillis()).hasValue(240_000);
        assertThat(counts.longestAnsweredWaitMillis()).isEqualTo(59_000);
    }

    @Test
    void nothingFinishedHasNoServiceLevel() {
        for (var variant : ServiceLevel.values()) {
            assertThat(variant.of(QueueCounts.NONE).value()).isEmpty();
        }
        assertThat(QueueCounts.NONE.averageSpeedOfAnswerMillis()).isEmpty();
    }

    @Test
    void theTargetIsInclusiveAndAShortAbandonStrict() {
        var onTarget = QueueCounts.of(answered(1, 20_000, Outcome.HANDLED), Thresholds.DEFAULT);
        var beyond = QueueCounts.of(answered(1, 20_001, Outcome.HANDLED), Thresholds.DEFAULT);
        assertThat(onTarget.answeredInT()).isOne();
        assertThat(beyond.answeredInT()).isZero();
        var fiveSeconds = QueueCounts.of(unanswered(1, 5_000, Outcome.ABANDONED), Thresholds.DEFAULT);
        var shorter = QueueCounts.of(unanswered(1, 4_999, Outcome.ABANDONED), Thresholds.DEFAULT);
        assertThat(fiveSeconds.abandonedShort()).isZero();
        assertThat(shorter.abandonedShort()).isOne();
    }

    @Test
    void anInterruptedEntryIsNeverAnAbandonAndStaysOutOfHandleTime() {
        var unanswered = QueueCounts.of(unanswered(1, 9_000, Outcome.INTERRUPTED), Thresholds.DEFAULT);
        assertThat(unanswered.flowOuts()).isOne();
        assertThat(unanswered.abandoned()).isZero();
        assertThat(unanswered.interrupted()).isOne();
        var answered = QueueCounts.of(answered(1, 9_000, Outcome.INTERRUPTED), Thresholds.DEFAULT);
        assertThat(answered.answeredInT()).isOne();
        assertThat(answered.flowOuts()).isZero();
        assertThat(answered.handled()).isZero();
        assertThat(answered.averageHandleMillis()).isEmpty();
    }

    @Test
    void anUnknownVariantNamesAnExample() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ServiceLevel.of("sla"))
                .hasMessageContaining("sl_no_short");
    }
}
