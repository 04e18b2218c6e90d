package org.callosum.journeys.house;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A trunk of the sample centre that leads to one telephone, and contact limits that are open day and night, as
/// long as it is held.
public final class OutsideLine implements AutoCloseable {
    private final Api administrator;
    private final String trunk;
    private final Map<String, JsonNode> before = new HashMap<>();

    private OutsideLine(Api administrator, String trunk) {
        this.administrator = administrator;
        this.trunk = trunk;
    }

    public static OutsideLine to(Telephone telephone, Api administrator) {
        var made = administrator.post(
                "trunks", Map.of("code", "outside", "name", "outside", "host", "127.0.0.1", "port", telephone.port()));
        var line = new OutsideLine(administrator, made.path("id").asString());
        for (var client : administrator.get("clients?size=200").path("items")) {
            var id = client.path("id").asString();
            var limits = administrator.get("contact-limits/" + id);
            line.before.put(id, limits);
            var open = (ObjectNode) limits.deepCopy();
            open.put("gapMinutes", 0);
            for (var cap : new String[] {"perDay", "perWeek", "perMonth"}) {
                open.put(cap, 900.0);
            }
            for (var day : new String[] {"weekday", "weekend"}) {
                open.put(day + "From", "00:00");
                open.put(day + "To", "24:00");
            }
            administrator.put("contact-limits", open);
        }
        return line;
    }

    @Override
    public void close() {
        before.forEach((client, limits) -> {
            var back = (ObjectNode) limits.deepCopy();
            back.set("version", administrator.get("contact-limits/" + client).path("version"));
            administrator.put("contact-limits", back);
        });
        administrator.delete("trunks/" + trunk);
    }
}
