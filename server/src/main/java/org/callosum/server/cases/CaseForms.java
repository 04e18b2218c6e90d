package org.callosum.server.cases;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Filled;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.Answering;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// The fields of a case: the form of its type, in the version it began with, and what was answered. It is
/// filled in bit by bit: a wrong value is refused at once, a missing one only when the case is to be closed.
@Service
class CaseForms {
    private final CaseHistory history;
    private final Forms forms;

    CaseForms(CaseHistory history, Forms forms) {
        this.history = history;
        this.forms = forms;
    }

    /// What somebody finds who was slower.
    record Now(Map<String, AnswerBody> answers, int answersVersion) {}

    /// The form that a new case of a type begins with; null: none.
    Forms.@Nullable Live begin(CaseType type) {
        return type.form() == null ? null : forms.live(type.form());
    }

    CaseRow.@Nullable CaseForm form(CaseHistory.Filling filling) {
        var form = checked(filling);
        return form == null
                ? null
                : new CaseRow.CaseForm(Objects.requireNonNull(filling.form()), filling.formVersion(), Forms.body(form));
    }

    Map<String, AnswerBody> shown(CaseHistory.Filling filling) {
        var form = checked(filling);
        return form == null ? filling.answers() : Answering.shown(form, filling.answers(), maySeeAll());
    }

    boolean maySeeAll() {
        return Tenancy.current().may(Right.CASES_SENSITIVE);
    }

    /// Refuses what no item of a form could take, before a case with it is opened.
    void check(Forms.@Nullable Live form, @Nullable Map<String, @Nullable AnswerBody> answers) {
        if (answers == null || answers.isEmpty()) {
            return;
        }
        if (form == null) {
            throw Problems.refused("case-without-form");
        }
        Answering.refuseWrong(form.form().fill(AnswerBody.read(answers)));
    }

    /// Changes the answers that are named and leaves the others. What the new answers hide goes.
    ///
    /// @param answersVersion that the writer had seen
    /// @return codes whose answers have changed
    /// @throws Problem `edit-conflict` with [Now], `fields-invalid` with `answers.CODE`, `case-without-form`
    List<String> change(
            long id, @Nullable Integer answersVersion, @Nullable Map<String, @Nullable AnswerBody> answers) {
        var filling = history.lockFilling(id).orElseThrow(() -> Problems.notFound("case", id));
        var form = checked(filling);
        if (form == null) {
            throw Problems.refused("case-without-form");
        }
        if (answersVersion == null) {
            throw Problems.field("answersVersion", "required");
        }
        if (answersVersion != filling.version()) {
            throw Problems.editConflict(new Now(shown(filling), filling.version()));
        }
        var stored = AnswerBody.read(Answering.nullable(filling.answers()));
        var filled = form.fill(Answering.over(filling.answers(), answers));
        Answering.refuseWrong(filled);
        var changed = Answering.changed(stored, filled.answers());
        if (changed.isEmpty()) {
            return changed;
        }
        history.fill(id, AnswerBody.of(filled.answers()), Answering.words(form, filled.answers()));
        for (var code : changed) {
            var item = form.item(code);
            history.changed(
                    id,
                    filling.client(),
                    "answers." + code,
                    item != null && item.sensitive(),
                    Answering.told(stored.get(code)),
                    Answering.told(filled.answers().get(code)));
        }
        return changed;
    }

    /// @throws Problem `case-incomplete` with the items that still need an answer
    void checkComplete(long id) {
        var missing = missing(id).stream().map(Answering::field).toList();
        if (!missing.isEmpty()) {
            throw Problems.refused("case-incomplete", Map.of("count", missing.size()), missing);
        }
    }

    /// The items that still need an answer before the case may be closed.
    List<Filled.Fault> missing(long id) {
        var filling = history.filling(id).orElseThrow(() -> Problems.notFound("case", id));
        var form = checked(filling);
        return form == null
                ? List.of()
                : form.fill(AnswerBody.read(Answering.nullable(filling.answers()))).faults().stream()
                        .filter(Filled.Fault::isMissing)
                        .toList();
    }

    @Nullable
    CheckedForm checked(CaseHistory.Filling filling) {
        return filling.form() == null ? null : forms.checked(filling.form(), filling.formVersion());
    }
}
