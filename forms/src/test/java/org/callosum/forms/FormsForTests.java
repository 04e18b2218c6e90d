package org.callosum.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

/// Forms that tests fill in.
final class FormsForTests {
    static final String COMPLAINT = """
            use: case
            title:
              en: Complaint
              zh-Hans: 投诉
            scales:
            - code: anger
              name:
                en: Anger
                zh-Hans: 情绪
              points:
              - code: calm
                name:
                  en: Calm
                  zh-Hans: 平静
                score: 2
              - code: cross
                name:
                  en: Cross
                  zh-Hans: 不快
                score: 1
              - code: furious
                name:
                  en: Furious
                  zh-Hans: 愤怒
                score: 0
            sections:
            - code: what
              title:
                en: What happened
                zh-Hans: 事由
              items:
              - code: about
                kind: choice
                label:
                  en: About
                  zh-Hans: 关于
                required: true
                options:
                - code: goods
                  name:
                    en: Goods
                    zh-Hans: 商品
                - code: service
                  name:
                    en: Service
                    zh-Hans: 服务
              - code: order-number
                kind: text
                label:
                  en: Order
                  zh-Hans: 订单
                required: true
                when: about = 'goods'
                pattern: order-number
              - code: amount
                kind: number
                label:
                  en: Amount
                  zh-Hans: 金额
                when: order_number is present
                minimum: 0
                maximum: 10000
                decimals: 2
              - code: mood
                kind: scale
                label:
                  en: Mood
                  zh-Hans: 情绪
                scale: anger
            - code: remedy
              title:
                en: Remedy
                zh-Hans: 补救
              when: amount > 100
              items:
              - code: card
                kind: text
                label:
                  en: Account for the refund
                  zh-Hans: 退款账号
                sensitive: true
            """;

    /// The example of `metrics.md`, M:QA-S: items of 10, 20, 30, 40 points.
    static final String FOUR_ITEMS = """
            use: evaluation
            title:
              en: Call
            sections:
            - code: all
              title:
                en: All
              items:
              - code: a
                kind: yes-no
                label:
                  en: A
                weight: 10
              - code: b
                kind: yes-no
                label:
                  en: B
                not-applicable: true
                weight: 20
              - code: c
                kind: number
                label:
                  en: C
                weight: 30
                minimum: 0
                maximum: 3
              - code: d
                kind: choice
                label:
                  en: D
                weight: 40
                critical: customer
                options:
                - code: good
                  name:
                    en: Good
                  score: 4
                - code: fair
                  name:
                    en: Fair
                  score: 3
                - code: bad
                  name:
                    en: Bad
                  score: 0
                - code: unclear
                  name:
                    en: Unclear
            """;

    private FormsForTests() {}

    static CheckedForm read(String yaml) {
        var reading = FormReader.read(yaml);
        assertThat(reading.findings()).isEmpty();
        return CheckedForm.of(Objects.requireNonNull(reading.form()));
    }
}
