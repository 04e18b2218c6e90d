package org.callosum.flow;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a site has that a flow may name. A part that is `null` is not known and not checked.
///
/// @param prompts codes
/// @param queues codes
/// @param calendars codes
/// @param flows code to kind
/// @param skills codes
/// @param caseTypes codes
/// @param intents codes of the client's wishes
/// @param scripts what only agents' scripts name
public record FlowCatalogue(
        @Nullable Set<String> prompts,
        @Nullable Set<String> queues,
        @Nullable Set<String> calendars,
        @Nullable Map<String, FlowDefinition.Kind> flows,
        @Nullable Set<String> skills,
        @Nullable Set<String> caseTypes,
        @Nullable Set<String> intents,
        ScriptCatalogue scripts) {
    private static final FlowCatalogue UNKNOWN =
            new FlowCatalogue(null, null, null, null, null, null, null, ScriptCatalogue.UNKNOWN);

    public static FlowCatalogue unknown() {
        return UNKNOWN;
    }

    public FlowCatalogue withPrompts(Set<String> known) {
        return new FlowCatalogue(known, queues, calendars, flows, skills, caseTypes, intents, scripts);
    }

    public FlowCatalogue withQueues(Set<String> known) {
        return new FlowCatalogue(prompts, known, calendars, flows, skills, caseTypes, intents, scripts);
    }

    public FlowCatalogue withCalendars(Set<String> known) {
        return new FlowCatalogue(prompts, queues, known, flows, skills, caseTypes, intents, scripts);
    }

    public FlowCatalogue withFlows(Map<String, FlowDefinition.Kind> known) {
        return new FlowCatalogue(prompts, queues, calendars, known, skills, caseTypes, intents, scripts);
    }

    public FlowCatalogue withSkills(Set<String> known) {
        return new FlowCatalogue(prompts, queues, calendars, flows, known, caseTypes, intents, scripts);
    }

    public FlowCatalogue withCaseTypes(Set<String> known) {
        return new FlowCatalogue(prompts, queues, calendars, flows, skills, known, intents, scripts);
    }

    public FlowCatalogue withIntents(Set<String> known) {
        return new FlowCatalogue(prompts, queues, calendars, flows, skills, caseTypes, known, scripts);
    }

    public FlowCatalogue withScripts(ScriptCatalogue known) {
        return new FlowCatalogue(prompts, queues, calendars, flows, skills, caseTypes, intents, known);
    }
}
