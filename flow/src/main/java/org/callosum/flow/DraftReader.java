package org.callosum.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.flow.Draft.Reference;
import org.callosum.flow.Findings.Place;
import org.callosum.kernel.expression.Names;
import org.callosum.kernel.expression.Nearest;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// Reads the head of a flow's file and hands each step to {@link StepReader}.
final class DraftReader {
    private static final List<String> FIELDS =
            List.of("flow", "kind", "name", "variables", "start", "on-fault", "steps", "layout");
    private static final Map<String, FlowDefinition.Kind> KINDS = new LinkedHashMap<>();
    private static final Map<String, Type> TYPES = new LinkedHashMap<>();
    private static final int MAX_VARIABLES = 100;

    static {
        KINDS.put("entry", FlowDefinition.Kind.ENTRY);
        KINDS.put("treatment", FlowDefinition.Kind.TREATMENT);
        KINDS.put("part", FlowDefinition.Kind.PART);
        KINDS.put("script", FlowDefinition.Kind.SCRIPT);
        TYPES.put("text", Type.TEXT);
        TYPES.put("number", Type.NUMBER);
        TYPES.put("truth", Type.TRUTH);
        TYPES.put("time", Type.TIME);
        TYPES.put("texts", Type.TEXTS);
    }

    private final Findings findings;
    private final List<Reference> references = new ArrayList<>();

    DraftReader(Findings findings) {
        this.findings = findings;
    }

    /// @return `null` when so much is missing that there is no graph to check
    @Nullable
    Draft read(YamlItem root) {
        var fields = root.fields("A flow");
        if (fields == null) {
            return null;
        }
        YamlItem.refuseOthers(fields, FIELDS, "A flow");
        var code = required(root, fields, "flow");
        var flow = code == null ? null : code.code("The flow's code");
        var kindField = fields.get("kind");
        var kind = kindField == null
                ? FlowDefinition.Kind.ENTRY
                : kindField.value().oneOf("kind", KINDS);
        var nameItem = required(root, fields, "name");
        var name = nameItem == null ? null : nameItem.localeText("name");
        var variables = variables(fields);
        var start = target(required(root, fields, "start"));
        var faultField = fields.get("on-fault");
        var fault = faultField == null ? null : target(faultField.value());
        var stepsItem = required(root, fields, "steps");
        var stepFields = stepsItem == null ? null : stepsItem.fields("steps");
        if (stepsItem == null || stepFields == null) {
            return null;
        }
        if (stepFields.isEmpty() || stepFields.size() > FlowDefinition.MAX_STEPS) {
            stepsItem.error(
                    "steps", "A flow has 1 to %d steps, not %d".formatted(FlowDefinition.MAX_STEPS, stepFields.size()));
            return null;
        }
        var steps = new LinkedHashMap<String, FlowStep>();
        var places = new LinkedHashMap<String, Place>();
        var names = FlowNames.with(variables);
        stepFields.forEach((id, field) -> {
            if (field.key().code("A step's id") == null) {
                return;
            }
            places.put(id, field.key().place());
            var step = new StepReader(id, field.key(), names, variables, references).read(field.value());
            if (step != null) {
                steps.put(id, step);
            }
        });
        layout(fields.get("layout"));
        if (flow == null || kind == null || name == null || start == null) {
            return null;
        }
        return new Draft(flow, kind, name, variables, start, fault, steps, places, references);
    }

    /// Where an editor has put the steps. Nobody on the line notices, so what is wrong with it is only told.
    private void layout(YamlItem.@Nullable Field field) {
        if (field == null) {
            return;
        }
        var places = field.value().fields("layout");
        if (places != null) {
            places.forEach((id, place) -> {
                if (!place.value().isPoint()) {
                    findings.warn(
                            place.value().place(),
                            "wrong-value",
                            "The place of %s is written like [120, 80]; without one the editor finds a place"
                                    .formatted(id));
                }
            });
        }
    }

    private @Nullable String target(@Nullable YamlItem item) {
        var target = item == null ? null : item.code("A step's id");
        if (item != null && target != null) {
            references.add(new Reference(Draft.Sort.STEP, target, item.place(), null));
        }
        return target;
    }

    private SequencedMap<String, Type> variables(Map<String, YamlItem.Field> head) {
        var variables = new LinkedHashMap<String, Type>();
        var item = head.get("variables");
        var fields = item == null ? null : item.value().fields("variables");
        if (item == null || fields == null) {
            return variables;
        }
        if (fields.size() > MAX_VARIABLES) {
            item.key().error("variables", "At most %d variables, not %d".formatted(MAX_VARIABLES, fields.size()));
            return variables;
        }
        fields.forEach((name, field) -> {
            if (!Names.isName(name)) {
                field.key()
                        .error(
                                "wrong-name",
                                "%s is not a name; use letters, digits and _, like orderNumber".formatted(name));
            } else if (FlowNames.builtIn().find(name) != null) {
                field.key().error("duplicate", "%s is a name every flow has already".formatted(name));
            } else {
                var type = field.value().oneOf("A variable's type", TYPES);
                variables.put(name, type == null ? Type.TEXT : type);
            }
        });
        return variables;
    }

    private @Nullable YamlItem required(YamlItem root, Map<String, YamlItem.Field> fields, String name) {
        var field = fields.get(name);
        if (field == null) {
            var near = Nearest.of(name, fields.keySet());
            findings.error(
                    root.place(),
                    "missing",
                    "The flow has no %s%s".formatted(name, near == null ? "" : "; is %s meant?".formatted(near)));
            return null;
        }
        return field.value();
    }
}
