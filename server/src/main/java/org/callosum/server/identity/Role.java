package org.callosum.server.identity;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// What somebody is in the house, and with it what they may do.
///
/// @param rights codes
/// @param builtIn came with the product; its code stays, everything else may be changed
/// @param accounts how many hold it; read only
@Answered
record Role(
        @Nullable String id,
        int version,
        String code,
        Text name,
        @Nullable Text description,
        List<String> rights,
        boolean builtIn,
        long accounts) {
    Role {
        rights = rights == null ? List.of() : List.copyOf(rights);
    }
}
