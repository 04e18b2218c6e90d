package org.callosum.server.platform.editing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an edit changed, for the audit log: per field the old and the new value.
public final class Changes {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> NOT_TOLD = Set.of("version", "updatedAt", "state", "whenTree");

    private Changes() {}

    /// @return field to `{old, new}`, in the record's order; empty when nothing changed
    public static Map<String, Object> between(Object before, Object after) {
        var changes = new LinkedHashMap<String, Object>();
        JsonNode old = JSON.valueToTree(before);
        JsonNode now = JSON.valueToTree(after);
        for (var field : names(old, now)) {
            if (!old.path(field).equals(now.path(field))) {
                changes.put(field, Map.of("old", value(old.path(field)), "new", value(now.path(field))));
            }
        }
        return changes;
    }

    /// Only which fields changed: for what belongs to a customer, whose data the audit log never holds.
    public static List<String> fields(Object before, Object after) {
        return List.copyOf(between(before, after).keySet());
    }

    /// Everything that a new thing was made with.
    public static Map<String, Object> of(Object created) {
        var all = new LinkedHashMap<String, Object>();
        JsonNode tree = JSON.valueToTree(created);
        tree.properties().forEach(field -> {
            if (!NOT_TOLD.contains(field.getKey()) && !field.getValue().isNull()) {
                all.put(field.getKey(), field.getValue());
            }
        });
        return all;
    }

    private static List<String> names(JsonNode old, JsonNode now) {
        var names = new ArrayList<>(old.propertyNames());
        for (var name : now.propertyNames()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        names.removeAll(NOT_TOLD);
        return names;
    }

    private static Object value(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? "" : node;
    }
}
