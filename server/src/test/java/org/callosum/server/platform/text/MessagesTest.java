package org.callosum.server.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    @Test
    void eachSentenceStandsInAllThreeLanguages() {
        Messages messages = Messages.load();
        assertThat(messages.keys(Language.EN)).hasSizeGreaterThan(30);
        assertThat(messages.keys(Language.ZH_HANS)).isEqualTo(messages.keys(Language.EN));
        assertThat(messages.keys(Language.ZH_HANT)).isEqualTo(messages.keys(Language.EN));
    }

    @Test
    void placeholdersAreFilled() {
        assertThat(Messages.load().find(Language.EN, "problem.too-many-attempts.detail", Map.of("seconds", 8)))
                .isEqualTo("Try again in 8 s.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8|zh-Hans",
                "zh-TW|zh-Hant",
                "zh-Hant-HK|zh-Hant",
                "en-GB|en",
                "fr,zh;q=0.5|zh-Hans",
                "fr|en",
                "%%%|en"
            })
    void theBestLanguageIsChosen(String header, String language) {
        assertThat(Language.negotiated(header).tag()).isEqualTo(language);
    }

    @Test
    void aMissingLanguageIsStoodInForByTheNearest() {
        assertThat(new Text("Sales", null, "銷售").in(Language.ZH_HANS)).isEqualTo("銷售");
        assertThat(new Text(null, "销售", null).in(Language.EN)).isEqualTo("销售");
        assertThat(Text.fromJson(Text.of("Sales", "销售", "銷售").json())).isEqualTo(Text.of("Sales", "销售", "銷售"));
    }
}
