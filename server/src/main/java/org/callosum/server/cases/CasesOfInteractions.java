package org.callosum.server.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.interactions.CallBacks;
import org.callosum.server.interactions.InteractionCases;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What the room of interactions asks of cases: to owe an interrupted customer a call, and to show what came of a
/// contact.
@Component
@Transactional
class CasesOfInteractions implements CallBacks, InteractionCases {
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final Cases cases;
    private final JsonMapper json;

    CasesOfInteractions(Cases cases, JsonMapper json) {
        this.cases = cases;
        this.json = json;
    }

    @Override
    public void owe(long tenant, Owed owed) {
        var unused = cases.open(new Cases.Opening(
                owed.client().value(),
                "call-back",
                owed.reason(),
                owed.interaction().value(),
                owed.customer(),
                null,
                owed.queue() == null ? null : owed.queue().value(),
                "",
                owed.at()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Map<String, Object>> of(long tenant, InteractionId interaction) {
        return cases.ofInteraction(interaction.value()).stream()
                .map(row -> {
                    var fields = new LinkedHashMap<String, Object>();
                    json.convertValue(row, FIELDS).forEach((name, value) -> {
                        if (value != null) {
                            fields.put(name, value);
                        }
                    });
                    return (Map<String, Object>) fields;
                })
                .toList();
    }
}
