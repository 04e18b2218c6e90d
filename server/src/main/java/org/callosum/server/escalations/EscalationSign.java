package org.callosum.server.escalations;

import java.util.List;
import org.callosum.server.platform.editing.WhenTree;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Something that calls for an escalation: a condition over the contact, see [SignNames].
///
/// @param words looked for in the agent's notes, whatever their case; `said` in the condition
/// @param whenTree the condition for a screen, only going out; null where it cannot be read any more
@Answered(except = "whenTree")
public record EscalationSign(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String condition,
        @Nullable List<String> words,
        @Nullable Boolean active,
        @Nullable Integer order,
        @Nullable WhenTree whenTree) {}
