package org.callosum.server.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.callosum.server.platform.text.Text;
import org.callosum.server.scripts.Behaviours;
import org.springframework.stereotype.Component;

/// The behaviours that ship.
@Component
class ShippedBehaviours implements Behaviours {
    private final Map<String, Text> names = new LinkedHashMap<>();

    ShippedBehaviours() {
        PlaybookFiles.behaviours().forEach(each -> names.put(each.code(), each.name()));
    }

    @Override
    public Text name(String code) {
        return names.getOrDefault(code, Text.english(code));
    }

    @Override
    public Set<String> codes() {
        return Set.copyOf(names.keySet());
    }
}
