package org.callosum.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads the step that asks a service of the site.
final class LookupReader {
    /// Nobody listens to silence longer than this.
    private static final long LONGEST_MILLIS = 15_000;

    private final StepReader steps;
    private final Map<String, Type> variables;

    LookupReader(StepReader steps, Map<String, Type> variables) {
        this.steps = steps;
        this.variables = variables;
    }

    @Nullable
    FlowStep lookup(YamlItem body, StepReader.Step step) {
        var next = step.edge("next");
        var failed = step.edge("failed");
        var fields = body.fields("lookup");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, List.of("url", "method", "query", "body", "timeout", "into"), "lookup");
        var inner = steps.new Step(fields);
        var url = inner.optional("url");
        if (url == null) {
            body.error("missing", "lookup needs url: https://…");
            return null;
        }
        var address = url.text("url");
        if (address != null && LookupPolicy.publicOnly().check(address) instanceof LookupPolicy.Refused(var why)) {
            // Whether private addresses are allowed is the site's choice; only what is never an address is an error.
            if (why.never()) {
                url.error("lookup-address", why.message());
                address = null;
            }
        }
        var methodItem = inner.optional("method");
        var method = methodItem == null ? FlowStep.Method.GET : methodItem.oneOf("method", methods());
        var timeout = inner.optional("timeout");
        var timeoutMillis = timeout == null ? 3_000 : timeout.duration("timeout", 200, LONGEST_MILLIS, 3_000);
        var query = steps.values(inner.optional("query"), "query");
        var sent = steps.values(inner.optional("body"), "body");
        var into = into(inner.optional("into"));
        return address == null || method == null || next == null || failed == null
                ? null
                : new FlowStep.Lookup(address, method, query, sent, timeoutMillis, into, next, failed);
    }

    private SequencedMap<String, String> into(@Nullable YamlItem item) {
        var into = new LinkedHashMap<String, String>();
        var fields = item == null ? null : item.fields("into");
        if (fields != null) {
            fields.forEach((name, field) -> {
                var text = field.value().text("A field of the answer");
                if (!variables.containsKey(name)) {
                    field.key()
                            .error(
                                    "unknown-variable",
                                    "%s is not among the flow's variables; add it there".formatted(name));
                } else if (text != null) {
                    into.put(name, text);
                }
            });
        }
        return into;
    }

    private static Map<String, FlowStep.Method> methods() {
        var methods = new LinkedHashMap<String, FlowStep.Method>();
        methods.put("GET", FlowStep.Method.GET);
        methods.put("POST", FlowStep.Method.POST);
        return methods;
    }
}
