package org.callosum.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.callosum.kernel.Ratio;
import org.callosum.language.PhraseChecks.Finding;
import org.callosum.language.PhraseChecks.Kind;
import org.junit.jupiter.api.Test;

class PhraseChecksTest {
    private static PhraseChecks.Judgement judge(Intent... intents) {
        return PhraseChecks.judge(List.of(intents), UnaryOperator.identity(), Understanding.SURE);
    }

    @Test
    void theSameWordsForTwoWishesAreTold() {
        var judgement = judge(
                new Intent(
                        "bill", List.of("my bill is wrong", "explain the bill", "why so much", "charged twice", "pay")),
                new Intent(
                        "refund",
                        List.of("money back", "My bill is wrong!".toLowerCase(), "refund me", "i paid", "return")));
        assertThat(judgement.findings()).contains(new Finding(Kind.SHARED, "refund", "my bill is wrong!", "bill", ""));
    }

    @Test
    void aPhraseThatWouldBeMistakenIsToldWithItsNeighbour() {
        var judgement = judge(
                new Intent(
                        "cancel",
                        List.of("cancel my order now", "stop the order", "no longer wanted", "undo it", "withdraw")),
                new Intent("track", List.of("cancel my order no", "where is it", "track the parcel", "late", "when")));
        assertThat(judgement.findings())
                .contains(new Finding(Kind.MISTAKEN, "track", "cancel my order no", "cancel", "cancel my order now"));
        assertThat(judgement.right().part()).isLessThan(judgement.right().whole());
    }

    @Test
    void emptyDoubleAndFewPhrasesAreTold() {
        var judgement = judge(new Intent("hours", List.of("opening hours", "opening  hours", "…")));
        assertThat(judgement.findings())
                .containsExactly(
                        new Finding(Kind.TWICE, "hours", "opening  hours", "", ""),
                        new Finding(Kind.EMPTY, "hours", "…", "", ""),
                        new Finding(Kind.FEW_PHRASES, "hours", "", "", ""));
    }

    @Test
    void phrasesThatSupportEachOtherAreRight() {
        var judgement = judge(
                new Intent(
                        "address",
                        List.of("i have moved house", "we moved", "i moved", "have moved", "moved to a new house")),
                new Intent(
                        "password",
                        List.of(
                                "forgot my password",
                                "password forgotten",
                                "new password",
                                "my password",
                                "reset password")));
        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.right())
                .isEqualTo(new Ratio(judgement.taken().part(), judgement.taken().part()));
        assertThat(judgement.taken().part()).isGreaterThanOrEqualTo(8);
    }
}
