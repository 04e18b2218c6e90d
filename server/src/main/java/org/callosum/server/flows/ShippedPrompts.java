package org.callosum.server.flows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.callosum.server.platform.text.Text;
import org.callosum.voice.Sound;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.stereotype.Component;

/// The prompts that come with the program: texts and µ-law clips of the playbook. Mandarin is spoken once, so
/// Traditional
/// Chinese hears the clips of Simplified.
@Component
class ShippedPrompts {
    private static final String TEXTS = "/playbook/prompts/texts.yaml";

    private final SequencedMap<String, Text> texts = texts();

    /// Bounded by the files of the playbook.
    private final Map<String, Sound> sounds = new ConcurrentHashMap<>();

    SequencedMap<String, Text> all() {
        return texts;
    }

    @Nullable
    Sound sound(String code, String language) {
        if (!texts.containsKey(code)) {
            return null;
        }
        var folder = language.equals("zh-Hant") ? "zh-Hans" : language;
        var known = sounds.get(folder + "/" + code);
        if (known != null) {
            return known;
        }
        try (InputStream in =
                ShippedPrompts.class.getResourceAsStream("/playbook/prompts/%s/%s.ulaw".formatted(folder, code))) {
            if (in == null) {
                return null;
            }
            var sound = Sound.ofMuLaw(in.readAllBytes());
            sounds.put(folder + "/" + code, sound);
            return sound;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static SequencedMap<String, Text> texts() {
        try (InputStream in = ShippedPrompts.class.getResourceAsStream(TEXTS)) {
            if (in == null) {
                throw new IllegalStateException("The playbook has no " + TEXTS);
            }
            var load = new Load(LoadSettings.builder().setLabel(TEXTS).build());
            if (!(load.loadFromInputStream(in) instanceof Map<?, ?> root)
                    || !(root.get("prompts") instanceof Map<?, ?> prompts)) {
                throw new IllegalStateException(TEXTS + " holds a map named prompts");
            }
            var texts = new LinkedHashMap<String, Text>();
            prompts.forEach((code, said) -> {
                if (said instanceof Map<?, ?> wordings) {
                    texts.put(
                            String.valueOf(code),
                            new Text(text(wordings, "en"), text(wordings, "zh-Hans"), text(wordings, "zh-Hant")));
                }
            });
            return texts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static @Nullable String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : null;
    }
}
