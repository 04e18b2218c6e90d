package org.callosum.server.customers.connectors;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A simple way into JSON: names with dots between them, places in lists in brackets. Nothing is
/// searched and nothing is computed.
final class JsonPath {
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-]{1,60}(\\[[0-9]{1,3}])*(\\.[A-Za-z0-9_-]{1,60}(\\[[0-9]{1,3}])*){0,9}");
    private static final int LONGEST = 200;

    private JsonPath() {}

    static boolean fits(String path) {
        return PATH.matcher(path).matches();
    }

    /// @return null where nothing is, or something that is no single value
    static @Nullable String read(JsonNode from, String path) {
        var at = from;
        for (var part : path.split("\\.")) {
            var names = part.split("\\[");
            at = at.path(names[0]);
            for (var i = 1; i < names.length; i++) {
                at = at.path(Integer.parseInt(names[i].replace("]", "")));
            }
        }
        if (!at.isValueNode() || at.isNull()) {
            return null;
        }
        var text = at.asString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
