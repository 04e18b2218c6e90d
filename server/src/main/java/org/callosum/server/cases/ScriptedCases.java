package org.callosum.server.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cases that a script leads through: what is said in the talk stands in the form of the case, and the result
/// that the script came to closes it, if nothing is missing. Asked by `scripts`.
@Service
@Transactional
public class ScriptedCases {
    private final Cases cases;
    private final CaseTypes types;
    private final CaseHistory history;
    private final CaseForms forms;
    private final Audit audit;

    ScriptedCases(Cases cases, CaseTypes types, CaseHistory history, CaseForms forms, Audit audit) {
        this.cases = cases;
        this.types = types;
        this.history = history;
        this.forms = forms;
        this.audit = audit;
    }

    /// @param script code of the one its type names
    /// @param task what the script knows it by: the playbook's code, else the type's
    /// @param form code; null: the type has none
    /// @param answers that stand in it, without sensitive ones
    public record Task(
            long id, String script, String task, @Nullable String form, Map<String, AnswerBody> answers) {
        @Override
        public String toString() {
            return "Task[" + id + ", " + task + "]"; // nothing personal in a log
        }
    }

    /// The task of a contact; empty where there is no such open case, it is another contact's, or its type names
    /// no script.
    @Transactional(readOnly = true)
    public Optional<Task> find(long id, long interaction) {
        var row = cases.find(id).orElse(null);
        if (row == null
                || Boolean.TRUE.equals(row.closed())
                || !Long.toString(interaction).equals(row.interactionId())) {
            return Optional.empty();
        }
        var type = type(row);
        var script = type == null ? null : type.script();
        if (type == null || script == null) {
            return Optional.empty();
        }
        var answers = new LinkedHashMap<String, AnswerBody>();
        var filling = history.filling(id).orElse(null);
        var form = filling == null ? null : forms.checked(filling);
        if (filling != null && form != null) {
            filling.answers().forEach((code, answer) -> {
                var item = form.item(code);
                if (item != null && !item.sensitive()) {
                    answers.put(code, answer);
                }
            });
        }
        return Optional.of(new Task(
                id,
                script,
                Objects.requireNonNullElse(type.task(), type.code()),
                filling == null ? null : filling.form(),
                answers));
    }

    private @Nullable CaseType type(CaseRow row) {
        return types.version(Objects.requireNonNull(row.type()), Objects.requireNonNullElse(row.typeVersion(), 1))
                .orElse(null);
    }

    /// Writes what was said into an open case with this form; any other is left alone.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid` with `answers.CODE`
    public void fill(long id, String form, Map<String, AnswerBody> answers) {
        var filling = history.lockFilling(id).orElseThrow(() -> Problems.notFound("case", id));
        var row = cases.find(id).orElse(null);
        if (row == null || Boolean.TRUE.equals(row.closed()) || !form.equals(filling.form())) {
            return;
        }
        var given = new LinkedHashMap<String, @Nullable AnswerBody>(answers);
        var changed = forms.change(id, filling.version(), given);
        if (!changed.isEmpty()) {
            audit.record("case-filled", "case", id, Map.of("items", String.join(", ", changed)));
        }
    }

    /// Closes a case with the first of these results that its type knows. One that still needs an answer or a
    /// note stays open, for the agent to look at.
    public void end(long id, List<String> proposed) {
        var row = cases.find(id).orElse(null);
        var type = row == null ? null : type(row);
        if (row == null || type == null || Boolean.TRUE.equals(row.closed())) {
            return;
        }
        var result = proposed.stream().filter(type.dispositions()::contains).findFirst();
        var state = Objects.requireNonNull(row.state());
        var closing = type.after(state).stream()
                .filter(code -> type.state(code).closed())
                .findFirst();
        var noteMissing = type.notesRequired()
                && Objects.requireNonNullElse(row.notes(), List.of()).isEmpty();
        if (result.isEmpty()
                || closing.isEmpty()
                || noteMissing
                || !forms.missing(id).isEmpty()) {
            return;
        }
        var unused =
                cases.change(id, row.changed(closing.get(), row.ownerId(), row.teamId(), row.dueAt(), result.get()));
    }
}
