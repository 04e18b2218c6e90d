package org.callosum.server.platform.text;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The languages of screens, prompts and messages.
public enum Language {
    EN("en"),
    ZH_HANS("zh-Hans"),
    ZH_HANT("zh-Hant");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// BCP 47 tag.
    @JsonValue
    public String tag() {
        return tag;
    }

    /// @throws IllegalArgumentException for any other tag
    @JsonCreator
    public static Language of(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return language;
            }
        }
        throw new IllegalArgumentException("Language is en, zh-Hans or zh-Hant, not " + tag);
    }

    /// The best of ours for an `Accept-Language` header; English when nothing fits or the header is unreadable.
    public static Language negotiated(@Nullable String header) {
        if (header == null || header.isBlank() || header.length() > 200) {
            return EN;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(header);
        } catch (IllegalArgumentException _) {
            return EN;
        }
        for (Locale.LanguageRange range : ranges) {
            String wanted = range.getRange();
            if (wanted.startsWith("zh")) {
                boolean traditional = wanted.contains("hant")
                        || wanted.endsWith("-tw")
                        || wanted.endsWith("-hk")
                        || wanted.endsWith("-mo");
                return traditional ? ZH_HANT : ZH_HANS;
            }
            if (wanted.startsWith("en") || wanted.equals("*")) {
                return EN;
            }
        }
        return EN;
    }
}
