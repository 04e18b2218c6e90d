package org.callosum.server.platform.text;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A name or sentence in up to three languages, at least one. Stored as `jsonb`.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Text(
        @Nullable String en,
        @JsonProperty("zh-Hans") @Nullable String zhHans,
        @JsonProperty("zh-Hant") @Nullable String zhHant) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Text {
        en = given(en);
        zhHans = given(zhHans);
        zhHant = given(zhHant);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    public static Text of(String en, String zhHans, String zhHant) {
        return new Text(en, zhHans, zhHant);
    }

    public static Text english(String en) {
        return new Text(en, null, null);
    }

    /// Reads what [#json] wrote.
    public static Text fromJson(String json) {
        return JSON.readValue(json, Text.class);
    }

    /// For a `jsonb` column: `cast(:name as jsonb)`.
    public String json() {
        return JSON.writeValueAsString(this);
    }

    @JsonIgnore
    public boolean isEmpty() {
        return en == null && zhHans == null && zhHant == null;
    }

    /// In a language, else in the nearest one there is; Chinese scripts stand in for each other before English does.
    public String in(Language language) {
        Stream<@Nullable String> order = switch (language) {
            case EN -> Stream.of(en, zhHans, zhHant);
            case ZH_HANS -> Stream.of(zhHans, zhHant, en);
            case ZH_HANT -> Stream.of(zhHant, zhHans, en);
        };
        return order.filter(text -> text != null).findFirst().orElse("");
    }
}
