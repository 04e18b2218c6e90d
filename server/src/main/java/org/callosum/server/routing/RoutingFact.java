package org.callosum.server.routing;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.callosum.kernel.expression.Type;
import org.callosum.workforce.routing.RoutingRules;
import org.jspecify.annotations.Nullable;

/// What conditions may speak of in this house. What nothing here can know yet is listed all the same, with the reason:
/// a rule about it is refused instead of silently never holding.
///
/// @param missing null if it is known here; else the code of the reason why not
public record RoutingFact(
        String name,

        @Schema(allowableValues = {"text", "number", "truth", "time"})
        String type,

        @Nullable String missing) {

    /// @param complaints whether this house keeps complaints as cases of their own
    static List<RoutingFact> all(boolean complaints) {
        var facts = new ArrayList<RoutingFact>();
        for (var name : RoutingRules.NAMES.names().values()) {
            facts.add(new RoutingFact(name.name(), code(name.type()), missing(name.name(), complaints)));
        }
        facts.add(new RoutingFact("intent", "text", "no-intents"));
        facts.add(new RoutingFact("customer.angry", "truth", "no-emotions"));
        return List.copyOf(facts);
    }

    private static @Nullable String missing(String name, boolean complaints) {
        return switch (name) {
            case "customer.age" -> "no-profile";
            case "customer.openComplaint" -> complaints ? null : "no-complaints";
            default -> null;
        };
    }

    private static String code(Type type) {
        return switch (type) {
            case TEXT, TEXTS -> "text";
            case NUMBER -> "number";
            case TRUTH -> "truth";
            case TIME -> "time";
        };
    }
}
