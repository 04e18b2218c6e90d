package org.callosum.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseModelTest {
    private static final List<Intent> WISHES = List.of(
            new Intent(
                    "repair",
                    List.of(
                            "my car needs a repair",
                            "I want my car fixed",
                            "the machine is broken",
                            "it does not start any more",
                            "我的车坏了",
                            "我想修车",
                            "机器不能启动",
                            "需要维修")),
            new Intent(
                    "bill",
                    List.of(
                            "there is a mistake on my bill",
                            "why is the invoice so high",
                            "I was charged twice",
                            "explain my bill",
                            "账单有问题",
                            "为什么扣了两次钱",
                            "发票金额不对",
                            "我想查账单")),
            new Intent(
                    "delivery",
                    List.of(
                            "where is my parcel",
                            "when does my order arrive",
                            "the delivery is late",
                            "track my order",
                            "我的包裹在哪里",
                            "订单什么时候到",
                            "快递还没到",
                            "查询物流")));

    private final PhraseModel model = PhraseModel.of(WISHES, text -> text.toLowerCase(Locale.ROOT));

    private Understanding asked(String text) {
        return model.understand(text, Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "My car has to be repaired, repair",
        "Please fix my car, repair",
        "machine won't start, repair",
        "我要修我的车, repair",
        "机器启动不了, repair",
        "Why was I charged two times, bill",
        "the bill is wrong, bill",
        "账单金额有误, bill",
        "has my parcel arrived, delivery",
        "tracking an order, delivery",
        "包裹还没有到, delivery",
    })
    void wordingsNobodyWroteDownMeanTheSame(String text, String intent) {
        var meant = asked(text);
        assertThat(meant.candidates().getFirst().intent()).isEqualTo(intent);
        assertThat(meant.sure(Understanding.SURE)).as(meant.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"the weather is lovely today", "你好", "xyzzy", "9"})
    void whatIsUnlikeEverythingIsNotTakenForSomething(String text) {
        assertThat(asked(text).sure(Understanding.SURE)).isFalse();
    }

    @Test
    void thePhraseItselfIsCertain() {
        var first = asked("THE MACHINE IS BROKEN!").candidates().getFirst();
        assertThat(first.likeness()).isEqualTo(1);
        assertThat(first.phrase()).isEqualTo("the machine is broken");
        assertThat(first.confidence()).isGreaterThan(0.95);
    }

    @Test
    void aPhraseInALongSentenceIsHeard() {
        assertThat(asked("hello, it is me again from last week, and now please do explain my bill to me, thank you")
                        .candidates()
                        .getFirst()
                        .likeness())
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void twoWishesInOneSentenceShareTheConfidence() {
        var meant = asked("track my order and explain my bill");
        assertThat(meant.candidates().get(0).confidence())
                .isCloseTo(meant.candidates().get(1).confidence(), within(0.05));
        assertThat(meant.sure(Understanding.SURE)).isFalse();
    }

    @Test
    void onlyTheIntentsAskedForAnswer() {
        assertThat(model.understand("where is my parcel", Set.of("bill", "repair"))
                        .candidates())
                .extracting(Understanding.Candidate::intent)
                .doesNotContain("delivery");
    }

    @Test
    void anythingCanBeWritten() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var text = new StringBuilder();
            for (int at = random.nextInt(40); at > 0; at--) {
                text.append((char) random.nextInt(0x10000));
            }
            double confidence = asked(text.toString()).candidates().stream()
                    .mapToDouble(Understanding.Candidate::confidence)
                    .sum();
            assertThat(confidence).as(text.toString()).isBetween(0.0, 1.0);
        }
        assertThat(asked("").candidates()).isEmpty();
        assertThat(asked("?!… ").candidates()).isEmpty();
        assertThat(asked("bill ".repeat(100_000)).candidates().getFirst().intent())
                .isEqualTo("bill");
    }

    @Test
    void withoutPhrasesNothingIsUnderstood() {
        assertThat(PhraseModel.of(List.of(), text -> text)
                        .understand("my bill", Set.of())
                        .candidates())
                .isEmpty();
    }

    @Test
    void boundsHold() {
        var many = new Intent("many", Collections.nCopies(PhraseModel.MOST_PHRASES + 1, "a phrase"));
        assertThatThrownBy(() -> PhraseModel.of(List.of(many), text -> text)).hasMessageContaining("At most 200");
        var twice = List.of(new Intent("one", List.of()), new Intent("one", List.of()));
        assertThatThrownBy(() -> PhraseModel.of(twice, text -> text)).hasMessageContaining("same code");
    }
}
