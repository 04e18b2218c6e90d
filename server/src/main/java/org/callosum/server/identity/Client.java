package org.callosum.server.identity;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A business served in this house.
///
/// @param timeZone of its local days
@Answered
record Client(
        @Nullable String id,
        int version,
        String code,
        Text name,
        String timeZone,
        @Nullable RetentionDays retentionDays,
        boolean active) {
    /// How long personal data is kept, in days; at least 1.
    ///
    /// @param customers after their last contact
    record RetentionDays(int recordings, int interactions, int customers) {
        static final RetentionDays USUAL = new RetentionDays(180, 1_095, 1_095);
    }

    RetentionDays retention() {
        return retentionDays == null ? RetentionDays.USUAL : retentionDays;
    }
}
