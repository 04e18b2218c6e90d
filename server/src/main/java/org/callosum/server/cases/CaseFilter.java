package org.callosum.server.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which cases a list shows; null: any.
///
/// @param open true: only open ones; false: only closed ones
/// @param overdue true: only open ones past their due time
/// @param createdFrom opened then or later, and before `createdTo`
/// @param reminded only those of which this account wanted to hear by now
record CaseFilter(
        @Nullable String type,
        @Nullable String state,
        @Nullable Long owner,
        @Nullable Long team,
        @Nullable Long client,
        @Nullable Long customer,
        @Nullable Long interaction,
        @Nullable Boolean open,
        @Nullable Boolean overdue,
        @Nullable Long reminded,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    static CaseFilter ofInteraction(long interaction) {
        return new CaseFilter(null, null, null, null, null, null, interaction, null, null, null, null, null);
    }
}
