package org.callosum.playbook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// The texts of the prompts.
record PromptTexts(String code, LocaleText text, @Nullable String spokenIn) {
    String in(String language) {
        return text.in(language);
    }

    static List<PromptTexts> read(Path file) throws IOException {
        var prompts = Yaml.map(Yaml.map(file), "prompts");
        var all = new ArrayList<PromptTexts>();
        for (var code : prompts.keySet()) {
            var fields = new LinkedHashMap<>(Yaml.map(prompts, (String) code));
            var spokenIn = (String) fields.remove("spoken-in");
            all.add(new PromptTexts((String) code, Yaml.localeText(fields), spokenIn));
        }
        return all;
    }
}
