package org.callosum.journeys.house;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What a sample centre has only after some days of work, so that no list is empty.
public final class Furniture {
    private Furniture() {}

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
