package org.callosum.server.duties;

import java.time.Instant;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// Something that somebody owes.
///
/// @param kind `page-review`, `page-doubt`, `version-ends`, `round-late`
/// @param about the kind of definition that it stands at: `page`, `flow`, `sheet-type` …
/// @param code of that definition
/// @param mark tells one time from the next, at most 100 characters: with another mark it is asked for anew
/// @param account who owes it
/// @param client whose it is; null: the whole house's
/// @param dueAt from when its owner is reminded
/// @param lateAt from when once more; not before `dueAt`
public record Owed(
        String kind,
        String about,
        String code,
        String mark,
        long account,
        @Nullable ClientId client,
        Text title,
        Instant dueAt,
        Instant lateAt) {}
