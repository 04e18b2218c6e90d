package org.callosum.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.LocaleText;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Plain reading of the playbook's files.
final class Yaml {
    private Yaml() {}

    static Map<?, ?> map(Path file) throws IOException {
        return read(Files.readString(file));
    }

    static Map<?, ?> read(String yaml) {
        return (Map<?, ?>)
                Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    static Map<?, ?> map(Map<?, ?> in, String field) {
        return (Map<?, ?>) there(in, field);
    }

    static List<?> list(Map<?, ?> in, String field) {
        return (List<?>) there(in, field);
    }

    static String text(Map<?, ?> in, String field) {
        return (String) there(in, field);
    }

    static Object there(Map<?, ?> in, String field) {
        var value = in.get(field);
        if (value == null) {
            throw new IllegalArgumentException("%s is missing in %s".formatted(field, in));
        }
        return value;
    }

    static LocaleText localeText(Object value) {
        var texts = new LinkedHashMap<String, String>();
        ((Map<?, ?>) value).forEach((language, text) -> texts.put((String) language, (String) text));
        return new LocaleText(texts);
    }
}
