package org.callosum.server.cases;

import org.jspecify.annotations.Nullable;

/// Which cases a list shows; null: any.
///
/// @param open true: only open ones; false: only closed ones
/// @param overdue true: only open ones past their due time
record CaseFilter(
        @Nullable String type,
        @Nullable String state,
        @Nullable Long owner,
        @Nullable Long team,
        @Nullable Long client,
        @Nullable Long customer,
        @Nullable Long interaction,
        @Nullable Boolean open,
        @Nullable Boolean overdue) {
    static CaseFilter ofInteraction(long interaction) {
        return new CaseFilter(null, null, null, null, null, null, interaction, null, null);
    }
}
