package org.callosum.server.interactions;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// What a client asks of those who handle its recordings.
///
/// @param listenRoles ids of the roles whose holders may listen, if they have the right; empty: every role
/// @param downloads whether a recording may leave the house, with a reason
/// @param note what listeners are told before they press play; null: nothing
@Answered
record RecordingStandard(
        String clientId,
        int version,
        List<String> listenRoles,
        boolean downloads,
        @Nullable Text note) {
    static RecordingStandard usual(long client) {
        return new RecordingStandard(Long.toString(client), 0, List.of(), true, null);
    }
}
