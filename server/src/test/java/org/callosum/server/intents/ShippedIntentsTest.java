package org.callosum.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import org.callosum.language.PhraseChecks;
import org.callosum.language.PhraseModel;
import org.callosum.server.platform.search.Folding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The table of the sample centre, and sentences that do not stand in it.
class ShippedIntentsTest {
    private static final IntentTable SHIPPED = read();

    private static IntentTable read() {
        try (var file = Objects.requireNonNull(
                ShippedIntentsTest.class.getResourceAsStream("/playbook/intents.json"), "the shipped intents")) {
            return JsonMapper.builder().build().readValue(file.readAllBytes(), IntentTable.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void itIsSoundAndTellsItsWishesApart() {
        SHIPPED.check();
        var judgement = PhraseChecks.judge(SHIPPED.known(), Folding::fold, SHIPPED.sureness());
        assertThat(judgement.findings())
                .extracting(PhraseChecks.Finding::kind)
                .doesNotContain(PhraseChecks.Kind.SHARED, PhraseChecks.Kind.TWICE, PhraseChecks.Kind.EMPTY);
        assertThat(judgement.right().value().orElse(0)).as(judgement.toString()).isGreaterThan(0.9);
        assertThat(judgement.taken().value().orElse(0)).as(judgement.toString()).isGreaterThan(0.3);
    }

    @ParameterizedTest
    @CsvSource({
        "hi my internet has been down since noon, outage",
        "the router light is red and I am offline, outage",
        "宽带断了上不了网, outage",
        "家裡網路斷了, outage",
        "everything loads very slowly in the evening, slow",
        "晚上看视频很卡, slow",
        "why did you charge me twice, bill",
        "我的账单金额好像不对, bill",
        "這個月帳單有問題, bill",
        "I would like to upgrade to a faster plan, renewal",
        "合同到期了我想续约, renewal",
        "please let me speak to a person, person",
        "麻烦转人工, person",
    })
    void customersAreUnderstood(String text, String intent) {
        var meant = PhraseModel.of(SHIPPED.known(), Folding::fold).understand(text, Set.of());
        assertThat(meant.sure(SHIPPED.sureness())).as(meant.toString()).isTrue();
        assertThat(meant.candidates().getFirst().intent()).isEqualTo(intent);
    }
}
