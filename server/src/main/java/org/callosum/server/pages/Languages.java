package org.callosum.server.pages;

import java.util.ArrayList;
import java.util.List;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;

/// A text's own languages, without stand-ins.
final class Languages {
    private Languages() {}

    static String in(Text text, Language language) {
        var said = switch (language) {
            case EN -> text.en();
            case ZH_HANS -> text.zhHans();
            case ZH_HANT -> text.zhHant();
        };
        return said == null ? "" : said;
    }

    static String in(Text text, String language) {
        return in(text, Language.of(language));
    }

    static List<Language> of(Text text) {
        var languages = new ArrayList<Language>();
        for (var language : Language.values()) {
            if (!in(text, language).isEmpty()) {
                languages.add(language);
            }
        }
        return languages;
    }
}
