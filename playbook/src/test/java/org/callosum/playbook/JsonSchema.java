package org.callosum.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// As much of JSON Schema (2020-12) as `flow.schema.json` uses. A keyword it does not know is a fault, so the schema
/// cannot say more than is checked.
final class JsonSchema {
    private static final Set<String> SILENT = Set.of("$schema", "$id", "title", "description", "$defs");

    private final Map<?, ?> root;

    JsonSchema(Map<?, ?> root) {
        this.root = root;
    }

    /// @return what does not fit, empty when all does
    List<String> problems(@Nullable Object value) {
        var problems = new ArrayList<String>();
        check("", value, root, problems);
        return problems;
    }

    private boolean fits(@Nullable Object value, Object schema) {
        var problems = new ArrayList<String>();
        check("", value, (Map<?, ?>) schema, problems);
        return problems.isEmpty();
    }

    private void check(String at, @Nullable Object value, Map<?, ?> schema, List<String> problems) {
        for (var rule : schema.entrySet()) {
            var keyword = (String) rule.getKey();
            var limit = rule.getValue();
            if (!SILENT.contains(keyword) && !holds(at, value, keyword, limit, schema, problems)) {
                problems.add("%s: %s %s does not hold for %s".formatted(at, keyword, limit, value));
            }
        }
    }

    private boolean holds(
            String at, @Nullable Object value, String keyword, Object limit, Map<?, ?> schema, List<String> problems) {
        return switch (keyword) {
            case "$ref" -> {
                check(at, value, resolve((String) limit), problems);
                yield true;
            }
            case "type" ->
                limit instanceof List<?> types ? types.stream().anyMatch(type -> is(value, type)) : is(value, limit);
            case "enum" -> ((List<?>) limit).contains(value);
            case "const" -> limit.equals(value);
            case "pattern" ->
                !(value instanceof String text)
                        || Pattern.compile((String) limit).matcher(text).find();
            case "minLength" -> !(value instanceof String text) || text.length() >= number(limit);
            case "maxLength" -> !(value instanceof String text) || text.length() <= number(limit);
            case "minimum" -> !(value instanceof Number n) || n.doubleValue() >= number(limit);
            case "maximum" -> !(value instanceof Number n) || n.doubleValue() <= number(limit);
            case "minItems" -> !(value instanceof List<?> list) || list.size() >= number(limit);
            case "maxItems" -> !(value instanceof List<?> list) || list.size() <= number(limit);
            case "minProperties" -> !(value instanceof Map<?, ?> map) || map.size() >= number(limit);
            case "maxProperties" -> !(value instanceof Map<?, ?> map) || map.size() <= number(limit);
            case "required" -> !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) limit);
            case "anyOf" -> ((List<?>) limit).stream().anyMatch(one -> fits(value, one));
            case "oneOf" ->
                ((List<?>) limit).stream().filter(one -> fits(value, one)).count() == 1;
            case "items" -> {
                if (value instanceof List<?> list) {
                    list.forEach(item -> check(at + "[]", item, (Map<?, ?>) limit, problems));
                }
                yield true;
            }
            case "propertyNames" ->
                !(value instanceof Map<?, ?> map)
                        || map.keySet().stream().allMatch(key -> fits(String.valueOf(key), limit));
            case "properties", "patternProperties" -> {
                each(value, (key, inner) -> {
                    var sub = keyword.equals("properties")
                            ? ((Map<?, ?>) limit).get(key)
                            : byPattern((Map<?, ?>) limit, key);
                    if (sub != null) {
                        check(at + "/" + key, inner, (Map<?, ?>) sub, problems);
                    }
                });
                yield true;
            }
            case "additionalProperties" -> {
                var others = new ArrayList<String>();
                each(value, (key, inner) -> {
                    if (!isDeclared(schema, key)) {
                        if (limit instanceof Map<?, ?> sub) {
                            check(at + "/" + key, inner, sub, problems);
                        } else {
                            others.add(key);
                        }
                    }
                });
                yield others.isEmpty();
            }
            default -> throw new IllegalArgumentException("The mini check does not know the keyword " + keyword);
        };
    }

    private interface Visitor {
        void visit(String key, @Nullable Object value);
    }

    private static void each(@Nullable Object value, Visitor visitor) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> visitor.visit(String.valueOf(key), inner));
        }
    }

    private static boolean isDeclared(Map<?, ?> schema, String key) {
        return (schema.get("properties") instanceof Map<?, ?> properties && properties.containsKey(key))
                || (schema.get("patternProperties") instanceof Map<?, ?> patterns && byPattern(patterns, key) != null);
    }

    private static @Nullable Object byPattern(Map<?, ?> patterns, String key) {
        for (var entry : patterns.entrySet()) {
            if (Pattern.compile((String) entry.getKey()).matcher(key).find()) {
                return entry.getValue();
            }
        }
        return null;
    }

    private Map<?, ?> resolve(String reference) {
        return Yaml.map(Yaml.map(root, "$defs"), reference.substring("#/$defs/".length()));
    }

    private static double number(Object limit) {
        return ((Number) limit).doubleValue();
    }

    private static boolean is(@Nullable Object value, @Nullable Object type) {
        return switch (String.valueOf(type)) {
            case "object" -> value instanceof Map<?, ?>;
            case "array" -> value instanceof List<?>;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new IllegalArgumentException("No such type: " + type);
        };
    }
}
