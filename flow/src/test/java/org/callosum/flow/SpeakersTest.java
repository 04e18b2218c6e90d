package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.callosum.kernel.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One flow, two speakers: what is pressed on a telephone is written in a chat, and leads to the same place.
class SpeakersTest {
    private static final String FLOW = """
            flow: shop
            name: {en: Shop}
            variables: {order: text, topic: text}
            start: language
            steps:
              language:
                menu:
                  prompt: choose-language
                  options:
                    - {key: 1, language: en, label: {en: English}, next: main}
                    - {key: 2, language: zh-Hans, label: {zh-Hans: 中文}, words: [普通话], next: main}
                otherwise: main
              main:
                menu:
                  say: {en: What is it about?, zh-Hans: 请问您需要什么帮助？}
                  options:
                    - {key: 1, label: {en: My order, zh-Hans: 订单}, words: [order, delivery], set: {topic: "'order'"}, next: ask}
                    - {key: 2, label: {en: A return, zh-Hans: 退货}, words: [return], set: {topic: "'return'"}, next: ask}
                otherwise: ask
              ask:
                collect: {into: order, say: {en: Your order number?, zh-Hans: 您的订单号？}, min: 4, max: 8, ends: "#"}
                next: wait
                otherwise: wait
              wait: {queue: {code: orders, attributes: {topic: topic}}, otherwise: bye}
              bye: {hang-up: }
            """;

    @Test
    void keysAndWordsLeadToTheSameQueueWithTheSameFacts() {
        var pressed = new Visit(FLOW).begins("shop").presses("2").presses("1").presses("12345#");
        var written = new Visit(FLOW)
                .begins("shop")
                .listens()
                .writes("普通话")
                .listens()
                .writes("我想查一下订单")
                .listens()
                .writes("１２３４５");

        assertThat(written.last(FlowEffect.Enqueue.class))
                .usingRecursiveComparison()
                .ignoringFields("ticket")
                .isEqualTo(pressed.last(FlowEffect.Enqueue.class));
        assertThat(written.path()).isEqualTo(pressed.path());
        assertThat(written.run().variables()).isEqualTo(pressed.run().variables());
    }

    @ParameterizedTest(name = "{0} means {1}")
    @CsvSource({
        "1, order",
        "my order, order",
        "MY ORDER, order",
        "where is my delivery please, order",
        "I want a return, return",
        "退货, return",
        "订单, order",
    })
    void aLineMeansAnOption(String line, String topic) {
        var visit = new Visit(FLOW).begins("shop").writes("English").writes(line);

        assertThat(visit.run().variable("topic")).isEqualTo(Value.of(topic));
    }

    @ParameterizedTest
    @CsvSource({"returned goods", "order and return", "''", "hello"})
    void aLineThatIsNotClearIsAskedAgain(String line) {
        var visit = new Visit(FLOW).begins("shop").writes("English").writes(line);

        assertThat(visit.run().variable("topic")).isEqualTo(Value.ABSENT);
        assertThat(visit.run().frames().getLast().step()).isEqualTo("main");
        assertThat(visit.run().frames().getLast().tries()).isEqualTo(1);
    }

    @Test
    void aWrittenChannelIsToldTheChoices() {
        var visit = new Visit(FLOW).begins("shop").writes("中文");

        assertThat(visit.last(FlowEffect.Collect.class).choices())
                .containsExactly(new FlowEffect.Choice('1', "订单"), new FlowEffect.Choice('2', "退货"));
    }
}
