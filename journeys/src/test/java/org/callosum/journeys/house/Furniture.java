package org.callosum.journeys.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What a sample centre has only after some days of work, so that no list is empty.
public final class Furniture {
    private Furniture() {}

    /// The agent whose place is free becomes the preferred one of a customer.
    ///
    /// @param name of the customer, or a part of it
    public static void knowEachOther(SampleCentre centre, String name) {
        var administrator = centre.administrator();
        var customer = administrator.get("customers?q=" + name).path("items").path(0);
        var changed = ((ObjectNode) customer.deepCopy())
                .put(
                        "preferredAgentId",
                        centre.agentsSession().get("me").path("agentId").asString());
        administrator.put("customers/" + customer.path("id").asString(), changed);
    }

    /// A case of a known customer, with a note.
    ///
    /// @param administrator may edit cases
    public static void bring(Api administrator) {
        var customer = administrator.get("customers?q=Rosalind").path("items").path(0);
        var made = administrator.post(
                "cases",
                Map.of(
                        "type",
                        "call-back",
                        "clientId",
                        customer.path("clientId").asString(),
                        "customerId",
                        customer.path("id").asString(),
                        "subject",
                        "Ring back about the slow line",
                        "dueAt",
                        Instant.now().plus(Duration.ofHours(4)).toString()));
        administrator.post(
                "cases/" + made.path("id").asString() + "/notes",
                Map.of("text", "Engineer comes on Thursday between 10 and 12."));
    }
}
