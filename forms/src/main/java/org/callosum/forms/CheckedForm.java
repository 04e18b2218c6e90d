package org.callosum.forms;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.callosum.forms.FormFinding.Severity;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Tree;
import org.jspecify.annotations.Nullable;

/// A form that has been looked at, ready to be filled in. One with errors can be tried as well, since its
/// author wants to see it: a condition that cannot be read shows its part. Immutable.
///
/// ```java
/// var form = CheckedForm.of(FormReader.read(yaml).form());
/// if (form.isSound()) { var filled = form.fill(answers); … filled.score() … }
/// ```
public final class CheckedForm {
    private final Form form;
    private final List<FormFinding> findings;
    private final boolean tooLarge;

    /// By path: `sections[0].when`, `sections[0].items[2].when`.
    private final Map<String, Expression> conditions;

    private final Map<String, Form.Scale> scales;
    private final Map<String, Form.Item> items;

    private CheckedForm(Form form, List<FormFinding> findings, boolean tooLarge, Map<String, Expression> conditions) {
        this.form = form;
        this.findings = findings;
        this.tooLarge = tooLarge;
        this.conditions = Map.copyOf(conditions);
        var byCode = new HashMap<String, Form.Scale>();
        form.scales().forEach(scale -> byCode.putIfAbsent(scale.code(), scale));
        this.scales = Map.copyOf(byCode);
        var items = new LinkedHashMap<String, Form.Item>();
        if (!tooLarge) {
            form.sections().stream()
                    .flatMap(section -> section.items().stream())
                    .forEach(item -> items.putIfAbsent(item.code(), item));
        }
        this.items = items;
    }

    public static CheckedForm of(Form form) {
        var findings = new Findings();
        var checks = new FormChecks(form, findings);
        var within = checks.check();
        return new CheckedForm(form, findings.all(), !within, checks.conditions);
    }

    public Form form() {
        return form;
    }

    /// In the order of the form.
    public List<FormFinding> findings() {
        return findings;
    }

    public List<FormFinding> errors() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /// Whether it may be put into service.
    public boolean isSound() {
        return errors().isEmpty();
    }

    /// Beyond the bounds of {@link Form}: nothing was looked at further, and nothing of it should be stored.
    public boolean isTooLarge() {
        return tooLarge;
    }

    /// @return `null` for a code that no item has
    public Form.@Nullable Item item(String code) {
        return items.get(code);
    }

    /// The points of a scale; none for a code that no scale has.
    List<Form.Option> points(String scale) {
        var found = scales.get(scale);
        return found == null ? List.of() : found.points();
    }

    /// A condition as a tree, for a reader without a parser of his own.
    ///
    /// @param path of the condition, as in findings
    /// @return `null` where no readable condition stands
    public @Nullable Tree condition(String path) {
        var condition = conditions.get(path);
        return condition == null ? null : condition.tree();
    }

    /// What the answers come to. Conditions look back only, so one pass decides what is shown; an answer to
    /// a hidden item is not kept, and a faulty answer counts as none.
    ///
    /// @param answers by item code, from outside: nothing is believed about them
    public Filled fill(Map<String, Answer> answers) {
        return new Filling(form, items, scales, conditions, answers).fill();
    }

    /// What somebody would see who is not entitled to sensitive values.
    ///
    /// @return the codes of sensitive items
    public List<String> sensitive() {
        return items.values().stream()
                .filter(Form.Item::sensitive)
                .map(Form.Item::code)
                .toList();
    }
}
