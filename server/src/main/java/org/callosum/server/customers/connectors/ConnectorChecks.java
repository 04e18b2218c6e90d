package org.callosum.server.customers.connectors;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.callosum.server.customers.goods.OrderState;
import org.callosum.server.platform.editing.Fields;
import org.jspecify.annotations.Nullable;

/// What a connector says of callers, judged: of an order system [Connector.Callers], of a CRM [Connector.Spoken].
final class ConnectorChecks {
    private static final int MOST_STATES = 50;
    private static final int MOST_SPOKEN = 10;
    private static final List<String> OURS =
            List.of(OrderState.values()).stream().map(OrderState::code).toList();

    private final Fields fields;

    ConnectorChecks(Fields fields) {
        this.fields = fields;
    }

    void callers(Connector wanted) {
        var callers = wanted.callers();
        if (callers != null && "orders".equals(wanted.kind())) {
            callers(callers);
        }
        if ("crm".equals(wanted.kind())) {
            spoken(Objects.requireNonNullElse(wanted.spoken(), List.of()));
        }
    }

    private void callers(Connector.Callers callers) {
        inside("callers.ownerPath", callers.ownerPath(), callers.open());
        if (callers.ownerIs() != null || callers.open()) {
            fields.oneOf("callers.ownerIs", callers.ownerIs(), List.of("number", "email"));
        }
        inside("callers.statePath", callers.statePath(), callers.open());
        inside("callers.dayPath", callers.dayPath(), given(callers.postponePath()));
        inside("callers.quantityPath", callers.quantityPath(), given(callers.changePath()));
        Connectors.path(fields, "callers.cancelPath", callers.cancelPath(), false, "order");
        Connectors.path(fields, "callers.postponePath", callers.postponePath(), false, "order");
        Connectors.path(fields, "callers.changePath", callers.changePath(), false, "order");
        states(Objects.requireNonNullElse(callers.states(), List.of()), callers.open());
    }

    private void states(List<Connector.StateWord> states, boolean needed) {
        if (needed && states.isEmpty()) {
            fields.add("callers.states", "required");
        }
        fields.count("callers.states", states, MOST_STATES);
        var seen = new HashSet<String>();
        for (var i = 0; i < Math.min(states.size(), MOST_STATES); i++) {
            var theirs = states.get(i).theirs();
            var at = "callers.states[" + i + "]";
            fields.required(at + ".theirs", theirs, 60);
            if (theirs != null && !seen.add(theirs.strip().toLowerCase(Locale.ROOT))) {
                fields.add(at + ".theirs", "twice");
            }
            fields.oneOf(at + ".ours", states.get(i).ours(), OURS);
        }
    }

    private void spoken(List<Connector.Spoken> spoken) {
        fields.count("spoken", spoken, MOST_SPOKEN);
        var seen = new HashSet<String>();
        for (var i = 0; i < Math.min(spoken.size(), MOST_SPOKEN); i++) {
            var each = spoken.get(i);
            var at = "spoken[" + i + "]";
            if (each.name() == null || !each.name().matches("[a-z][A-Za-z0-9]{0,39}")) {
                fields.add(at + ".name", "wrong-form");
            } else if (!seen.add(each.name())) {
                fields.add(at + ".name", "twice");
            }
            inside(at + ".path", each.path(), true);
            fields.oneOf(at + ".kind", each.kind(), List.of("text", "number", "date", "money"));
        }
    }

    private void inside(String field, @Nullable String path, boolean needed) {
        if (path == null || path.isBlank()) {
            if (needed) {
                fields.add(field, "required");
            }
        } else if (!JsonPath.fits(path)) {
            fields.add(field, "connector-path");
        }
    }

    static boolean given(@Nullable String path) {
        return path != null && !path.isBlank();
    }
}
