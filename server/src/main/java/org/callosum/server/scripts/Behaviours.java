package org.callosum.server.scripts;

import java.util.Set;
import org.callosum.server.platform.text.Text;

/// The critical behaviours that steps of scripts may name (SCR-07). Implemented by who ships them.
public interface Behaviours {
    /// What a person reads for a code; the code itself if it is not known.
    Text name(String code);

    Set<String> codes();
}
