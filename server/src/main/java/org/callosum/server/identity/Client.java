package org.callosum.server.identity;

import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A business served in this house.
///
/// @param timeZone of its local days
/// @param repeatHours within which a customer who comes again comes for the same wish (M:FCR), 1 to 720; usually 168
/// @param followUpMinutes after which a missed contact that nobody has heard of since becomes a case, 1 to 10 080;
///     0: never; usually 60
@Answered
record Client(
        @Nullable String id,
        int version,
        String code,
        Text name,
        String timeZone,
        @Nullable RetentionDays retentionDays,
        @Nullable Integer repeatHours,
        @Nullable Integer followUpMinutes,
        boolean active) {
    static final int USUAL_REPEAT_HOURS = 168;
    static final int USUAL_FOLLOW_UP_MINUTES = 60;

    /// How long personal data is kept, in days; at least 1.
    ///
    /// @param customers after their last contact
    record RetentionDays(int recordings, int interactions, int customers) {
        static final RetentionDays USUAL = new RetentionDays(180, 1_095, 1_095);
    }

    int repeats() {
        return repeatHours == null ? USUAL_REPEAT_HOURS : repeatHours;
    }

    int followUp() {
        return followUpMinutes == null ? USUAL_FOLLOW_UP_MINUTES : followUpMinutes;
    }

    RetentionDays retention() {
        return retentionDays == null ? RetentionDays.USUAL : retentionDays;
    }
}
