package org.callosum.flow;

import java.util.List;
import java.util.SequencedMap;
import org.callosum.flow.Findings.Place;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Type;
import org.jspecify.annotations.Nullable;

/// A flow as read, before its graph is checked: targets may lead nowhere.
///
/// @param places where each step stands
/// @param references every name of something outside a step, with its place
record Draft(
        String code,
        FlowDefinition.Kind kind,
        LocaleText name,
        SequencedMap<String, Type> variables,
        String start,
        @Nullable String fault,
        SequencedMap<String, FlowStep> steps,
        SequencedMap<String, Place> places,
        List<Reference> references) {

    FlowDefinition definition(int version) {
        return new FlowDefinition(code, version, kind, name, variables, start, fault, steps);
    }

    /// @param from the step it stands in, or `null` for the head of the file
    record Reference(
            Sort sort, String code, Place place, @Nullable String from) {}

    enum Sort {
        STEP,
        PROMPT,
        QUEUE,
        CALENDAR,
        TREATMENT,
        PART,
        SKILL,
        CASE_TYPE,
        PAGE,
        FORM,
        /// An item of a form, as `form/item`.
        ITEM,
        DISPOSITION,
        BEHAVIOUR,
        INTENT
    }
}
