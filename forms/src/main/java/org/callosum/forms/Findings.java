package org.callosum.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.callosum.forms.FormFinding.Proposal;
import org.callosum.forms.FormFinding.Severity;
import org.jspecify.annotations.Nullable;

/// The findings of one look at a form, at most {@value #MOST}: a form that is wrong everywhere needs no
/// longer list.
final class Findings {
    static final int MOST = 200;
    private static final int LONGEST_VALUE = 200;
    private final List<FormFinding> all = new ArrayList<>();

    void error(String path, String key, Map<String, ?> values) {
        add(path, key, values, Severity.ERROR, null);
    }

    void error(String path, String key) {
        error(path, key, Map.of());
    }

    void warn(String path, String key, Map<String, ?> values) {
        add(path, key, values, Severity.WARNING, null);
    }

    void add(String path, String key, Map<String, ?> values, Severity severity, @Nullable String proposed) {
        if (all.size() >= MOST) {
            return;
        }
        var shown = new java.util.TreeMap<String, String>();
        values.forEach((name, value) -> shown.put(name, clipped(String.valueOf(value))));
        all.add(new FormFinding(
                path, key, shown, severity, proposed == null ? null : new Proposal(clipped(proposed), proposed)));
    }

    boolean hasErrors() {
        return all.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    }

    List<FormFinding> all() {
        return List.copyOf(all);
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
