package org.callosum.server.people;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// Something an agent can serve.
///
/// @param yesNo no levels: an agent has it or has it not
/// @param active false: no longer given to anybody new; agents who have it keep it
@Answered
public record Skill(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable Boolean yesNo,
        @Nullable Boolean active) {
    Skill with(long newId, int newVersion) {
        return new Skill(
                Long.toString(newId),
                newVersion,
                code,
                name,
                Boolean.TRUE.equals(yesNo),
                !Boolean.FALSE.equals(active));
    }
}
