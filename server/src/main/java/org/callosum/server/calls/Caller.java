package org.callosum.server.calls;

import java.util.Map;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.customers.Precedence;
import org.jspecify.annotations.Nullable;

/// What is known of the customer behind a number.
///
/// @param customer id, or 0 for nobody known
/// @param name empty if unknown
/// @param valueRank 0 (unranked) to 5 (highest)
/// @param memberLevel as the client calls it; empty for none
/// @param precedence the points that their client gives them
/// @param language preferred tag, or null
/// @param preferredAgent who should have their contacts, or null
/// @param last who talked with them last, or null
/// @param facts more of what rules of routing may ask, as codes by their names
public record Caller(
        long customer,
        String name,
        int valueRank,
        String memberLevel,
        Precedence.Points precedence,
        @Nullable String language,
        @Nullable AgentId preferredAgent,
        @Nullable Served last,
        Map<String, String> facts) {
    public static final Caller UNKNOWN = new Caller(0, "", 0, "", Precedence.Points.NONE, null, null, null);

    public Caller {
        facts = Map.copyOf(facts);
    }

    public Caller(
            long customer,
            String name,
            int valueRank,
            String memberLevel,
            Precedence.Points precedence,
            @Nullable String language,
            @Nullable AgentId preferredAgent,
            @Nullable Served last) {
        this(customer, name, valueRank, memberLevel, precedence, language, preferredAgent, last, Map.of());
    }

    /// @param atMillis when the conversation began, UTC epoch
    public record Served(AgentId agent, long atMillis) {}
}
