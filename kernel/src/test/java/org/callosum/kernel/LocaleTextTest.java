package org.callosum.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocaleTextTest {
    private static final LocaleText HELLO = new LocaleText(new LinkedHashMap<>(Map.of("en", "Hello", "zh-Hans", "您好")));

    @Test
    void aReaderGetsTheirOwnLanguage() {
        assertThat(HELLO.in("zh-Hans")).isEqualTo("您好");
    }

    @Test
    void aChineseReaderPrefersTheOtherScriptToEnglish() {
        assertThat(HELLO.in("zh-Hant")).isEqualTo("您好");
    }

    @Test
    void anybodyElseGetsEnglishOrWhatThereIs() {
        assertThat(HELLO.in("fr")).isEqualTo("Hello");
        assertThat(LocaleText.of("zh-Hans", "您好").in("fr")).isEqualTo("您好");
    }

    @Test
    void emptyTextsAndOddTagsAreRefused() {
        assertThatThrownBy(() -> new LocaleText(new LinkedHashMap<>())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LocaleText.of("en", " ")).hasMessageContaining("empty");
        assertThatThrownBy(() -> LocaleText.of("English!", "Hello")).hasMessageContaining("language tag");
    }
}
